/**
 * The command {@code data}: lists the data sets, writes one as CSV, so that it can be looked at or given to another
 * program, and describes what the program reads in a table. Start at {@link
 * dev.firstnetwork.wing.datasets.DataCommand}. Left out on purpose: the data sets themselves, which {@code train} needs
 * without it, and any download.
 */
package dev.firstnetwork.wing.datasets;
