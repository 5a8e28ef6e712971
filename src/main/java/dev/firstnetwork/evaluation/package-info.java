/**
 * What a trained network is worth: metrics, decision surface, gradient check. Start at {@link
 * dev.firstnetwork.evaluation.Metrics}.
 */
package dev.firstnetwork.evaluation;
