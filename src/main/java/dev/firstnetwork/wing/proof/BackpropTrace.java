package dev.firstnetwork.wing.proof;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One forward pass, backward pass and update with every number shown, in the order in which they are computed. */
public final class BackpropTrace {

    /**
     * One line of the computation.
     *
     * @param symbol what is computed: {@code Z1}
     * @param formula how: {@code X W1 + b1}
     * @param example the formula for the first element with the numbers put in; empty where there is nothing to compute
     * @param shape of the result: two numbers for a matrix, one for a bias, none for a single number
     * @param values the result; a bias or a single number as one row
     */
    public record Step(String symbol, String formula, String example, List<Integer> shape, Matrix values) {}

    /** Longer sums are cut in the example; the values are always whole. */
    private static final int MOST_TERMS = 6;

    private final DenseNetwork network;
    private final Samples batch;
    private final ForwardTrace trace;
    private final List<Step> steps = new ArrayList<>();

    private BackpropTrace(DenseNetwork network, Samples batch) {
        this.network = network;
        this.batch = batch;
        this.trace = network.forward(batch.x());
    }

    /**
     * Traces one step of training.
     *
     * @param start the parameters before it
     * @param batch the rows to show, standardised
     */
    public static List<Step> of(NetworkSpec spec, Parameters start, Samples batch) {
        BackpropTrace pass = new BackpropTrace(HandEngine.network(spec, start.copy()), batch);
        pass.forward();
        pass.backward();
        pass.update(spec, start);
        return List.copyOf(pass.steps);
    }

    private void forward() {
        add("X", "the standardised inputs", "", batch.x());
        add("Y", "the labels", "", batch.y());
        for (int layer = 1; layer <= network.layers(); layer++) {
            Matrix w = network.parameters().w(layer);
            double[] b = network.parameters().b(layer);
            add("W" + layer, "weights", "", w);
            add("b" + layer, "biases", "", b);
            Matrix z = trace.z(layer);
            String terms = dot(trace.a(layer - 1).row(0), w.column(0)) + " + " + brief(b[0]);
            String formula = activationName(layer - 1) + " W" + layer + " + b" + layer;
            add("Z" + layer, formula, terms + " = " + brief(z.get(0, 0)), z);
            Matrix a = trace.a(layer);
            Activation f = network.f(layer);
            String example = activationExample(f, z.row(0)) + " = " + brief(a.get(0, 0));
            add(activationName(layer), f + "(Z" + layer + ")", example, a);
        }
        double loss = network.loss(trace, batch.y());
        String formula = "mean " + network.loss() + " of P against Y" + penalty();
        add(new Step("L", formula, lossExample(trace.output(), loss), List.of(), Matrix.of(1, 1, loss)));
    }

    private void backward() {
        List<Matrix> deltas = network.deltas(trace, batch.y());
        Parameters gradients = network.backward(trace, batch.y());
        int n = batch.rows();
        int last = network.layers();
        for (int layer = last; layer >= 1; layer--) {
            Matrix delta = deltas.get(layer - 1);
            double[] ofUnit = delta.column(0);
            if (layer == last) {
                add("delta" + layer, outputDeltaFormula(), outputDeltaExample(delta, n), delta);
            } else {
                int next = layer + 1;
                String slope = ") * " + network.f(layer) + "'(";
                String formula = "(delta" + next + " W" + next + "'" + slope + "Z" + layer + ")";
                String terms = dot(
                        deltas.get(layer).row(0), network.parameters().w(next).row(0));
                String z = brief(trace.z(layer).get(0, 0));
                add("delta" + layer, formula, "(" + terms + slope + z + ") = " + brief(delta.get(0, 0)), delta);
            }
            Matrix dw = gradients.w(layer);
            String formula = activationName(layer - 1) + "' delta" + layer + penaltyFormula(layer);
            String terms = dot(trace.a(layer - 1).column(0), ofUnit) + penalty();
            add("dW" + layer, formula, terms + " = " + brief(dw.get(0, 0)), dw);
            double[] db = gradients.b(layer);
            String sum = sum(n, i -> brief(ofUnit[i])) + " = " + brief(db[0]);
            add("db" + layer, "sum of delta" + layer + " over the rows", sum, db);
        }
    }

    private void update(NetworkSpec spec, Parameters start) {
        HandEngine engine = new HandEngine(spec, start);
        Parameters gradients = engine.step(batch);
        Parameters after = engine.parameters();
        for (int layer = 1; layer <= network.layers(); layer++) {
            Matrix w = after.w(layer);
            double dw = gradients.w(layer).get(0, 0);
            String weight = updateExample(spec.learning(), start.w(layer).get(0, 0), dw, w.get(0, 0));
            add("new W" + layer, updateFormula(spec.learning().updater(), "W" + layer), weight, w);
            double[] b = after.b(layer);
            String bias =
                    updateExample(spec.learning(), start.b(layer)[0], gradients.b(layer)[0], b[0]);
            add("new b" + layer, updateFormula(spec.learning().updater(), "b" + layer), bias, b);
        }
    }

