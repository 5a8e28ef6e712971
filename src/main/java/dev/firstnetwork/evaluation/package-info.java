/**
 * What a trained network is worth: metrics with their intervals, curves over the threshold, the cheapest threshold, the
 * rates of groups, decision surface, gradient check. Start at {@link
 * dev.firstnetwork.evaluation.Metrics}.
 */
package dev.firstnetwork.evaluation;
