/**
 * The command {@code tune}: searches for the options of {@code train} that do best in cross-validation, and judges the
 * winner once on the test rows. Start at {@link dev.firstnetwork.wing.tune.Search}, then {@link
 * dev.firstnetwork.wing.tune.SearchSpace}. It stands on another wing, folds. Left out on purpose:
 * Bayesian searches and their like, as what is drawn is not to depend on what came of others.
 */
package dev.firstnetwork.wing.tune;
