package dev.firstnetwork.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.Call;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The playground's program on the JVM, held against {@code train --engine hand}. */
class RunTest {

    /** The article's recipe as the page gives it, up to the widths of the hidden layers. */
    private static final double[] ARTICLE = {100, 0.1, 1, 0.2, 42, 0, 1, 0.1, 0, 0, 0, 1, 1, 0, 1, 0, 32};

    @TempDir
    static Path runs;

    private static Run run(double... recipe) {
        Recipe parsed = Recipe.of(recipe);
        return new Run(Points.of(parsed.figure()), parsed, null);
    }

    /** The article's recipe with other numbers: {@code position=value} each, {@code hidden=8+4} for the widths. */
    private static double[] recipe(String changes) {
        double[] numbers = ARTICLE.clone();
        for (String change : changes.isEmpty() ? new String[0] : changes.split(" ", -1)) {
            String[] parts = change.split("=", -1);
            if (parts[0].equals("hidden")) {
                double[] widths = Arrays.stream(parts[1].split("\\+", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                numbers = DoubleStream.concat(Arrays.stream(numbers).limit(16), Arrays.stream(widths))
                        .toArray();
            } else {
                numbers[Integer.parseInt(parts[0])] = Double.parseDouble(parts[1]);
            }
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'5=16', '--batch 16'",
        "'5=16 6=7 15=1', '--batch 16 --shuffle-seed 7 --updater momentum'",
        "'15=2 7=0.05', '--updater nesterov --learning-rate 0.05'",
        "'15=3', '--updater adagrad'",
        "'15=4 7=0.01', '--updater rmsprop --learning-rate 0.01'",
        "'15=5 5=7', '--updater adam --batch 7'",
        "'10=0.3 11=5 5=20', '--dropout 0.3 --dropout-seed 5 --batch 20'",
        "'8=0.001 9=0.01', '--l1 0.001 --l2 0.01'",
        "'13=1 0=400 1=0.05 2=9 14=3 hidden=8+4', '--data circles --samples 400 --noise 0.05 --data-seed 9 --activation"
                + " tanh --hidden 8,4'",
        "'13=2 0=90 1=1.5 14=4', '--data blobs --samples 90 --noise 1.5 --activation sigmoid'",
        "'13=3 3=0.5 4=3 14=2', '--data xor --test-size 0.5 --split-seed 3 --activation leaky-relu'",
        // several slices
        "'13=4 0=301 12=77 14=0 hidden=32+32+32+32+32+32', '--data spirals --samples 301 --seed 77 --activation"
                + " identity --hidden 32,32,32,32,32,32'",
    })
    void eachEpochHasTheBitsOfTheHandWrittenEngine(String changes, String options) throws IOException {
        Object[] arguments = Stream.concat(
                        Stream.of("--engine", "hand", "--no-plots", "--epochs", "12"),
                        Stream.of(options.split(" ", -1)).filter(option -> !option.isEmpty()))
                .toArray();
        List<List<String>> metrics = Call.csv(Call.train(runs, arguments).resolve("metrics.csv"));

        Run run = run(recipe(changes));

        for (int epoch = 0; epoch <= 12; epoch++) {
            if (epoch > 0) {
                run.epoch();
            }
            assertThat(line(run)).as("epoch " + epoch).isEqualTo(metrics.get(epoch + 1));
        }
    }

    private static List<String> line(Run run) {
        return Stream.concat(
                        Stream.of(String.valueOf(run.epochs())),
                        Arrays.stream(run.figures()).mapToObj(Numbers::text))
                .collect(Collectors.toList());
    }

    @Test
    void stepsMakeAnEpoch() {
        Run stepped = run(recipe("5=30"));
        Run whole = run(recipe("5=30"));

        stepped.step();
        stepped.step();
        assertThat(stepped.epochs()).isZero();
        stepped.step();
        whole.epoch();

        assertThat(whole.steps()).isEqualTo(3);
        assertThat(stepped.figures()).containsExactly(whole.figures());
    }

    @Test
    void aRunGoesOnFromGivenParameters() {
        Run first = run(recipe(""));
        first.epoch();
        Parameters parameters = first.parameters();

        Run second = first.from(parameters);

        assertThat(second.epochs()).isZero();
        assertThat(second.figures()).containsExactly(first.figures());
        assertThat(second.start().w(1)).isEqualTo(parameters.w(1));
    }

    @Test
    void ownRowsOfThreeClassesAreOneHot() {
        Points points = new Points(Points.of(Generated.moons(6, 0, 1, true)).x(), new int[] {0, 1, 2, 0, 1, 2}, 3);

        assertThat(points.outputs()).isEqualTo(3);
        assertThat(points.y().row(2)).containsExactly(0, 0, 1);
    }

    @Test
    void whatCannotBeIsRefusedInASentence() {
        assertThatThrownBy(() -> Recipe.of(recipe("0=2.5"))).hasMessage("the number of points must be a whole number");
        assertThatThrownBy(() -> Recipe.of(recipe("12=-1")))
                .hasMessage("a seed must be a whole number from 0 to 4294967295");
        assertThatThrownBy(() -> Recipe.of(recipe("5=-1"))).hasMessageContaining("batch size");
        assertThatThrownBy(() -> Recipe.of(recipe("7=0"))).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> run(recipe("hidden=0"))).hasMessageContaining("one unit or more");
        assertThatThrownBy(() ->
                        new Points(Points.of(Generated.moons(2, 0, 1, true)).x(), new int[] {0, 0}, 1))
                .hasMessageContaining("all of one class");
    }

    @Test
    void theCeilingIsJavas() {
        double[] values = {
            0,
            -0.0,
            1,
            -1,
            0.3,
            -0.3,
            1.5,
            -1.5,
            4503599627370495.5,
            -4503599627370495.5,
            0x1p52,
            1e300,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        };
        for (double value : values) {
            assertThat(Double.doubleToLongBits(Ceiling.of(value)))
                    .as("%s", value)
                    .isEqualTo(Double.doubleToLongBits(Math.ceil(value)));
        }
    }

    /** The middle of a cell is where it says, in the data's own units; the network is asked one point at a time beside it. */
    @Test
    void theSurfaceIsTheNetworkAtThePoints() {
        Run run = run(recipe("13=2 14=3 hidden=5"));
        run.epoch();
        Surface surface = new Surface(4, -8, 8, -4, 12, 1, 0);

        double[] outputs = surface.of(run);
        double[] units = surface.of(run, 1);

        assertThat(outputs).hasSize(4 * 4 * 3);
        assertThat(units).hasSize(4 * 4 * 5);
        var standardiser = run.standardiser();
        // row 1, column 3: the second input is at -8 + 16 * 3.5 / 4 = 6, the first at -4 + 16 * 1.5 / 4 = 2
        var x = standardiser.apply(Matrix.of(1, 2, 2, 6));
        var trace = run.network().forward(x);
        assertThat(Arrays.copyOfRange(outputs, 7 * 3, 8 * 3))
                .containsExactly(trace.output().values());
        assertThat(Arrays.copyOfRange(units, 7 * 5, 8 * 5))
                .containsExactly(trace.a(1).values());
        assertThat(run.recipe().activation()).isEqualTo(Activation.TANH);
    }

    /** A step on one row by hand: sgd's {@code w - lr dw}, and {@code delta = p - y} of one row. */
    @Test
    void aRowsStepHasEveryNumber() {
        Run run = run(recipe("hidden=2"));

        double[] numbers = Row.step(run, 5);

        // loss twice, x of 2, y; z, a, delta of 2 and of 1 unit; gradients and new values of W1 [2, 2], b1, W2 [2, 1],
        // b2
        assertThat(numbers).hasSize(2 + 2 + 1 + 3 * (2 + 1) + 2 * (4 + 2 + 2 + 1));
        double y = numbers[4];
        double p = numbers[12];
        assertThat(numbers[13]).isEqualTo(p - y);
        assertThat(numbers[0]).isCloseTo(-Math.log(y == 1 ? p : 1 - p), within(1e-12));
        double gb2 = numbers[numbers.length - 2];
        assertThat(gb2).isEqualTo(p - y);
        assertThat(numbers[numbers.length - 1]).isEqualTo(0 - 0.1 * gb2);
        assertThat(run.steps()).isZero();
    }
}
