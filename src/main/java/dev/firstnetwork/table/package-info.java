/**
 * A person's own table: CSV files, what each column of theirs is, and the data sets that come with the program. Start
 * at {@link dev.firstnetwork.table.CsvFile}; {@link dev.firstnetwork.table.ColumnRoles} is what a person says of the
 * columns, and what is not said is found out: the dialect by {@link dev.firstnetwork.table.DialectFinder}, the columns by
 * {@link dev.firstnetwork.table.TableLearner} and a {@link dev.firstnetwork.table.ColumnLearner} each. Left out on
 * purpose: repairing what is wrong with a file. A faulty row is an error with its line number and what to do.
 */
package dev.firstnetwork.table;
