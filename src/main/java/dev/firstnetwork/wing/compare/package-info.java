/**
 * The command {@code compare}: several runs side by side, from what their folders hold. Start at {@link
 * dev.firstnetwork.wing.compare.Comparison}; {@link dev.firstnetwork.wing.compare.RecordedRun} reads a folder back.
 * Left out on purpose: training or judging anything anew, and tests of significance between runs.
 */
package dev.firstnetwork.wing.compare;
