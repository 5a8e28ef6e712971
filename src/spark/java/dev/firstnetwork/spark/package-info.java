/**
 * The hand-written engine on a Spark cluster: tables of more rows than one machine holds. {@link
 * dev.firstnetwork.spark.SparkMain} is the program; {@link dev.firstnetwork.spark.SparkTable} reads, {@link
 * dev.firstnetwork.spark.SparkTrainer} trains. Models go both ways between it and the program for one machine.
 */
package dev.firstnetwork.spark;
