package dev.firstnetwork.wing.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fastest kernels that run here against the scalar ones, which others hold against PyTorch and DL4J: the vector kernels
 * in the JVM that surefire starts with their module, and in the other the scalar ones against themselves.
 */
class KernelsTest {

    private static final double SAME = 1e-12;

    private final Kernels scalar = new ScalarKernels();
    private final Kernels fastest = Kernels.fastest();

    private static Block block(int rows, int width, ToDoubleFunction<Random> value, long seed) {
        Random random = new Random(seed);
        Block block = new Block(rows, width);
        block.read(Matrix.zeros(rows, width).map(ignored -> value.applyAsDouble(random)), 0, rows);
        return block;
    }

    private static double[] array(int length, long seed) {
        return new Random(seed).doubles(length, -1, 1).toArray();
    }

    private static Matrix rows(Block block) {
        Matrix matrix = Matrix.zeros(block.rows(), block.width());
        block.write(matrix, 0);
        return matrix;
    }

    private static void assertSame(Block actual, Block expected) {
        assertThat(rows(actual).values()).containsExactly(rows(expected).values(), within(SAME));
    }

    private static double[] weights(Block block) {
        double[] weights = new double[block.stride()];
        for (int i = 0; i < block.rows(); i++) {
            weights[i] = (1 + i % 3) / (double) block.rows();
        }
        return weights;
    }

    @Test
    void theVectorKernelsAreTakenWhereTheirModuleIs() {
        boolean module = ModuleLayer.boot().findModule(Kernels.VECTOR_MODULE).isPresent();
        assertThat(fastest.name()).startsWith(module ? "vector, " : "scalar");
    }

    /** Widths and rows on both sides of every tile, and their remainders. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyKernelGivesTheSameNumbersWhateverTheSizes(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(seed % 2 == 0 ? 140 : 20);
        int inputs = 1 + random.nextInt(seed % 3 == 0 ? 3 : 40);
        int outputs = 1 + random.nextInt(seed % 5 == 0 ? 2 : 40);
        double[] w = array(inputs * outputs, seed);
        double[] b = array(outputs, seed + 1);
        for (Activation f : Activation.values()) {
            Block a = block(n, inputs, Random::nextGaussian, seed);
            Block out = new Block(n, outputs);
            Block expected = new Block(n, outputs);
            fastest.forward(f, a, w, b, out);
            scalar.forward(f, a, w, b, expected);
            assertSame(out, expected);
        }
        Block a = block(n, inputs, Random::nextGaussian, seed);
        Block delta = block(n, outputs, Random::nextGaussian, seed + 2);
        double[] dw = array(w.length, 5);
        double[] db = array(b.length, 6);
        double[] expectedDw = dw.clone();
        double[] expectedDb = db.clone();
        fastest.addGradients(a, delta, dw, db);
        scalar.addGradients(a, delta, expectedDw, expectedDb);
        assertThat(dw).containsExactly(expectedDw, within(SAME));
        assertThat(db).containsExactly(expectedDb, within(SAME));

        for (Activation f : Activation.values()) {
            if (f != Activation.SOFTMAX) {
                Block up = block(n, inputs, r -> Math.tanh(r.nextGaussian()), seed);
                Block expected = block(n, inputs, r -> Math.tanh(r.nextGaussian()), seed);
                fastest.backward(delta, w, f, up);
                scalar.backward(delta, w, f, expected);
                assertSame(up, expected);
            }
        }
    }

    private static List<Tensor> layers(int inputs, int hidden, long seed) {
        return List.of(
                Tensor.weights("W1", Matrix.of(inputs, hidden, array(inputs * hidden, seed))),
                Tensor.bias("b1", array(hidden, seed + 1)),
                Tensor.weights("W2", Matrix.of(hidden, 1, array(hidden, seed + 2))),
                Tensor.bias("b2", array(1, seed + 3)));
    }

    /** {@code forwardShallow} and {@code addShallowSums} are the kernels of two layers, whatever the sizes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aShallowNetworkIsTwoLayers(long seed) {
        int n = (int) (1 + seed * 41);
        int inputs = (int) (1 + seed % 2);
        int hidden = (int) (1 + seed % 7);
        List<Tensor> layers = layers(inputs, hidden, seed);
        Block x = block(n, inputs, Random::nextGaussian, seed);
        Block a = new Block(n, hidden);
        Block expected = new Block(n, 1);
        scalar.forward(Activation.RELU, x, layers.get(0).values(), layers.get(1).values(), a);
        scalar.forward(
                Activation.IDENTITY, a, layers.get(2).values(), layers.get(3).values(), expected);
        Block delta = block(n, 1, Random::nextGaussian, seed + 9);
        List<Tensor> gradients = layers.stream().map(Tensor::zeros).toList();
        scalar.addGradients(
                a, delta, gradients.get(2).values(), gradients.get(3).values());
        scalar.backward(delta, layers.get(2).values(), Activation.RELU, a);
        scalar.addGradients(x, a, gradients.get(0).values(), gradients.get(1).values());

        for (Kernels kernels : List.of(scalar, fastest)) {
            Block z = new Block(n, 1);
            kernels.forwardShallow(x, layers, z);
            assertSame(z, expected);

            ShallowSums sums = new ShallowSums(hidden, inputs);
            kernels.addShallowSums(x, delta, layers, sums);
            assertGradients(sums, layers, gradients, 1);
            kernels.addShallowSums(x, delta, layers, sums);
            assertGradients(sums, layers, gradients, 2);
            sums.clear();
            assertGradients(sums, layers, gradients, 0);
        }
    }

    private static void assertGradients(ShallowSums sums, List<Tensor> layers, List<Tensor> expected, int times) {
        List<Tensor> actual = layers.stream().map(Tensor::zeros).toList();
        sums.addGradients(layers, actual);
        for (int i = 0; i < expected.size(); i++) {
            double[] values =
                    Arrays.stream(expected.get(i).values()).map(g -> times * g).toArray();
            assertThat(actual.get(i).values()).as(expected.get(i).name()).containsExactly(values, within(SAME));
        }
    }

    /** The derivative of ReLU at 0 is 0, as in DL4J and PyTorch: not even -0 opens a unit, and a closed one learns nothing. */
    @Test
    void aUnitAtZeroIsClosed() {
        Block x = block(16, 2, ignored -> 0, 0);
        Block delta = block(16, 1, ignored -> 1, 0);
        for (double zero : new double[] {0.0, -0.0}) {
            List<Tensor> layers = List.of(
                    Tensor.weights("W1", Matrix.of(2, 3, new double[] {1, -1, zero, -1, 1, zero})),
                    Tensor.bias("b1", new double[] {zero, zero, zero}),
                    Tensor.weights("W2", Matrix.of(3, 1, new double[] {1, 1, 1})),
                    Tensor.bias("b2", new double[1]));
            for (Kernels kernels : List.of(scalar, fastest)) {
                ShallowSums sums = new ShallowSums(3, 2);
                kernels.addShallowSums(x, delta, layers, sums);
                List<Tensor> gradients = layers.stream().map(Tensor::zeros).toList();
                sums.addGradients(layers, gradients);
                assertThat(gradients.get(0).values()).containsOnly(0);
                assertThat(gradients.get(1).values()).containsOnly(0);
                assertThat(gradients.get(2).values()).containsOnly(0);
                assertThat(gradients.get(3).values()).containsExactly(16);
            }
        }
    }

