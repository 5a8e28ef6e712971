/**
 * A person's own table: CSV files, what each column of theirs is, and the data sets that come with the program. Start
 * at {@link dev.firstnetwork.table.CsvFile}; {@link dev.firstnetwork.table.ColumnRoles} is what a person says of the
 * columns, and {@link dev.firstnetwork.table.ColumnLearner} finds out the rest. Left out on purpose: guessing at what
 * is wrong with a file. A faulty row is an error with its line number.
 */
package dev.firstnetwork.table;
