package dev.firstnetwork.spark;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Some rows of a table, one after the other.
 *
 * @param file the number of the file that they are from
 * @param first the number of the first of them among the rows of that file which are taken
 * @param inputs how many inputs a row has
 * @param x the inputs, not standardised, {@code [rows, inputs]}
 * @param labels the index of each row's class, or its number, {@code [rows]}
 */
record Block(int file, long first, int inputs, double[] x, double[] labels) implements Serializable {

    /** The rows from {@code from} up to {@code to}, counted in this block. */
    Block rows(int from, int to) {
        return new Block(
                file,
                first + from,
                inputs,
                Arrays.copyOfRange(x, from * inputs, to * inputs),
                Arrays.copyOfRange(labels, from, to));
    }

    int rows() {
        return labels.length;
    }
}