    /** The scalar kernels are the formulas of {@link Matrix}, {@link Activation} and {@link Loss} on blocks. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void forwardIsTheFormulaOnMatrices(Activation f) {
        Block a = block(19, 5, Random::nextGaussian, 1);
        double[] w = array(15, 2);
        double[] b = array(3, 3);
        Block out = new Block(19, 3);
        fastest.forward(f, a, w, b, out);
        Matrix expected = f.apply(rows(a).times(Matrix.of(5, 3, w)).plusRow(b));
        assertThat(rows(out).values()).containsExactly(expected.values(), within(SAME));
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void lossAndDeltaAreTheFormulasOnMatrices(Loss loss) {
        Activation f =
                switch (loss) {
                    case BINARY_CROSS_ENTROPY -> Activation.SIGMOID;
                    case CROSS_ENTROPY -> Activation.SOFTMAX;
                    case MEAN_SQUARED_ERROR -> Activation.TANH;
                };
        for (int n : new int[] {1, 7, 16, 33, 130}) {
            for (int spread : new int[] {1, 30}) {
                Block z = block(n, 3, r -> spread * r.nextGaussian(), n);
                Block y = block(n, 3, r -> r.nextInt(2), n + 1L);
                Matrix logits = rows(z);
                Matrix outputs = f.apply(logits);
                double[] weights = new double[z.stride()];
                Arrays.fill(weights, 0, n, 1.0 / n);

                double expected = loss.mean(logits, outputs, rows(y));
                assertThat(fastest.loss(loss, f, z, y, weights))
                        .isCloseTo(expected, within(SAME * Math.max(1, expected)));
                fastest.delta(loss, f, z, y, weights);
                Matrix delta = loss.delta(f, logits, outputs, rows(y));
                assertThat(rows(z).values()).containsExactly(delta.values(), within(SAME));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void theWeightsOfRowsCount(Loss loss) {
        Activation f = loss == Loss.CROSS_ENTROPY ? Activation.SOFTMAX : Activation.SIGMOID;
        Block z = block(21, 4, Random::nextGaussian, 1);
        Block copy = block(21, 4, Random::nextGaussian, 1);
        Block y = block(21, 4, r -> r.nextInt(2), 2);
        double[] weights = weights(z);
        assertThat(fastest.loss(loss, f, z, y, weights))
                .isCloseTo(scalar.loss(loss, f, copy, y, weights), within(SAME));
        fastest.delta(loss, f, z, y, weights);
        scalar.delta(loss, f, copy, y, weights);
        assertSame(z, copy);
    }

    /** Relative to the value itself, from 1e-300 to 700: {@code tanh} near 0 and {@code log(1 + exp(-z))} far out too. */
    @Test
    void theFunctionsAreRightToTheLastDigits() {
        int n = 4096;
        Random random = new Random(7);
        double[] x = random.doubles(n, -6, 2.85).map(e -> Math.pow(10, e)).toArray();
        x[0] = 0;
        x[1] = 1e-300;
        x[2] = 1e-17;
        for (Activation f : new Activation[] {Activation.SIGMOID, Activation.TANH}) {
            for (int sign : new int[] {1, -1}) {
                Block z = new Block(n, 1);
                z.read(Matrix.of(n, 1, x).scaled(sign), 0, n);
                Block out = new Block(n, 1);
                fastest.forward(f, z, new double[] {1}, new double[] {0}, out);
                for (int i = 0; i < n; i++) {
                    double expected = f.f(sign * x[i]);
                    // below exp(-230) the kernels say 0
                    assertThat(out.values()[i])
                            .as(f + "(" + sign * x[i] + ")")
                            .isCloseTo(expected, within(6e-16 * Math.abs(expected) + 1e-99));
                }
            }
        }
    }

