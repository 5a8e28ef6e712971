package dev.firstnetwork.spark;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Judges a model where the rows are: counts and sums come back from the workers, never a row. The area under the ROC curve
 * and the average precision are exact: scores are sorted by the cluster, equal ones together.
 */
final class SparkEvaluation {

    private final SentModel sent;
    private final Preparation preparation;
    private final double threshold;

    SparkEvaluation(Model model) {
        this(SentModel.of(model));
    }

    SparkEvaluation(SentModel sent) {
        this.sent = sent;
        this.preparation = sent.model().preparation();
        this.threshold = sent.model().threshold();
    }

    /** Some rows with what is predicted for them, in the label's own units. */
    record Judged(int columns, double[] outputs, double[] y) implements Serializable {

        static Judged of(Matrix outputs, Matrix y) {
            return new Judged(outputs.columns(), outputs.values(), y.values());
        }

        Matrix p() {
            return Matrix.of(outputs.length / columns, columns, outputs);
        }

        Matrix labels() {
            return Matrix.of(y.length / columns, columns, y);
        }
    }

    /** The figures on one side of the split. */
    Figures of(SparkData data, Function<Shard, Shard.Side> side) {
        SentModel model = sent;
        Preparation fitted = data.preparation();
        return of(data.shards().flatMap(shard -> {
            Shard.Side rows = side.call(shard);
            return rows.isEmpty()
                    ? List.<Judged>of().iterator()
                    : List.of(judged(model, fitted, rows)).iterator();
        }));
    }

    private static Judged judged(SentModel model, Preparation fitted, Shard.Side side) {
        Samples rows = side.samples();
        Matrix x = fitted.standardiser().revert(rows.x());
        Matrix y = fitted.isRegression() ? fitted.labelStandardiser().revert(rows.y()) : rows.y();
        return Judged.of(model.predictor().apply(x), y);
    }

    /** The figures on blocks of rows. */
    Figures ofBlocks(JavaRDD<Block> blocks) {
        SentModel model = sent;
        return of(blocks.map(block -> Judged.of(
                model.predictor().apply(Matrix.of(block.rows(), block.inputs(), block.x())),
                model.model().preparation().y(block.labels()))));
    }

