/**
 * What a trained network is worth: metrics with their intervals, curves over the threshold, the cheapest threshold, the
 * rates of groups, decision surface, gradient check, and the search for a better recipe. Start at {@link
 * dev.firstnetwork.evaluation.Metrics}; of the search, at {@link dev.firstnetwork.wing.tune.Search}.
 */
package dev.firstnetwork.evaluation;