    /** A single row with label 1 and logit z: the loss is log(1 + exp(-z)), its delta -1 / (1 + exp(z)). */
    @ParameterizedTest
    @ValueSource(
            doubles = {-1e300, -1e4, -800, -231, -229, -40, -20, -1e-9, 0, 1e-9, 20, 40, 229, 231, 800, 1e4, 1e300})
    void saturatedLogitsAreFiniteAndRight(double logit) {
        Block y = block(1, 1, ignored -> 1, 0);
        Block z = block(1, 1, ignored -> logit, 0);
        double[] weights = new double[z.stride()];
        weights[0] = 1;
        double expected = Math.max(-logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
        assertThat(fastest.loss(Loss.BINARY_CROSS_ENTROPY, Activation.SIGMOID, z, y, weights))
                .isCloseTo(expected, within(1e-15 * expected + 1e-99));
        fastest.delta(Loss.BINARY_CROSS_ENTROPY, Activation.SIGMOID, z, y, weights);
        double p = logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
        assertThat(z.values()[0]).isCloseTo(p - 1, within(1e-15));
        assertThat(z.values()[0]).satisfiesAnyOf(d -> assertThat(d).isZero(), d -> assertThat(Math.abs(d))
                .isGreaterThan(Double.MIN_NORMAL));
    }

    /** log sum exp - z_label = 1e4 + 1e4. */
    @Test
    void aSaturatedSoftmaxIsFiniteAndRight() {
        Block z = new Block(1, 3);
        Block y = new Block(1, 3);
        z.read(Matrix.ofRows(new double[] {1e4, -1e4, 0}), 0, 1);
        y.read(Matrix.ofRows(new double[] {0, 1, 0}), 0, 1);
        double[] weights = new double[z.stride()];
        weights[0] = 1;
        assertThat(fastest.loss(Loss.CROSS_ENTROPY, Activation.SOFTMAX, z, y, weights))
                .isEqualTo(2e4);
        fastest.delta(Loss.CROSS_ENTROPY, Activation.SOFTMAX, z, y, weights);
        assertThat(rows(z).values()).containsExactly(1, -1, 0);
    }

    /** A run that diverges must not look as if it did not. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void notANumberStaysOne(Activation f) {
        Block a = block(3, 5, ignored -> Double.NaN, 0);
        Block out = new Block(3, 6);
        fastest.forward(f, a, array(30, 1), array(6, 2), out);
        assertThat(rows(out).values()).containsOnly(Double.NaN);
        for (Loss loss : Loss.values()) {
            Block z = block(3, 2, ignored -> Double.NaN, 0);
            double[] weights = weights(z);
            assertThat(fastest.loss(loss, Activation.SIGMOID, z, block(3, 2, ignored -> 1, 0), weights))
                    .isNaN();
        }
    }

    @Test
    void notANumberStaysOneInAShallowNetwork() {
        Block z = new Block(3, 1);
        for (Kernels kernels : List.of(scalar, fastest)) {
            kernels.forwardShallow(block(3, 2, ignored -> Double.NaN, 0), layers(2, 5, 1), z);
            assertThat(rows(z).values()).containsOnly(Double.NaN);
        }
    }

    @Test
    void aBlockKeepsItsRowsAndNothingElse() {
        Matrix matrix = Matrix.of(6, 2, array(12, 1));
        Block block = new Block(20, 2);
        block.read(matrix, 1, 4);
        assertThat(block.rows()).isEqualTo(4);
        assertThat(block.stride()).isEqualTo(16);
        assertThat(block.values()[16]).isEqualTo(matrix.get(1, 1));
        assertThat(block.values()[4]).isZero();
        Matrix copy = Matrix.zeros(6, 2);
        block.write(copy, 1);
        assertThat(copy.rowsAt(1, 2, 3, 4)).isEqualTo(matrix.rowsAt(1, 2, 3, 4));
        assertThat(copy.row(0)).containsOnly(0);
        assertThatThrownBy(() -> block.resize(33)).hasMessage("a block with room for 32 rows cannot hold 33");
    }
}
