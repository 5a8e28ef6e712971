package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.table.BundledSet;
import dev.firstnetwork.table.ColumnRoles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The bundled handwritten digits in three parts, each with its classes in the same shares: features {@code [n, 1, 8, 8]}
 * (rows, channels, height, width: DL4J's order NCHW) from 0, paper, to 1, ink; labels {@code [n, 10]}, one-hot.
 *
 * @param train three fifths: the weights are fitted to these
 * @param validation a fifth: whatever is chosen is chosen on these
 * @param test a fifth: looked at once, at the end
 */
record Digits(DataSet train, DataSet validation, DataSet test) {

    static final int SIDE = 8;
    static final int CLASSES = 10;

    /** A pixel of the table counts how many of its 4 x 4 dots have ink. */
    private static final float MOST_INK = 16;

    /** The table, split by {@code seed}: the rows of each class are shuffled, and dealt out. */
    static Digits split(long seed) {
        Samples samples = ColumnRoles.label(BundledSet.DIGITS.label())
                .read(BundledSet.DIGITS.table())
                .samples();
        int[] digits = Samples.classes(samples.y());
        List<Integer> train = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        NumpyRandom random = NumpyRandom.of(seed);
        for (int k = 0; k < CLASSES; k++) {
            int digit = k;
            int[] rows = IntStream.range(0, digits.length)
                    .filter(i -> digits[i] == digit)
                    .toArray();
            int[] order = random.permutation(rows.length);
            for (int i = 0; i < order.length; i++) {
                (i % 5 == 0 ? test : i % 5 == 1 ? validation : train).add(rows[order[i]]);
            }
        }
        return new Digits(dataSet(samples, train), dataSet(samples, validation), dataSet(samples, test));
    }

    private static DataSet dataSet(Samples samples, List<Integer> rows) {
        DataSet chosen = samples.rowsAt(
                        rows.stream().mapToInt(Integer::intValue).toArray())
                .toDataSet(DataType.FLOAT);
        chosen.setFeatures(chosen.getFeatures().divi(MOST_INK).reshape(-1, 1, SIDE, SIDE));
        return chosen;
    }

    /** What {@code rows} are gone through in once: batches of {@code size}, in an order that {@code seed} gives. */
    static DataSetIterator batches(DataSet rows, int size, long seed) {
        DataSet shuffled = rows.copy();
        shuffled.shuffle(seed);
        return new ViewIterator(shuffled, size);
    }

    /**
     * A few rows.
     *
     * @param from the first digit of which there shall be some
     * @param to the digit before which they end
     * @param each how many of each digit, at the most
     */
    static DataSet some(DataSet rows, int from, int to, int each, long seed) {
        int[] digits = digits(rows);
        int[] met = new int[CLASSES];
        long[] kept = Arrays.stream(NumpyRandom.of(seed).permutation(digits.length))
                .filter(i -> digits[i] >= from && digits[i] < to && met[digits[i]]++ < each)
                .asLongStream()
                .toArray();
        INDArrayIndex chosen = NDArrayIndex.indices(kept);
        return new DataSet(
                rows.getFeatures().get(chosen).dup(),
                rows.getLabels().get(chosen).dup());
    }

    /** All rows of the digits from {@code from} up to {@code to}, which is not among them. */
    static DataSet between(DataSet rows, int from, int to) {
        return some(rows, from, to, rows.numExamples(), 0);
    }

    /** An image of each digit, {@code [10, 1, 8, 8]}, from 0 to 9. */
    static INDArray one(DataSet rows) {
        return Nd4j.concat(
                0,
                IntStream.range(0, CLASSES)
                        .mapToObj(digit -> some(rows, digit, digit + 1, 1, 0).getFeatures())
                        .toArray(INDArray[]::new));
    }

    /** The same digits as a broader pen writes them: ink spreads to the pixels beside, and less to those across corners. */
    static DataSet broader(DataSet rows) {
        float[] thin = rows.getFeatures().dup('c').data().asFloat();
        float[] broad = new float[thin.length];
        for (int i = 0; i < thin.length; i++) {
            int row = i / SIDE % SIDE;
            int column = i % SIDE;
            for (int down = Math.max(-1, -row); down <= Math.min(1, SIDE - 1 - row); down++) {
                for (int right = Math.max(-1, -column); right <= Math.min(1, SIDE - 1 - column); right++) {
                    float part = down == 0 && right == 0 ? 1 : down == 0 || right == 0 ? 0.9f : 0.6f;
                    broad[i] = Math.max(broad[i], part * thin[i + down * SIDE + right]);
                }
            }
        }
        return new DataSet(
                Nd4j.createFromArray(broad).reshape(rows.getFeatures().shape()), rows.getLabels());
    }

    /** The pixels of each row beside each other, {@code [n, 64]}. */
    static INDArray flat(DataSet rows) {
        return rows.getFeatures().reshape(rows.numExamples(), SIDE * SIDE);
    }

    /** The rows of {@code x} as they are on the {@code axes} along which {@code train} varies most (PCA), {@code [n, 64]}. */
    static INDArray principal(INDArray train, int axes, INDArray x) {
        INDArray mean = train.mean(true, 0);
        INDArray centred = train.subRowVector(mean);
        // ND4J's own PCA.pca_factor gives other axes than the principal ones
        INDArray vectors = centred.transpose().mmul(centred);
        Eigen.symmetricGeneralizedEigenvalues(vectors);
        int last = vectors.columns();
        INDArray largest = vectors.get(NDArrayIndex.all(), NDArrayIndex.interval(last - axes, last));
        return x.subRowVector(mean).mmul(largest).mmul(largest.transpose()).addRowVector(mean);
    }

    /** The digit of each row. */
    static int[] digits(DataSet rows) {
        return rows.getLabels().argMax(1).toIntVector();
    }

    /** The part of {@code rows} that {@code network} names rightly. */
    static double accuracy(MultiLayerNetwork network, DataSet rows) {
        return network.evaluate(new ViewIterator(rows, rows.numExamples())).accuracy();
    }
}
