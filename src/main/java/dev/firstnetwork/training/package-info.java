/**
 * Gradient descent under one plan, with either engine or both in lockstep. Start at {@link
 * dev.firstnetwork.training.Trainer}; {@link dev.firstnetwork.training.LockstepEngine} holds the engines against each
 * other at every step. Left out on purpose: saving a run on its way.
 */
package dev.firstnetwork.training;
