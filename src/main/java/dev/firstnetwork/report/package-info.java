/**
 * What a finished run leaves behind: charts, an HTML page, and the run folder, written whole or not at all. Start at
 * {@link dev.firstnetwork.report.Run}, which holds all that is told. Left out on purpose: every figure of merit, which
 * is found in {@link dev.firstnetwork.evaluation}, and what only some runs have, which a wing brings along.
 */
package dev.firstnetwork.report;
