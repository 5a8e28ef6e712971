package dev.firstnetwork.report;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures.RegressionMetrics;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.Predictions.Row;
import dev.firstnetwork.report.Predictions.Side;
import dev.firstnetwork.report.Run.Lockstep;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.TensorDifference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs made by hand: 24 rows on a circle, a class for each sector of it, every fourth row held out for the test. */
public final class Runs {

    private static final int ROWS = 24;

    private Runs() {}

    /** Two classes, {@code no} and {@code yes}, over two inputs; the first {@code wrong} rows are misclassified. */
    public static Run two(int wrong) {
        return of(List.of("no", "yes"), List.of("x1", "x2"), wrong);
    }

    /** The first {@code wrong} rows are given the class after their own; with two inputs there is a surface. */
    public static Run of(List<String> classes, List<String> inputNames, int wrong) {
        int k = classes.size();
        List<Row> rows = IntStream.range(0, ROWS)
                .mapToObj(i -> row(i, k, inputNames.size(), i < wrong))
                .toList();
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("data", "circle");
        configuration.put("hidden", List.of(32));
        configuration.put("activation", "relu");
        configuration.put("config", null);
        return new Run(
                new Run.About(
                        "20260131T120000Z-circle",
                        "java -jar target/first-network.jar train --data circle",
                        configuration,
                        Map.of("seeds", Map.of("weights", 1), "java", "17.0.15")),
                new Run.Training(history(50), 50, "epochs", 0.25),
                new Run.Subject(inputNames, "sector", classes),
                new Run.Answers(
                        predictions(rows, classes.size()),
                        inputNames.size() == 2 ? Optional.of(surface(k)) : Optional.empty(),
                        0.5),
                metrics(rows, classes, false, 0.99),
                new Evaluation(metrics(rows, classes, true, Double.NaN), Map.of()),
                Optional.of(new Lockstep(List.of(difference(3.1e-17)), List.of(difference(0)), Optional.empty())),
                List.of());
    }

    /** {@code run} with another history, and another reason to stop. */
    public static Run stopped(Run run, String because, List<EpochFigures> history) {
        int kept = history.stream()
                .filter(EpochFigures::isFinite)
                .mapToInt(EpochFigures::epoch)
                .max()
                .orElse(0);
        return new Run(
                run.about(),
                new Run.Training(history, kept, because, run.training().seconds()),
                run.subject(),
                run.answers(),
                run.train(),
                run.test(),
                run.lockstep(),
                run.sections());
    }

    /** {@code run} with what else was asked for. */
    public static Run with(Run run, Section... sections) {
        return new Run(
                run.about(),
                run.training(),
                run.subject(),
                run.answers(),
                run.train(),
                run.test(),
                run.lockstep(),
                List.of(sections));
    }

    /** A regression: 8 rows whose number is predicted 0.5 too high, every fourth row held out. */
    public static Run regression() {
        List<Row> rows = IntStream.range(0, 8)
                .mapToObj(i -> new Row(
                        i, i % 4 == 3 ? Side.TEST : Side.TRAIN, new double[] {i, -i}, i, i + 0.5, new double[] {i + 0.5
                        }))
                .toList();
        Run two = two(0);
        RegressionMetrics figures = new RegressionMetrics(0.95, 0.5, 0.5, 0.5, 2);
        return new Run(
                two.about(),
                two.training(),
                new Run.Subject(two.subject().inputNames(), "price", List.of()),
                new Run.Answers(predictions(rows, 0), Optional.empty(), 0.5),
                figures,
                new Evaluation(figures, Map.of()),
                two.lockstep(),
                List.of());
    }

    /** @param classes how many; 0 for a regression */
    private static Predictions predictions(List<Row> rows, int classes) {
        Matrix x = Matrix.ofRows(rows.stream().map(Row::x).toArray(double[][]::new));
        Matrix y = Matrix.zeros(rows.size(), classes <= 2 ? 1 : classes);
        rows.forEach(row -> y.set(row.row(), classes <= 2 ? 0 : (int) row.label(), classes <= 2 ? row.label() : 1));
        Matrix outputs = Matrix.ofRows(rows.stream().map(Row::outputs).toArray(double[][]::new));
        TrainTestSplit split = new TrainTestSplit(of(rows, Side.TRAIN), of(rows, Side.VALIDATION), of(rows, Side.TEST));
        return Predictions.of(new Samples(x, y), split, outputs, classes == 0, 0.5);
    }

    private static int[] of(List<Row> rows, Side side) {
        return rows.stream()
                .filter(row -> row.side() == side)
                .mapToInt(Row::row)
                .toArray();
    }

    private static Row row(int i, int classes, int inputs, boolean wrong) {
        int label = i * classes / ROWS;
        int predicted = wrong ? (label + 1) % classes : label;
        double angle = 2 * Math.PI * i / ROWS;
        double[] x = new double[inputs];
        x[0] = Math.cos(angle);
        x[1] = Math.sin(angle);
        double[] p = new double[classes == 2 ? 1 : classes];
        if (classes == 2) {
            p[0] = predicted == 1 ? 0.875 : 0.125;
        } else {
            p[predicted] = 0.875;
        }
        return new Row(i, i % 4 == 3 ? Side.TEST : Side.TRAIN, x, label, predicted, p);
    }

    public static List<EpochFigures> history(int epochs) {
        return IntStream.rangeClosed(0, epochs)
                .mapToObj(e -> figures(e, 0.7 * Math.exp(-e / 25.0)))
                .toList();
    }

    public static EpochFigures figures(int epoch, double loss) {
        double accuracy = Math.min(1, 0.5 + epoch / 60.0);
        return new EpochFigures(
                epoch,
                new EpochFigures.Side(loss, accuracy),
                new EpochFigures.Side(loss * 1.1, accuracy * 0.9),
                Optional.empty(),
                Optional.empty());
    }

    private static Metrics metrics(List<Row> rows, List<String> classes, boolean test, double rocAuc) {
        List<Row> side =
                rows.stream().filter(row -> (row.side() == Side.TEST) == test).toList();
        int[] actual = side.stream().mapToInt(row -> (int) row.label()).toArray();
        int[] predicted = side.stream().mapToInt(row -> (int) row.predicted()).toArray();
        ConfusionMatrix matrix = ConfusionMatrix.of(classes, actual, predicted);
        return new Metrics(rocAuc, 0.8, 0.3, 0.1, matrix);
    }

    /** The sectors of the circle, surer away from their edges. */
    private static DecisionSurface surface(int classes) {
        Matrix corners = Matrix.ofRows(new double[] {-1, -1}, new double[] {1, 1});
        return DecisionSurface.of(corners, 40, grid -> {
            Matrix p = Matrix.zeros(grid.rows(), classes == 2 ? 1 : classes);
            for (int i = 0; i < grid.rows(); i++) {
                double turn = 0.5 + Math.atan2(-grid.get(i, 1), -grid.get(i, 0)) / (2 * Math.PI);
                int k = Math.min((int) (turn * classes), classes - 1);
                double certainty = 0.5 + 0.5 * Math.sin(Math.PI * (turn * classes - k));
                if (classes == 2) {
                    p.set(i, 0, k == 1 ? certainty : 1 - certainty);
                } else {
                    p.set(i, k, certainty);
                }
            }
            return p;
        });
    }

    /** A largest difference of W1. */
    public static TensorDifference difference(double maxAbsolute) {
        return new TensorDifference("W1", List.of(2, 32), maxAbsolute, maxAbsolute, 1, 0);
    }
}
