package dev.firstnetwork.wing.folds;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.training.EngineKind;
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
     * The mean over the folds.
     *
     * @param name what people call the figure
     * @param key what it is called in JSON
     * @param mean NaN where a fold has no such figure
     * @param standardDeviation over the folds, divided by their number
     */
    public record Mean(String name, String key, double mean, double standardDeviation) {}

    public CrossValidation {
        folds = List.copyOf(folds);
    }

    /** Trains and judges {@code experiment} once for each fold; see below. */
    public static CrossValidation of(Experiment experiment, int[] rows, int k, long seed, BooleanSupplier interrupted) {
        return of(experiment, experiment::on, rows, k, seed, interrupted);
    }

    /**
     * Trains and judges an experiment once for each fold: with the hand-written engine on all cores, a fold on each; with
     * DL4J, which is not safe for that, one after the other.
     *
     * @param experiment whose data is divided
     * @param onFold the experiment on the data of a fold: more than the standardiser may follow from its training rows, such
     *     as class weights
     * @param rows the rows to be divided, as numbers of rows of the experiment's data
     * @param k how many folds, 2 or more
     * @param seed the seed of the division
     * @param interrupted whether to end after the batch in hand; the folds so far are the result then
     */
    public static CrossValidation of(
            Experiment experiment,
            Function<SplitData, Experiment> onFold,
            int[] rows,
            int k,
            long seed,
            BooleanSupplier interrupted) {
        Stream<SplitData> parts = parts(experiment, rows, k, seed);
        return of(
                experiment.engine() == EngineKind.HAND ? parts.parallel() : parts, onFold, figures -> {}, interrupted);
    }

    /**
     * The same, one fold after the other.
     *
     * @param listener hears of each epoch in each fold
     */
    public static CrossValidation of(
            Experiment experiment,
            Function<SplitData, Experiment> onFold,
            int[] rows,
            int k,
            long seed,
            Trainer.Listener listener,
            BooleanSupplier interrupted) {
        return of(parts(experiment, rows, k, seed), onFold, listener, interrupted);
    }

    private static CrossValidation of(
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

    private static Stream<SplitData> parts(Experiment experiment, int[] rows, int k, long seed) {
        SplitData data = experiment.data();
        double validationRows = data.split().validationRows().length;
        double validation = validationRows / (validationRows + data.split().trainRows().length);
        return folds(data, rows, k, seed).stream()
                .map(fold -> SplitData.of(data.preparation(), data.all(), fold.withValidation(validation, seed)));
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
        for (Figures.Figure figure :
                folds.isEmpty() ? List.<Figures.Figure>of() : folds.get(0).figures()) {
            int j = means.size();
            var values =
                    folds.stream().map(fold -> fold.figures().get(j).value()).toList();
            double mean = mean(values.stream());
            double variance = mean(values.stream().map(value -> (value - mean) * (value - mean)));
            means.add(new Mean(figure.name(), figure.key(), mean, Math.sqrt(variance)));
        }
        return means;
    }

    private static double mean(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
