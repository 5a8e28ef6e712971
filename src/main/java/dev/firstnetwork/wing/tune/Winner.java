package dev.firstnetwork.wing.tune;

import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.report.Evaluation;

/**
 * What became of the best configuration, trained on all training rows.
 *
 * @param test how good it is on the test rows, which had no part in the search
 */
record Winner(Experiment.Outcome outcome, Evaluation test) {}
