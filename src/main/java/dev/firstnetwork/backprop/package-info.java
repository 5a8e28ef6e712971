/**
 * Back-propagation written out by hand, on nothing but the JDK: the reference that DL4J's gradients are held against. Start
 * at {@link dev.firstnetwork.backprop.DenseNetwork}. Left out on purpose: speed and threads; a wing has the same pass fast.
 *
 * <p>Dimension letters: n is the number of rows in a batch; layers count from 1 to L; width_l is the number of units in
 * layer l. {@code X [n, inputs]}, {@code W_l [width_(l-1), width_l]}, {@code b_l [width_l]}, {@code Z_l, A_l, delta_l [n,
 * width_l]}, {@code Y, P [n, outputs]}. All arithmetic is in double.
 */
package dev.firstnetwork.backprop;
