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

    private static final String GRADIENT = "gradient";
    private static final String PARAMETER = "parameter";

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
     * @param tensor the tensor's name
     * @param index the indices of the element, such as {@code [0, 17]}
     * @param first the first engine's value
     * @param second the second engine's value
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
    private Divergence divergence;
    private int divergencePosition;
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
        compareGradients(gradients, second.step(batch));
        compareParameters();
        return gradients;
    }

    @Override
    public void fit(Iterable<Samples> batches) {
        batches.forEach(this::step);
    }

    private void compareGradients(Parameters a, Parameters b) {
        List<TensorDifference> differences = TensorDifference.of(a, b);
        for (int i = 0; i < differences.size(); i++) {
            if (differences.get(i).relative() > GRADIENT_TOLERANCE) {
                diverged(GRADIENT, a.tensors().get(i), b.tensors().get(i), differences.get(i));
            }
        }
        epoch = epoch.max(new Differences(largest(differences), 0));
        keepWorst(worstGradients, differences);
    }

    private void compareParameters() {
        Parameters a = first.parameters();
        Parameters b = second.parameters();
        List<TensorDifference> differences = TensorDifference.of(a, b);
        for (int i = 0; i < differences.size(); i++) {
            TensorDifference difference = differences.get(i);
            if (difference.maxAbsolute() > PARAMETER_TOLERANCE && difference.relative() > PARAMETER_TOLERANCE) {
                diverged(PARAMETER, a.tensors().get(i), b.tensors().get(i), differences.get(i));
            }
        }
        epoch = epoch.max(new Differences(0, largest(differences)));
        keepWorst(worstParameters, differences);
    }

    private void diverged(String what, Tensor a, Tensor b, TensorDifference difference) {
        if (divergence == null) {
            int worst = difference.worst();
            divergence = new Divergence(steps, what, a.name(), a.indexOf(worst), a.values()[worst], b.values()[worst]);
            divergencePosition = worst;
        }
    }

    private static double largest(List<TensorDifference> differences) {
        return differences.stream()
                .mapToDouble(TensorDifference::maxAbsolute)
                .max()
                .orElse(0);
    }

    private static void keepWorst(List<TensorDifference> worst, List<TensorDifference> differences) {
        if (worst.isEmpty()) {
            worst.addAll(differences);
        }
        for (int i = 0; i < differences.size(); i++) {
            worst.set(i, worst.get(i).worse(differences.get(i)));
        }
    }

    /** The largest differences since this was last asked. */
    Differences takeEpochDifferences() {
        Differences taken = epoch;
        epoch = Differences.NONE;
        return taken;
    }

    /** The largest differences of the whole run. */
    public Differences differences() {
        return new Differences(largest(worstGradients), largest(worstParameters));
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
        return Optional.ofNullable(divergence);
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
    public double loss(Samples samples) {
        return first.loss(samples);
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
            all.put("divergence", new double[] {
                divergence.step(),
                divergence.what().equals(GRADIENT) ? 0 : 1,
                tensorNames().indexOf(divergence.tensor()),
                divergencePosition,
                divergence.first(),
                divergence.second()
            });
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
        divergence = saved.containsKey("divergence") ? divergence(Engine.array(saved, "divergence", 6)) : null;
    }

    private Divergence divergence(double[] saved) {
        divergencePosition = (int) saved[3];
        Tensor tensor = first.parameters().tensors().get((int) saved[2]);
        return new Divergence(
                (long) saved[0],
                saved[1] == 0 ? GRADIENT : PARAMETER,
                tensor.name(),
                tensor.indexOf(divergencePosition),
                saved[4],
                saved[5]);
    }

    private List<String> tensorNames() {
        return first.parameters().tensors().stream().map(Tensor::name).toList();
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
