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
import java.util.StringJoiner;

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
            String input = activationName(layer - 1);
            add("W" + layer, "weights", "", w);
            add("b" + layer, "biases", "", b);
            Matrix z = trace.z(layer);
            add(
                    "Z" + layer,
                    input + " W" + layer + " + b" + layer,
                    dot(trace.a(layer - 1).row(0), column(w, 0)) + " + " + brief(b[0]) + " = " + brief(z.get(0, 0)),
                    z);
            Matrix a = trace.a(layer);
            add(
                    activationName(layer),
                    network.f(layer) + "(Z" + layer + ")",
                    activationExample(network.f(layer), z.row(0)) + " = " + brief(a.get(0, 0)),
                    a);
        }
        double loss = network.loss(trace, batch.y());
        add(new Step("L", lossFormula(), lossExample(trace.output(), loss), List.of(), Matrix.of(1, 1, loss)));
    }

    private void backward() {
        List<Matrix> deltas = network.deltas(trace, batch.y());
        Parameters gradients = network.backward(trace, batch.y());
        int n = batch.rows();
        int last = network.layers();
        for (int layer = last; layer >= 1; layer--) {
            Matrix delta = deltas.get(layer - 1);
            Matrix below = trace.a(layer - 1);
            if (layer == last) {
                add("delta" + layer, outputDeltaFormula(), outputDeltaExample(delta, n), delta);
            } else {
                Matrix above = deltas.get(layer);
                Matrix w = network.parameters().w(layer + 1);
                add(
                        "delta" + layer,
                        "(delta" + (layer + 1) + " W" + (layer + 1) + "') * " + network.f(layer) + "'(Z" + layer + ")",
                        "(" + dot(above.row(0), w.row(0)) + ") * " + network.f(layer) + "'("
                                + brief(trace.z(layer).get(0, 0)) + ") = " + brief(delta.get(0, 0)),
                        delta);
            }
            Matrix dw = gradients.w(layer);
            String penalty = penaltyFormula(layer);
            add(
                    "dW" + layer,
                    activationName(layer - 1) + "' delta" + layer + penalty,
                    dot(column(below, 0), column(delta, 0)) + (penalty.isEmpty() ? "" : " + penalty") + " = "
                            + brief(dw.get(0, 0)),
                    dw);
            double[] db = gradients.b(layer);
            add(
                    "db" + layer,
                    "sum of delta" + layer + " over the rows",
                    sum(column(delta, 0)) + " = " + brief(db[0]),
                    db);
        }
    }

    private void update(NetworkSpec spec, Parameters start) {
        HandEngine engine = new HandEngine(spec, start);
        Parameters gradients = engine.step(batch);
        Parameters after = engine.parameters();
        for (int layer = 1; layer <= network.layers(); layer++) {
            double w = start.w(layer).get(0, 0);
            double b = start.b(layer)[0];
            String weights = "W" + layer;
            String biases = "b" + layer;
            add(
                    "new " + weights,
                    updateFormula(spec.updater(), weights),
                    updateExample(
                            spec.learning(),
                            w,
                            gradients.w(layer).get(0, 0),
                            after.w(layer).get(0, 0)),
                    after.w(layer));
            add(
                    "new " + biases,
                    updateFormula(spec.updater(), biases),
                    updateExample(spec.learning(), b, gradients.b(layer)[0], after.b(layer)[0]),
                    after.b(layer));
        }
    }

    private static String updateFormula(Updater updater, String parameter) {
        return updater instanceof Updater.Sgd
                ? parameter + " - learning rate * d" + parameter
                : "step of " + updater.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ": " + updater.formula();
    }

    private static String updateExample(LearningRule rule, double before, double gradient, double after) {
        return rule.updater() instanceof Updater.Sgd
                ? brief(before) + " - " + Numbers.text(rule.rate().at(1)) + "*" + brief(gradient) + " = " + brief(after)
                : brief(before) + " - " + brief(before - after) + " = " + brief(after);
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

    private String lossFormula() {
        String penalty = network.penalty().equals(Penalty.NONE) ? "" : " + penalty";
        return "mean " + network.loss() + " of P against Y" + penalty;
    }

    private static String activationExample(Activation f, double[] z) {
        if (f != Activation.SOFTMAX) {
            return f + "(" + brief(z[0]) + ")";
        }
        StringJoiner exponentials = new StringJoiner(" + ");
        for (int j = 0; j < Math.min(z.length, MOST_TERMS); j++) {
            exponentials.add("exp(" + brief(z[j]) + ")");
        }
        return "exp(" + brief(z[0]) + ") / (" + exponentials + (z.length > MOST_TERMS ? " + ...)" : ")");
    }

    /** The loss of each row, the first few of them, and what they come to. */
    private String lossExample(Matrix p, double loss) {
        StringJoiner rows = new StringJoiner(" + ");
        for (int i = 0; i < Math.min(p.rows(), MOST_TERMS); i++) {
            rows.add(
                    network.loss() == Loss.MEAN_SQUARED_ERROR
                            ? squares(p.row(i), batch.y().row(i))
                            : minusLog(p, i));
        }
        String divisor = network.loss() == Loss.MEAN_SQUARED_ERROR ? p.rows() + "*" + p.columns() : "" + p.rows();
        return "(" + rows + (p.rows() > MOST_TERMS ? " + ..." : "") + ") / " + divisor
                + (network.penalty().equals(Penalty.NONE) ? "" : " + penalty") + " = " + brief(loss);
    }

    /** {@code -log} of the probability that the network gives row i's label. */
    private String minusLog(Matrix p, int i) {
        if (p.columns() == 1) {
            double probability = p.get(i, 0);
            return batch.y().get(i, 0) == 1
                    ? "-log(" + brief(probability) + ")"
                    : "-log(1 - " + brief(probability) + ")";
        }
        return "-log(" + brief(p.get(i, Samples.classes(batch.y())[i])) + ")";
    }

    private static String squares(double[] p, double[] y) {
        StringJoiner squares = new StringJoiner(" + ");
        for (int j = 0; j < Math.min(p.length, MOST_TERMS); j++) {
            squares.add("(" + brief(p[j]) + " - " + brief(y[j]) + ")^2");
        }
        return p.length > MOST_TERMS ? squares + " + ..." : squares.toString();
    }

    private String outputDeltaFormula() {
        return network.loss() == Loss.MEAN_SQUARED_ERROR
                ? "2 (P - Y) / (n outputs) * " + network.f(network.layers()) + "'(Z" + network.layers() + ")"
                : "(P - Y) / n";
    }

    private String outputDeltaExample(Matrix delta, int n) {
        String error =
                "(" + brief(trace.output().get(0, 0)) + " - " + brief(batch.y().get(0, 0)) + ") / ";
        Activation f = network.f(network.layers());
        if (network.loss() != Loss.MEAN_SQUARED_ERROR) {
            return error + n + " = " + brief(delta.get(0, 0));
        }
        double z = trace.z(network.layers()).get(0, 0);
        // softmax mixes the errors of a whole row, which no short example can show
        return f == Activation.SOFTMAX
                ? brief(delta.get(0, 0))
                : "2 * " + error + "(" + n + "*" + delta.columns() + ") * " + f + "'(" + brief(z) + ") = "
                        + brief(delta.get(0, 0));
    }

    private String penaltyFormula(int layer) {
        String l1 = network.penalty().l1() == 0 ? "" : " + l1 sign(W" + layer + ")";
        String l2 = network.penalty().l2() == 0 ? "" : " + l2 W" + layer;
        return l1 + l2;
    }

    private static double[] column(Matrix m, int j) {
        double[] column = new double[m.rows()];
        for (int i = 0; i < column.length; i++) {
            column[i] = m.get(i, j);
        }
        return column;
    }

    private static String dot(double[] a, double[] b) {
        StringJoiner terms = new StringJoiner(" + ");
        for (int i = 0; i < Math.min(a.length, MOST_TERMS); i++) {
            terms.add(brief(a[i]) + "*" + brief(b[i]));
        }
        return a.length > MOST_TERMS ? terms + " + ..." : terms.toString();
    }

    private static String sum(double[] a) {
        StringJoiner terms = new StringJoiner(" + ");
        for (int i = 0; i < Math.min(a.length, MOST_TERMS); i++) {
            terms.add(brief(a[i]));
        }
        return a.length > MOST_TERMS ? terms + " + ..." : terms.toString();
    }

    /** Four decimals, as much as an example can bear. */
    private static String brief(double value) {
        return String.format(Locale.ROOT, "%.4f", value + 0.0);
    }
}
