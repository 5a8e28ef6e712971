package dev.firstnetwork.playground;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Every number of a step on one row: forward, loss, backward, update. */
final class Row {

    private Row() {}

    /**
     * The numbers of a step on row {@code i} alone, without dropout, that {@code run} does not take: the loss with
     * penalties and without, x, y; then for each layer z, a and delta; then for each tensor its gradient and what the step
     * makes of it. Each as in {@link DenseNetwork}.
     */
    static double[] step(Run run, int i) {
        Samples row = run.row(i);
        DenseNetwork network = run.network();
        ForwardTrace trace = network.forward(row.x());
        List<Matrix> deltas = network.deltas(trace, row.y());
        List<Parameters> next = run.next(row);
        DoubleStream numbers = DoubleStream.of(network.loss(trace, row.y()), network.dataLoss(trace, row.y()));
        numbers = DoubleStream.concat(numbers, all(row.x().values(), row.y().values()));
        for (int layer = 1; layer <= network.layers(); layer++) {
            Matrix delta = deltas.get(layer - 1);
            numbers = DoubleStream.concat(
                    numbers, all(trace.z(layer).values(), trace.a(layer).values(), delta.values()));
        }
        for (int t = 0; t < network.parameters().tensors().size(); t++) {
            double[] gradient = next.get(0).tensors().get(t).values();
            numbers = DoubleStream.concat(
                    numbers, all(gradient, next.get(1).tensors().get(t).values()));
        }
        return numbers.toArray();
    }

    private static DoubleStream all(double[]... parts) {
        return Stream.of(parts).flatMapToDouble(Arrays::stream);
    }
}
