package dev.firstnetwork.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * How often each class was taken for which.
 *
 * @param counts {@code counts[actual][predicted]}, rows actual and columns predicted
 */
public record ConfusionMatrix(List<String> classes, long[][] counts) {

    public ConfusionMatrix {
        classes = List.copyOf(classes);
    }

    /**
     * Counts the pairs of actual and predicted classes.
     *
     * @param actual the class of each row, an index into {@code classes}
     * @param predicted what was predicted for it
     */
    public static ConfusionMatrix of(List<String> classes, int[] actual, int[] predicted) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException(
                    "found " + actual.length + " actual classes and " + predicted.length + " predicted ones");
        }
        long[][] counts = new long[classes.size()][classes.size()];
        for (int i = 0; i < actual.length; i++) {
            counts[actual[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(classes, counts);
    }

    public long rows() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** How many rows are of class {@code k}. */
    public long actual(int k) {
        return Arrays.stream(counts[k]).sum();
    }

    /** How many rows were predicted to be of class {@code k}. */
    public long predicted(int k) {
        return Arrays.stream(counts).mapToLong(row -> row[k]).sum();
    }

    /** How many rows of class {@code k} were predicted right. */
    public long right(int k) {
        return counts[k][k];
    }
}
