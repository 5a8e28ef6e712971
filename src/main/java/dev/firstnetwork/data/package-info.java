/**
 * From a table to samples: the rows are read through DataVec, prepared, split and standardised as scikit-learn does
 * it. Start at {@link dev.firstnetwork.data.Preparation}; {@link dev.firstnetwork.data.Generated} makes the moons and
 * other figures. Left out on purpose: CSV files and what their columns are, which {@link dev.firstnetwork.table}
 * knows.
 */
package dev.firstnetwork.data;
