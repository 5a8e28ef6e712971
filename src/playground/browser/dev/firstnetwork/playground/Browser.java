package dev.firstnetwork.playground;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.wing.proof.Mistake;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.teavm.interop.Export;

/**
 * What a page can call. Numbers cross one at a time, in a buffer that both sides know: so the page needs no glue that makes
 * functions out of text, which its Content-Security-Policy forbids, and no number is ever a text.
 */
public final class Browser {

    /** The one page there is. */
    private static final Browser PAGE = new Browser();

    /** In the order of the page's list. */
    private static final List<Mistake> MISTAKES = List.of(
            Mistake.ARTICLE_DELTA,
            Mistake.NO_MEAN,
            Mistake.NO_ACTIVATION_DERIVATIVE,
            Mistake.TRANSPOSED_WEIGHTS,
            Mistake.BIAS_NOT_SUMMED,
            Mistake.L2_ON_BIASES,
            Mistake.UPDATE_SIGN);

    private double[] buffer = {};
    private String message = "";
    private Points own;
    private Run run;

    private Browser() {}

    /** Nothing is done until the page calls. */
    public static void main(String[] args) {
        PAGE.message = "";
    }

    /** Makes room for numbers to come. */
    @Export(name = "room")
    public static void room(int numbers) {
        PAGE.buffer = new double[numbers];
    }

    @Export(name = "put")
    public static void put(int i, double value) {
        PAGE.buffer[i] = value;
    }

    @Export(name = "take")
    public static double take(int i) {
        return PAGE.buffer[i];
    }

    @Export(name = "messageLength")
    public static int messageLength() {
        return PAGE.message.length();
    }

    @Export(name = "messageAt")
    public static int messageAt(int i) {
        return PAGE.message.charAt(i);
    }

    /** Answers how many numbers there are to be taken; -1 with a message, if it cannot be done. */
    private static int answer(Supplier<double[]> numbers) {
        // read before: in FULL optimisation TeaVM 0.16 loses what is first read in a try block where it is caught
        Browser page = PAGE;
        try {
            page.buffer = numbers.get();
            return page.buffer.length;
        } catch (RuntimeException e) {
            page.message = e.getMessage() == null ? "something went wrong" : e.getMessage();
            return -1;
        }
    }

