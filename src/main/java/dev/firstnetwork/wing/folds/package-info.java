/**
 * {@code train --folds}: judges the recipe by k-fold cross-validation, with scikit-learn's own folds. Start at {@link
 * dev.firstnetwork.wing.folds.CrossValidation}. The search for a recipe is built on it. Left out on purpose: a model
 * made of the folds' networks, and repeated or nested folds.
 */
package dev.firstnetwork.wing.folds;
