/**
 * From a table to samples: generated moons or a CSV file, read by DataVec, split and standardised as scikit-learn does it.
 * Start at {@link dev.firstnetwork.data.Preparation}.
 */
package dev.firstnetwork.data;
