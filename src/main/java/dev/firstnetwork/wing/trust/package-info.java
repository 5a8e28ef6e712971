/**
 * Whether a network can be trusted: how small a change of its inputs changes its answer ({@link
 * dev.firstnetwork.wing.trust.Robustness}, {@link dev.firstnetwork.wing.trust.LinearBounds}), whom it serves worse ({@link
 * dev.firstnetwork.wing.trust.FairAddition}), what it gives away of the rows that it was trained on ({@link
 * dev.firstnetwork.wing.trust.PrivateGradient}, {@link dev.firstnetwork.wing.trust.Accountant}), and how it is trained where the
 * rows may not be brought together ({@link dev.firstnetwork.wing.trust.Federation}). Start at {@link
 * dev.firstnetwork.wing.trust.TrustOptions}. Left out on purpose: regressions, changes of categories, a network between
 * machines, clients that drop out of a masked sum, and orders of the accountant that are no whole numbers.
 */
package dev.firstnetwork.wing.trust;
