/**
 * The hand-written engine, fast: the formulas of {@link dev.firstnetwork.backprop.DenseNetwork} on blocks of rows, on all
 * cores, in loops that the JVM turns into vector instructions by itself. Start at {@link
 * dev.firstnetwork.wing.fast.BlockedPass}.
 *
 * <p>{@code META-INF/services} tells the hall of it. Without this package and that file, the engine computes by {@code
 * DenseNetwork} itself: the same bits for a batch of one slice, the same numbers within rounding for a larger one.
 */
package dev.firstnetwork.wing.fast;
