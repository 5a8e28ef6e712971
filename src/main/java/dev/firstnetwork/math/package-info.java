/**
 * Matrices, activations with their derivatives, losses, and NumPy's random numbers, on nothing but the JDK. Start at
 * {@link dev.firstnetwork.math.Matrix}. Left out on purpose: speed. Loops are written to be read; a wing has the same
 * arithmetic fast.
 */
package dev.firstnetwork.math;
