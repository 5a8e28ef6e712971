/**
 * Matrices, activations with their derivatives, and losses, on nothing but the JDK. Start at {@link
 * dev.firstnetwork.math.Matrix}.
 */
package dev.firstnetwork.math;