    private static String updateFormula(Updater updater, String parameter) {
        return updater instanceof Updater.Sgd
                ? parameter + " - learning rate * d" + parameter
                : "step of " + updater.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ": " + updater.formula();
    }

    private static String updateExample(LearningRule rule, double before, double gradient, double after) {
        boolean plain = rule.updater() instanceof Updater.Sgd;
        String step = plain ? Numbers.text(rule.rate().at(1)) + "*" + brief(gradient) : brief(before - after);
        return brief(before) + " - " + step + " = " + brief(after);
    }

    private void add(String symbol, String formula, String example, Matrix values) {
        add(new Step(symbol, formula, example, List.of(values.rows(), values.columns()), values));
    }

    private void add(String symbol, String formula, String example, double[] values) {
        add(new Step(symbol, formula, example, List.of(values.length), Matrix.of(1, values.length, values)));
    }

    private void add(Step step) {
        String first = step.shape().isEmpty() ? " = " : step.shape().size() == 2 ? "[0,0] = " : "[0] = ";
        String example = step.example().isEmpty() ? "" : step.symbol() + first + step.example();
        steps.add(new Step(step.symbol(), step.formula(), example, step.shape(), step.values()));
    }

    private String activationName(int layer) {
        return layer == 0 ? "X" : layer == network.layers() ? "P" : "A" + layer;
    }

    private String penalty() {
        return network.penalty().equals(Penalty.NONE) ? "" : " + penalty";
    }

    private static String activationExample(Activation f, double[] z) {
        if (f != Activation.SOFTMAX) {
            return f + "(" + brief(z[0]) + ")";
        }
        IntFunction<String> exponential = j -> "exp(" + brief(z[j]) + ")";
        return exponential.apply(0) + " / (" + sum(z.length, exponential) + ")";
    }

    /** The loss of each row, the first few of them, and what they come to. */
    private String lossExample(Matrix p, double loss) {
        boolean squared = network.loss() == Loss.MEAN_SQUARED_ERROR;
        String rows = sum(p.rows(), i -> squared ? squares(p.row(i), batch.y().row(i)) : minusLog(p, i));
        String divisor = p.rows() + (squared ? "*" + p.columns() : "");
        return "(" + rows + ") / " + divisor + penalty() + " = " + brief(loss);
    }

    /** {@code -log} of the probability that the network gives row i's label. */
    private String minusLog(Matrix p, int i) {
        if (p.columns() == 1) {
            return (batch.y().get(i, 0) == 1 ? "-log(" : "-log(1 - ") + brief(p.get(i, 0)) + ")";
        }
        return "-log(" + brief(p.get(i, Samples.classes(batch.y())[i])) + ")";
    }

    private static String squares(double[] p, double[] y) {
        return sum(p.length, j -> "(" + brief(p[j]) + " - " + brief(y[j]) + ")^2");
    }

    private String outputDeltaFormula() {
        return network.loss() == Loss.MEAN_SQUARED_ERROR
                ? "2 (P - Y) / (n outputs) * " + network.f(network.layers()) + "'(Z" + network.layers() + ")"
                : "(P - Y) / n";
    }

    private String outputDeltaExample(Matrix delta, int n) {
        String y = brief(batch.y().get(0, 0));
        String error = "(" + brief(trace.output().get(0, 0)) + " - " + y + ") / ";
        String result = brief(delta.get(0, 0));
        Activation f = network.f(network.layers());
        if (network.loss() != Loss.MEAN_SQUARED_ERROR) {
            return error + n + " = " + result;
        }
        String slope = f + "'(" + brief(trace.z(network.layers()).get(0, 0)) + ")";
        // softmax mixes the errors of a whole row, which no short example can show
        return f == Activation.SOFTMAX
                ? result
                : "2 * " + error + "(" + n + "*" + delta.columns() + ") * " + slope + " = " + result;
    }

    private String penaltyFormula(int layer) {
        String l1 = network.penalty().l1() == 0 ? "" : " + l1 sign(W" + layer + ")";
        String l2 = network.penalty().l2() == 0 ? "" : " + l2 W" + layer;
        return l1 + l2;
    }

    private static String dot(double[] a, double[] b) {
        return sum(a.length, i -> brief(a[i]) + "*" + brief(b[i]));
    }

    /** {@code n} terms, of which the first few are shown. */
    private static String sum(int n, IntFunction<String> term) {
        String shown =
                IntStream.range(0, Math.min(n, MOST_TERMS)).mapToObj(term).collect(Collectors.joining(" + "));
        return n > MOST_TERMS ? shown + " + ..." : shown;
    }

    /** Four decimals, as much as an example can bear. */
    private static String brief(double value) {
        return String.format(Locale.ROOT, "%.4f", value + 0.0);
    }
}
