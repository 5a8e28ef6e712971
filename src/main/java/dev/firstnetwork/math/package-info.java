/**
 * Matrices, activations with their derivatives, and losses, on nothing but the JDK. Start at {@link
 * dev.firstnetwork.math.Matrix}. The same arithmetic fast, on blocks of rows, is in {@link dev.firstnetwork.wing.fast.Kernels}; the
 * vector kernels have a source folder of their own, {@code src/vector}.
 */
package dev.firstnetwork.math;
