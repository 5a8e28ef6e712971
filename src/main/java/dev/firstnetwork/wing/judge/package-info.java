/**
 * A closer look at predictions than figures give: ROC and calibration curves, the decision threshold that costs least,
 * and how the rows of each group fare. Start at {@link dev.firstnetwork.wing.judge.JudgementOptions}, then {@link
 * dev.firstnetwork.wing.judge.ThresholdChoice}. Left out on purpose: mending what it finds. Probabilities are not
 * recalibrated, and no group gets a threshold of its own.
 */
package dev.firstnetwork.wing.judge;