    private Figures of(JavaRDD<Judged> rows) {
        JavaRDD<Judged> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return preparation.isRegression() ? regression(kept) : classification(kept);
        } finally {
            kept.unpersist();
        }
    }

    /** Sums over some rows of classes. */
    private record Sums(long rows, double logLoss, double brier, long[][] counts) implements Serializable {

        static Sums of(Judged judged, List<String> classes, double threshold) {
            Matrix p = judged.p();
            Matrix y = judged.labels();
            int[] predicted = p.columns() == 1 ? Samples.classes(p, threshold) : Samples.classes(p);
            ConfusionMatrix confusion = ConfusionMatrix.of(classes, Samples.classes(y), predicted);
            Metrics figures = new Metrics(0, 0, Metrics.logLoss(p, y), Metrics.brierScore(p, y), confusion);
            return new Sums(
                    p.rows(), figures.logLoss() * p.rows(), figures.brierScore() * p.rows(), confusion.counts());
        }

        Sums plus(Sums next) {
            long[][] sum = new long[counts.length][];
            for (int i = 0; i < sum.length; i++) {
                sum[i] = counts[i].clone();
                for (int j = 0; j < sum.length; j++) {
                    sum[i][j] += next.counts[i][j];
                }
            }
            return new Sums(rows + next.rows, logLoss + next.logLoss, brier + next.brier, sum);
        }
    }

    private Metrics classification(JavaRDD<Judged> rows) {
        List<String> classes = new ArrayList<>(preparation.classes());
        double decided = threshold;
        Sums sums = SparkTable.collected(() ->
                        rows.map(judged -> Sums.of(judged, classes, decided)).collect())
                .stream()
                .reduce(Sums::plus)
                .orElseThrow();
        double rocAuc = 0;
        double averagePrecision = 0;
        int[] judged = classes.size() == 2 ? new int[] {1} : allOf(classes.size());
        for (int k : judged) {
            double[] areas = areas(rows, k);
            rocAuc += areas[0] / judged.length;
            averagePrecision += areas[1] / judged.length;
        }
        return new Metrics(
                rocAuc,
                averagePrecision,
                sums.logLoss / sums.rows,
                sums.brier / sums.rows,
                new ConfusionMatrix(classes, sums.counts));
    }

    private static int[] allOf(int classes) {
        return java.util.stream.IntStream.range(0, classes).toArray();
    }

    /** ROC AUC and average precision of one class against the others. */
    private static double[] areas(JavaRDD<Judged> rows, int k) {
        JavaPairRDD<Double, long[]> sorted = rows.flatMapToPair(
                        judged -> counted(judged, k).iterator())
                .reduceByKey((a, b) -> new long[] {a[0] + b[0], a[1] + b[1]})
                .sortByKey(false)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<long[]> parts = SparkTable.collected(() -> sorted.mapPartitions(groups -> {
                        long[] sum = new long[2];
                        groups.forEachRemaining(group -> {
                            sum[0] += group._2()[0];
                            sum[1] += group._2()[1];
                        });
                        return List.of(sum).iterator();
                    })
                    .collect());
            long[][] before = new long[parts.size() + 1][2];
            for (int i = 0; i < parts.size(); i++) {
                before[i + 1][0] = before[i][0] + parts.get(i)[0];
                before[i + 1][1] = before[i][1] + parts.get(i)[1];
            }
            long positives = before[parts.size()][0];
            long negatives = before[parts.size()][1];
            if (positives == 0 || negatives == 0) {
                return new double[] {Double.NaN, Double.NaN};
            }
            List<double[]> areas = SparkTable.collected(() -> sorted.mapPartitionsWithIndex(
                            (i, groups) -> {
                                long above = before[i][0];
                                long others = before[i][1];
                                double[] area = new double[2];
                                while (groups.hasNext()) {
                                    long[] group = groups.next()._2();
                                    area[0] += group[1] * (above + group[0] / 2.0);
                                    above += group[0];
                                    others += group[1];
                                    area[1] += (double) group[0] * above / (above + others);
                                }
                                return List.of(area).iterator();
                            },
                            true)
                    .collect());
            double roc = 0;
            double precision = 0;
            for (double[] area : areas) {
                roc += area[0];
                precision += area[1];
            }
            return new double[] {roc / positives / negatives, precision / positives};
        } finally {
            sorted.unpersist();
        }
    }

    /** How many rows of class {@code k}, and of others, have each score. */
    private static List<Tuple2<Double, long[]>> counted(Judged judged, int k) {
        Matrix p = judged.p();
        int[] actual = Samples.classes(judged.labels());
        int column = p.columns() == 1 ? 0 : k;
        Map<Double, long[]> counts = new TreeMap<>();
        for (int i = 0; i < p.rows(); i++) {
            counts.computeIfAbsent(p.get(i, column), score -> new long[2])[actual[i] == k ? 0 : 1]++;
        }
        List<Tuple2<Double, long[]>> pairs = new ArrayList<>();
        counts.forEach((score, count) -> pairs.add(new Tuple2<>(score, count)));
        return pairs;
    }

    /** Sums over some rows of numbers; those of the labels from their own mean (Chan, Golub, LeVeque 1983). */
    private record Moments(long rows, double squares, double absolute, double largest, double mean, double variation)
            implements Serializable {

        static Moments of(Judged judged) {
            double[] y = judged.y();
            double mean = Arrays.stream(y).average().orElse(0);
            double squares = 0;
            double absolute = 0;
            double largest = 0;
            double variation = 0;
            for (int i = 0; i < y.length; i++) {
                double error = Math.abs(judged.outputs()[i] - y[i]);
                squares += error * error;
                absolute += error;
                largest = Math.max(largest, error);
                variation += (y[i] - mean) * (y[i] - mean);
            }
            return new Moments(y.length, squares, absolute, largest, mean, variation);
        }

        Moments plus(Moments next) {
            long all = rows + next.rows;
            double apart = next.mean - mean;
            return new Moments(
                    all,
                    squares + next.squares,
                    absolute + next.absolute,
                    Math.max(largest, next.largest),
                    mean + apart * next.rows / all,
                    variation + next.variation + apart * apart * rows * next.rows / all);
        }
    }

    private static Figures regression(JavaRDD<Judged> rows) {
        Moments all = SparkTable.collected(() -> rows.map(Moments::of).collect()).stream()
                .reduce(Moments::plus)
                .orElseThrow();
        double r2 = all.variation == 0 ? (all.squares == 0 ? 1 : 0) : 1 - all.squares / all.variation;
        return new Figures.RegressionMetrics(
                all.rows < 2 ? Double.NaN : r2,
                Math.sqrt(all.squares / all.rows),
                all.absolute / all.rows,
                all.largest,
                all.rows);
    }

    /** The figures of both sides of the split as {@code metrics.json} has them, side by side. */
    static Table table(Map<String, Object> metrics) {
        Table table = Table.ofNumbers(List.of("", "train", "test"));
        Map<?, ?> train = (Map<?, ?>) metrics.get("train");
        Map<?, ?> test = (Map<?, ?>) metrics.get("test");
        for (Map.Entry<?, ?> figure : train.entrySet()) {
            if (figure.getValue() instanceof Number) {
                table = table.row(figure.getKey(), figure.getValue(), test.get(figure.getKey()));
            }
        }
        return table;
    }
}
