/**
 * A saved model at work: {@code predict} adds probabilities and labels to the rows of a CSV file, {@code evaluate}
 * judges it on rows with labels. Start at {@link dev.firstnetwork.wing.use.PredictCommand}. Left out on purpose:
 * learning anything from the new rows: they are prepared exactly as those that the model was trained on.
 */
package dev.firstnetwork.wing.use;
