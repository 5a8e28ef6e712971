/**
 * Whether a classifier can be trusted: how small a change of its inputs changes its answer, and whom it serves worse. Start
 * at {@link dev.firstnetwork.wing.trust.Robustness}, then {@link dev.firstnetwork.wing.trust.LinearBounds}; for fairness at
 * {@link dev.firstnetwork.wing.trust.FairAddition}. Left out on purpose: regressions, and changes of categories.
 */
package dev.firstnetwork.wing.trust;