    /** Own rows for later: {@code inputs} numbers and the class of each row. */
    @Export(name = "points")
    public static int points(int inputs, int classes) {
        return answer(() -> {
            int rows = PAGE.buffer.length / (inputs + 1);
            Matrix x = Matrix.zeros(rows, inputs);
            int[] classOf = new int[rows];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(PAGE.buffer, i * (inputs + 1), x.values(), i * inputs, inputs);
                classOf[i] = (int) PAGE.buffer[i * (inputs + 1) + inputs];
            }
            PAGE.own = new Points(x, classOf, classes);
            return new double[0];
        });
    }

    /** Begins a run by {@link Recipe#of}. */
    @Export(name = "configure")
    public static int configure() {
        return answer(() -> {
            Recipe recipe = Recipe.of(PAGE.buffer);
            if (recipe.figure() == null && PAGE.own == null) {
                throw new IllegalArgumentException("there are no rows yet");
            }
            PAGE.run = new Run(recipe.figure() == null ? PAGE.own : Points.of(recipe.figure()), recipe, null);
            return new double[0];
        });
    }

    /** Begins the run anew from parameters: all tensors one after the other. */
    @Export(name = "begin")
    public static int begin() {
        return answer(() -> {
            Parameters parameters = PAGE.run.parameters();
            int at = 0;
            for (var tensor : parameters.tensors()) {
                System.arraycopy(PAGE.buffer, at, tensor.values(), 0, tensor.values().length);
                at += tensor.values().length;
            }
            PAGE.run = PAGE.run.from(parameters);
            return new double[0];
        });
    }

    /** The rows as they are: inputs, classes, rows, then as {@link #points} takes them, then the rows that train. */
    @Export(name = "data")
    public static int data() {
        return answer(() -> {
            Points points = PAGE.run.points();
            int[] train = PAGE.run.split().trainRows();
            int inputs = points.x().columns();
            int rows = points.x().rows();
            double[] result = new double[3 + rows * (inputs + 1) + train.length];
            result[0] = inputs;
            result[1] = points.classes();
            result[2] = rows;
            for (int i = 0; i < rows; i++) {
                System.arraycopy(points.x().values(), i * inputs, result, 3 + i * (inputs + 1), inputs);
                result[3 + i * (inputs + 1) + inputs] = points.classOf()[i];
            }
            for (int i = 0; i < train.length; i++) {
                result[3 + rows * (inputs + 1) + i] = train[i];
            }
            return result;
        });
    }

    /** The mean of each input over the training rows, then the standard deviations. */
    @Export(name = "standardiser")
    public static int standardiser() {
        return answer(() -> DoubleStream.concat(
                        Arrays.stream(PAGE.run.standardiser().mean()),
                        Arrays.stream(PAGE.run.standardiser().standardDeviation()))
                .toArray());
    }

    /** The rows that test. */
    @Export(name = "testRows")
    public static int testRows() {
        return answer(() ->
                Arrays.stream(PAGE.run.split().testRows()).asDoubleStream().toArray());
    }

    @Export(name = "steps")
    public static int steps(int count) {
        return answer(() -> {
            for (int i = 0; i < count; i++) {
                PAGE.run.step();
            }
            return new double[0];
        });
    }

    @Export(name = "epoch")
    public static int epoch() {
        return answer(() -> {
            PAGE.run.epoch();
            return new double[0];
        });
    }

    /** Epochs, steps, steps in an epoch, then {@link Run#figures}. */
    @Export(name = "figures")
    public static int figures() {
        return answer(() -> DoubleStream.concat(
                        DoubleStream.of(PAGE.run.epochs(), PAGE.run.steps(), PAGE.run.stepsInEpoch()),
                        Arrays.stream(PAGE.run.figures()))
                .toArray());
    }

    /** The widths of the layers from the inputs on, then all tensors one after the other. */
    @Export(name = "parameters")
    public static int parameters(int atStart) {
        return answer(() -> {
            Parameters parameters = atStart == 1 ? PAGE.run.start() : PAGE.run.parameters();
            return DoubleStream.concat(
                            parameters.sizes().stream().mapToDouble(size -> size),
                            parameters.tensors().stream().flatMapToDouble(t -> Arrays.stream(t.values())))
                    .toArray();
        });
    }

    /** {@link Surface#of} of the outputs, for layer 0, or of a hidden layer. */
    @Export(name = "surface")
    public static int surface(int layer, int n, double x0, double x1, double y0, double y1, int axisX, int axisY) {
        return answer(() -> {
            Surface surface = new Surface(n, x0, x1, y0, y1, axisX, axisY);
            return layer == 0 ? surface.of(PAGE.run) : surface.of(PAGE.run, layer);
        });
    }

    /** {@link Row#step}. */
    @Export(name = "trace")
    public static int trace(int row) {
        return answer(() -> Row.step(PAGE.run, row));
    }

    /**
     * {@link Proof#check}: how many elements were not judged, and the tolerance; then for each tensor its largest absolute
     * difference, its relative one, and 1 where it passed.
     */
    @Export(name = "gradcheck")
    public static int gradcheck(int mistake) {
        return answer(() -> {
            Proof.Checks checks = Proof.check(PAGE.run, mistake(mistake));
            DoubleStream tensors = checks.tensors().stream()
                    .flatMapToDouble(check -> DoubleStream.of(
                            check.difference().maxAbsolute(), check.difference().relative(), check.passed() ? 1 : 0));
            return DoubleStream.concat(DoubleStream.of(checks.notJudged(), Proof.TOLERANCE), tensors)
                    .toArray();
        });
    }

    private static Mistake mistake(int position) {
        return position < 0 ? null : MISTAKES.get(position);
    }

    /** {@link Proof#losses}. */
    @Export(name = "plantedLosses")
    public static int plantedLosses(int mistake, int epochs) {
        return answer(() -> Proof.losses(PAGE.run, mistake(mistake), epochs));
    }
}
