package dev.firstnetwork.spark;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.training.EpochFigures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts together what the partitions of some data found: always in their order, so that it rounds the same each time. */
record Together(SparkData data) {

    /** The mean of the partitions' states, by their training rows. */
    Map<String, double[]> averaged(List<Map<String, double[]>> states, Map<String, double[]> before) {
        Map<String, double[]> mean = new TreeMap<>();
        before.forEach((name, array) -> mean.put(name, new double[array.length]));
        for (int p = 0; p < states.size(); p++) {
            double weight = (double) data.trainRows()[p] / data.train();
            if (weight > 0) {
                states.get(p).forEach((name, array) -> add(mean.get(name), array, weight));
            }
        }
        // partitions of a row more or less may differ by a step
        double steps = states.stream()
                .mapToDouble(state -> state.get(Task.STEPS)[0])
                .max()
                .orElse(0);
        mean.put(Task.STEPS, new double[] {steps});
        return mean;
    }

    private static void add(double[] sum, double[] values, double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[i];
        }
    }

    /**
     * The mean of the partitions' gradients, by how many rows of the batch each has.
     *
     * @param zeros is written over
     * @param rows those of the batch in each partition; empty for all
     */
    Parameters gradient(Parameters zeros, Optional<int[][]> rows, List<Task.Step> parts) {
        long[] counts = rows.map(batch -> Arrays.stream(batch)
                        .mapToLong(part -> part == null ? 0 : part.length)
                        .toArray())
                .orElse(data.trainRows());
        long n = Arrays.stream(counts).sum();
        Parameters sum = zeros;
        for (int p = 0; p < parts.size(); p++) {
            for (int t = 0; counts[p] > 0 && t < sum.tensors().size(); t++) {
                add(sum.tensors().get(t).values(), parts.get(p).gradient()[t], (double) counts[p] / n);
            }
        }
        return sum;
    }

    /** The figures of an epoch. */
    EpochFigures figures(int epoch, List<Task.Seen> seen) {
        return new EpochFigures(
                epoch,
                side(seen.stream().map(Task.Seen::train).toList(), data.train()),
                side(seen.stream().map(Task.Seen::test).toList(), data.test()),
                Optional.empty(),
                Optional.empty());
    }

    private EpochFigures.Side side(List<Task.Sums> parts, long rows) {
        double loss = 0;
        double mean = 0;
        double right = 0;
        for (Task.Sums part : parts) {
            double weight = (double) part.rows() / rows;
            loss += weight == 0 ? 0 : weight * part.loss();
            mean += weight * part.mean();
            right += part.right();
        }
        if (!data.preparation().isRegression()) {
            return new EpochFigures.Side(loss, right / rows);
        }
        double variance = 0;
        for (Task.Sums part : parts) {
            double apart = part.mean() - mean;
            variance += (double) part.rows() / rows * (part.variance() + apart * apart);
        }
        return new EpochFigures.Side(loss, 1 - loss / variance);
    }
}
