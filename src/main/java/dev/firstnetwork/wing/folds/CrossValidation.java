package dev.firstnetwork.wing.folds;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * k-fold cross-validation: each part of the rows is predicted once by a network that was trained on the others, which
 * judges how well the recipe does, and not one network (Stone: <i>Cross-validatory choice and assessment of statistical
 * predictions</i>, 1974). Standardisers and decision thresholds are those of each fold's training rows.
 *
 * @param folds the figures on each fold's test rows
 */
public record CrossValidation(List<Figures> folds) {

    /**
     * The mean of a figure over the folds.
     *
     * @param mean NaN where a fold has no such figure
     * @param standardDeviation over the folds, divided by their number
     */
    public record Mean(Figure mean, Figure standardDeviation) {}

    public CrossValidation {
        folds = List.copyOf(folds);
    }

    /**
     * The data of each fold: its rows as test rows, the others divided into training and validation rows as in {@code data}.
     *
     * @param rows the rows to be divided, as numbers of rows of {@code data}
     * @param k how many folds, 2 or more
     */
    public static Stream<SplitData> parts(SplitData data, int[] rows, int k, long seed) {
        double validationRows = data.split().validationRows().length;
        double validation = validationRows / (validationRows + data.split().trainRows().length);
        return folds(data, rows, k, seed).stream()
                .map(fold -> SplitData.of(data.preparation(), data.all(), fold.withValidation(validation, seed)));
    }

    /**
     * Trains and judges an experiment once for each fold.
     *
     * @param parts the data of each fold; a parallel stream, which DL4J is not safe for, has a fold on each core
     * @param onFold the experiment on the data of a fold: more than the standardiser may follow from its training rows, such
     *     as class weights
     * @param listener hears of each epoch in each fold
     * @param interrupted whether to end after the batch in hand; the folds so far are the result then
     */
    public static CrossValidation of(
            Stream<SplitData> parts,
            Function<SplitData, Experiment> onFold,
            Trainer.Listener listener,
            BooleanSupplier interrupted) {
        return new CrossValidation(parts.map(part -> judge(onFold.apply(part), listener, interrupted))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList());
    }

    /** The figures of a fold; nothing if it was interrupted. */
    private static Optional<Figures> judge(
            Experiment experiment, Trainer.Listener listener, BooleanSupplier interrupted) {
        if (interrupted.getAsBoolean()) {
            return Optional.empty();
        }
        Figures figures = experiment.testFigures(listener, interrupted);
        return interrupted.getAsBoolean() ? Optional.empty() : Optional.of(figures);
    }

    /**
     * Makes sure that rows can be divided, before any work is done.
     *
     * @param name what to call the rows in messages
     * @throws DataException if not
     */
    public static void requireFolds(SplitData data, int[] rows, int k, long seed, String name) {
        try {
            folds(data, rows, k, seed);
        } catch (DataException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
        }
    }

    private static List<TrainTestSplit> folds(SplitData data, int[] rows, int k, long seed) {
        return StratifiedFolds.of(data.all().y(), rows, data.preparation().isRegression(), k, seed);
    }

    /** The mean of each figure over the folds. */
    public List<Mean> means() {
        List<Mean> means = new ArrayList<>();
        for (Figure figure : folds.isEmpty() ? List.<Figure>of() : folds.get(0).figures()) {
            int j = means.size();
            var values =
                    folds.stream().map(fold -> fold.figures().get(j).value()).toList();
            double mean = mean(values.stream());
            double variance = mean(values.stream().map(value -> (value - mean) * (value - mean)));
            means.add(new Mean(
                    new Figure(figure.name(), figure.key(), mean),
                    new Figure(figure.name(), figure.key(), Math.sqrt(variance))));
        }
        return means;
    }

    private static double mean(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
