/**
 * The proof that back-propagation is right, and the tour of it: {@code gradcheck} holds the gradients by hand, by DL4J
 * and by central differences against each other, with or without a planted mistake; {@code trace} shows one step with
 * every number. Start at {@link dev.firstnetwork.wing.proof.GradientCheck} or {@link
 * dev.firstnetwork.wing.proof.BackpropTrace}. Left out on purpose: dropout, whose random masks leave no function to
 * differentiate, and speed.
 */
package dev.firstnetwork.wing.proof;
