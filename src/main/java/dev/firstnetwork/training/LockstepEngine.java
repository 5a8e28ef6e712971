package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Two engines side by side: both start from the same parameters and get the same batches, and after every step each gradient
 * and each parameter of the one is held against the other's. Neither is corrected by the other, so that differences add up
 * where there are any. Outputs and losses are the first engine's.
 */
public final class LockstepEngine implements Engine {

    /** Gradients agree while the ratio of norms is at most this. */
    public static final double GRADIENT_TOLERANCE = 1e-8;

    /** Parameters agree while no element differs by more than this, or the ratio of norms is at most this. */
    public static final double PARAMETER_TOLERANCE = 1e-8;

    private static final int GRADIENT = 0;
    private static final int PARAMETER = 1;

    /** The largest absolute differences of any gradient and any parameter. */
    public record Differences(double gradient, double parameter) {

        static final Differences NONE = new Differences(0, 0);

        Differences max(Differences other) {
            return new Differences(Math.max(gradient, other.gradient), Math.max(parameter, other.parameter));
        }
    }

    /**
     * Where the engines first parted.
     *
     * @param step the number of the step, from 1 on
     * @param what {@code gradient} or {@code parameter}
     * @param index the indices of the element, such as {@code [0, 17]}
     */
    public record Divergence(long step, String what, String tensor, String index, double first, double second) {

        @Override
        public String toString() {
            return "step " + step + ", " + what + " " + tensor + index + ": " + first + " against " + second;
        }
    }

    private final Engine first;
    private final Engine second;
    private final List<TensorDifference> worstGradients = new ArrayList<>();
    private final List<TensorDifference> worstParameters = new ArrayList<>();
    private Differences epoch = Differences.NONE;

    /** Step, gradient or parameter, tensor, position in it, the first engine's value and the second's; null for none. */
    private double[] divergence;

    private long steps;

    /** @param first whose outputs count */
    public LockstepEngine(Engine first, Engine second) {
        this.first = first;
        this.second = second;
        compareParameters();
    }

    @Override
    public Parameters step(Samples batch) {
        steps++;
        Parameters gradients = first.step(batch);
        compare(GRADIENT, gradients, second.step(batch), worstGradients);
        compareParameters();
        return gradients;
    }

    @Override
    public void fit(Iterable<Samples> batches) {
        batches.forEach(this::step);
    }

    private void compareParameters() {
        compare(PARAMETER, first.parameters(), second.parameters(), worstParameters);
    }

    private void compare(int what, Parameters a, Parameters b, List<TensorDifference> worst) {
        List<TensorDifference> differences = TensorDifference.of(a, b);
        if (worst.isEmpty()) {
            worst.addAll(differences);
        }
        for (int i = 0; i < differences.size(); i++) {
            TensorDifference difference = differences.get(i);
            worst.set(i, worst.get(i).worse(difference));
            if (divergence == null && isApart(what, difference)) {
                int at = difference.worst();
                double inFirst = a.tensors().get(i).values()[at];
                divergence = new double[] {
                    steps, what, i, at, inFirst, b.tensors().get(i).values()[at]
                };
            }
        }
        double largest = TensorDifference.largest(differences);
        epoch = epoch.max(what == GRADIENT ? new Differences(largest, 0) : new Differences(0, largest));
    }

    private static boolean isApart(int what, TensorDifference difference) {
        return what == GRADIENT
                ? difference.relative() > GRADIENT_TOLERANCE
                : difference.maxAbsolute() > PARAMETER_TOLERANCE && difference.relative() > PARAMETER_TOLERANCE;
    }

    /** The largest differences since this was last asked. */
    Differences takeEpochDifferences() {
        Differences taken = epoch;
        epoch = Differences.NONE;
        return taken;
    }

    /** The largest differences of the whole run. */
    public Differences differences() {
        return new Differences(TensorDifference.largest(worstGradients), TensorDifference.largest(worstParameters));
    }

    /** For each tensor the largest differences of its gradient in any step, absolute and relative each for itself. */
    public List<TensorDifference> worstGradients() {
        return List.copyOf(worstGradients);
    }

    /** The same for the parameters. */
    public List<TensorDifference> worstParameters() {
        return List.copyOf(worstParameters);
    }

    /** The first step at which a gradient or parameter differed by more than the tolerance. */
    public Optional<Divergence> firstDivergence() {
        return Optional.ofNullable(divergence).map(found -> {
            Tensor tensor = first.parameters().tensors().get((int) found[2]);
            String what = found[1] == GRADIENT ? "gradient" : "parameter";
            return new Divergence(
                    (long) found[0], what, tensor.name(), tensor.indexOf((int) found[3]), found[4], found[5]);
        });
    }

    @Override
    public Parameters parameters() {
        return first.parameters();
    }

    @Override
    public Matrix predict(Matrix x) {
        return first.predict(x);
    }

    @Override
    public Outcome evaluate(Samples samples) {
        return first.evaluate(samples);
    }

    @Override
    public Map<String, double[]> state() {
        Map<String, double[]> all = new TreeMap<>();
        first.state().forEach((name, array) -> all.put("first " + name, array));
        second.state().forEach((name, array) -> all.put("second " + name, array));
        all.put("steps", new double[] {steps});
        all.put("worst gradients", figures(worstGradients));
        all.put("worst parameters", figures(worstParameters));
        if (divergence != null) {
            all.put("divergence", divergence.clone());
        }
        return all;
    }

    @Override
    public void restore(Map<String, double[]> saved) {
        first.restore(part(saved, "first "));
        second.restore(part(saved, "second "));
        steps = (long) Engine.array(saved, "steps", 1)[0];
        takeUp(worstGradients, saved.get("worst gradients"));
        takeUp(worstParameters, saved.get("worst parameters"));
        divergence = saved.containsKey("divergence") ? Engine.array(saved, "divergence", 6) : null;
    }

    private static Map<String, double[]> part(Map<String, double[]> saved, String prefix) {
        return saved.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** The figures of each tensor in turn: absolute, relative, cosine, position of the worst. */
    private static double[] figures(List<TensorDifference> worst) {
        return worst.stream()
                .flatMapToDouble(d -> DoubleStream.of(d.maxAbsolute(), d.relative(), d.cosine(), d.worst()))
                .toArray();
    }

    private void takeUp(List<TensorDifference> worst, double[] figures) {
        worst.clear();
        List<Tensor> tensors = first.parameters().tensors();
        for (int i = 0; figures != null && 4 * i < figures.length; i++) {
            Tensor tensor = tensors.get(i);
            worst.add(new TensorDifference(
                    tensor.name(),
                    Arrays.stream(tensor.shape()).boxed().toList(),
                    figures[4 * i],
                    figures[4 * i + 1],
                    figures[4 * i + 2],
                    (int) figures[4 * i + 3]));
        }
    }
}
