package dev.firstnetwork.spark;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.spark.SparkRuns.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the program on Spark beside Spark's own multilayer perceptron and beside the program for one machine: the same
 * rows, layers 2-32-1 (there 2-32-2), in this process on {@code local[2]}. The first argument is how many rows.
 */
public final class SparkBenchmark {

    private static final int PARTS = 8;
    private static final int PASSES = 40;

    private SparkBenchmark() {}

    public static void main(String[] args) throws IOException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        System.setProperty("spark.master", "local[2]");
        Path folder = Files.createTempDirectory("spark-benchmark");
        try {
            Path table = folder.resolve("moons.csv");
            SparkRuns.plain("data", "moons", "--samples", rows, "--noise", 0.2, "--seed", 3, "--out", table);
            Path parts = SparkRuns.cut(table, folder.resolve("parts"), PARTS);
            System.out.println("| who | reading | a pass | read and train, rows a second | train alone | test log loss |");
            System.out.println("|---|---:|---:|---:|---:|---:|");
            for (int partitions : new int[] {1, 2, 4, 8}) {
                ours("average", partitions, parts, rows, folder, "--mode", "average", "--batch", 256, "--learning-rate", 0.1);
            }
            ours("sync, full batch", 4, parts, rows, folder, "--mode", "sync", "--learning-rate", 0.5);
            plain(table, rows, folder);
            mllib("gd", parts, rows);
            mllib("l-bfgs", parts, rows);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void ours(String mode, int partitions, Path parts, int rows, Path folder, Object... options)
            throws IOException {
        List<Object> all = new ArrayList<>(List.of(
                "train", "--json", "--quiet", "--data", parts, "--label", "label", "--epochs", PASSES, "--partitions",
                partitions, "--out", folder.resolve("runs")));
        all.addAll(List.of(options));
        SparkRuns.spark(all.toArray());
        Call call = SparkRuns.spark(all.toArray());
        JsonNode json = call.json();
        double read = json.get("readSeconds").asDouble();
        double train = json.get("seconds").asDouble();
        print(mode + ", partitions: " + partitions, rows, read, train, json.at("/test/logLoss").asDouble());
    }

    private static void plain(Path table, int rows, Path folder) throws IOException {
        Object[] arguments = {
            "train", "--json", "--quiet", "--no-plots", "--engine", "hand", "--split", "hash", "--data", table, "--label",
            "label", "--epochs", PASSES, "--batch", 256, "--out", folder.resolve("runs")
        };
        SparkRuns.plain(arguments);
        long begin = System.nanoTime();
        JsonNode json = SparkRuns.plain(arguments).json();
        double all = (System.nanoTime() - begin) / 1e9;
        double train = json.get("seconds").asDouble();
        print("train --engine hand, reading with report", rows, all - train, train, json.at("/test/logLoss").asDouble());
    }

    private static void mllib(String solver, Path parts, int rows) throws IOException {
        try (SparkSession spark = SparkSession.builder().appName("peer").getOrCreate()) {
            Dataset<Row> table = new VectorAssembler()
                    .setInputCols(new String[] {"x1", "x2"})
                    .setOutputCol("raw")
                    .transform(spark.read().option("header", true).schema("x1 double, x2 double, label double").csv(parts.toString()));
            long begin = System.nanoTime();
            Dataset<Row>[] split = table.randomSplit(new double[] {0.8, 0.2}, 42);
            var scaler = new StandardScaler().setInputCol("raw").setOutputCol("features").setWithMean(true).fit(split[0]);
            Dataset<Row> train = scaler.transform(split[0]).select("features", "label").cache();
            Dataset<Row> test = scaler.transform(split[1]).select("features", "label").cache();
            train.count();
            double read = (System.nanoTime() - begin) / 1e9;
            MultilayerPerceptronClassifier network = new MultilayerPerceptronClassifier()
                    .setLayers(new int[] {2, 32, 2})
                    .setSolver(solver)
                    .setStepSize(0.5)
                    .setTol(0)
                    .setSeed(1)
                    .setMaxIter(PASSES);
            network.copy(network.extractParamMap()).fit(train);
            begin = System.nanoTime();
            MultilayerPerceptronClassificationModel model = network.fit(train);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double logLoss = model.transform(test).select(col("probability"), col("label")).toJavaRDD().mapToDouble(row -> {
                        Vector p = (Vector) row.get(0);
                        return -Math.log(Math.max(1e-15, p.apply((int) row.getDouble(1))));
                    })
                    .mean();
            print("MLlib, " + solver, rows, read, seconds, logLoss);
        }
    }

    private static void print(String who, int rows, double read, double train, double logLoss) {
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.3f s | %,.0f | %,.0f | %.4f |",
                who,
                read,
                train / PASSES,
                rows / (read + train / PASSES),
                rows * PASSES / train,
                logLoss));
    }
}
