/**
 * What a trained network is worth: the main job from data to judged network, and its figures as scikit-learn defines
 * them. Start at {@link dev.firstnetwork.evaluation.Experiment}, then {@link dev.firstnetwork.evaluation.Metrics}.
 * Here the main hall ends. Left out on purpose: whatever is asked of a network beyond its figures, such as curves,
 * thresholds, folds and explanations, each of which is a wing.
 */
package dev.firstnetwork.evaluation;
