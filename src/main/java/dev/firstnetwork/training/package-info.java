/**
 * Gradient descent under one plan, with either engine or both in lockstep. Start at {@link
 * dev.firstnetwork.training.Trainer}.
 */
package dev.firstnetwork.training;
