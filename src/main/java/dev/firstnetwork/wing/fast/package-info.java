/**
 * The hand-written engine, fast: the formulas of {@link dev.firstnetwork.backprop.DenseNetwork} on blocks of rows, on all
 * cores, in vector instructions where the JVM has them. Start at {@link dev.firstnetwork.wing.fast.BlockedPass}; the vector
 * kernels have a source folder of their own, {@code src/vector}.
 *
 * <p>{@code META-INF/services} tells the hall of it. Without this package, {@code src/vector} and that file, the engine
 * computes the same numbers, within rounding, by {@code DenseNetwork} itself.
 */
package dev.firstnetwork.wing.fast;
