package dev.firstnetwork.wing.tune;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.dl4j.Backend;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Score;
import dev.firstnetwork.training.Trainer;
import dev.firstnetwork.wing.folds.CrossValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judges configurations by cross-validation on the rows that do not test, several at a time. What comes of a configuration
 * depends on it alone: not on the number of threads, not on which of them had it, not on whether the search was cut off.
 *
 * @param data what all configurations are trained on
 * @param folds how many, 2 or more
 * @param seed the seed of the division into folds, the same for all configurations
 * @param score what is compared
 * @param threads how many networks are trained at a time
 */
public record Search(Recipe recipe, SplitData data, int folds, long seed, Score score, int threads) {

    /** Of how many configurations one goes on to the next rung, and how many times as long it is trained there. */
    private static final int FACTOR = 3;

    /** From a configuration to an experiment. */
    @FunctionalInterface
    public interface Recipe {

        /**
         * The experiment on {@code data}, such as a fold, with these varied options.
         *
         * @param epochs how long to train in place of what the other options say
         */
        Experiment on(SplitData data, Map<String, String> values, OptionalInt epochs);
    }

    public Search {
        if (threads < 1) {
            throw new IllegalArgumentException("a search has 1 thread or more, found " + threads);
        }
    }

    /** Trials of {@code configurations}, none of them begun. */
    public static List<Trial> trials(List<Map<String, String>> configurations) {
        return IntStream.range(0, configurations.size())
                .mapToObj(i -> new Trial(i + 1, configurations.get(i), List.of()))
                .toList();
    }

    /**
     * The rungs of successive halving (Jamieson, Talwalkar: <i>Non-stochastic best arm identification and hyperparameter
     * optimization</i>, 2016), with thirds in the place of halves: all configurations are trained for a few epochs, the
     * best third of them for three times as many, and so on, until few are trained for all epochs.
     *
     * <p>What is compared in a rung are mean scores over the folds of networks that were trained for the same number of
     * epochs. Each rung trains from the beginning, so that a learning rate that changes over the epochs ends where it
     * should, and the last rung's scores are those that a random search would have found.
     *
     * @param configurations how many are in the first rung
     * @param epochs of the last rung, 1 or more
     */
    public static List<OptionalInt> halving(int configurations, int epochs) {
        require(epochs >= 1, "successive halving trains 1 epoch or more, found " + epochs);
        List<OptionalInt> rungs = new ArrayList<>();
        double length = epochs;
        for (int going = configurations; going >= 1 && length >= 1; going /= FACTOR) {
            rungs.add(0, OptionalInt.of((int) Math.round(length)));
            length /= FACTOR;
        }
        return rungs;
    }

    /** How many cross-validations all rungs take. */
    public static long size(int configurations, List<OptionalInt> rungs) {
        return IntStream.iterate(configurations, going -> Math.max(1, going / FACTOR))
                .limit(rungs.size())
                .asLongStream()
                .sum();
    }

    /** How many of them {@code trials} have behind them. */
    public static long done(List<Trial> trials) {
        return trials.stream().mapToLong(trial -> trial.rungs().size()).sum();
    }

    /**
     * Goes on until all rungs are done.
     *
     * @param begun every trial by its number, with the rungs that were done before
     * @param rungs how many epochs each rung has; a random or grid search has one, as long as each configuration says
     * @param kept hears of all trials as they stand, each time that one has been judged, from one thread at a time
     * @param interrupted whether to end after the batches in hand: what they belong to is not counted
     * @return the trials, in the same order
     */
    public List<Trial> run(
            List<Trial> begun, List<OptionalInt> rungs, Consumer<List<Trial>> kept, BooleanSupplier interrupted) {
        List<Trial> trials = new ArrayList<>(begun);
        List<Integer> going = IntStream.range(0, trials.size()).boxed().toList();
        for (int k = 0; k < rungs.size() && !interrupted.getAsBoolean(); k++) {
            int rung = k;
            List<Integer> due = going.stream()
                    // one that was judged before the search was cut off may have gone further
                    .filter(i -> trials.get(i).rungs().size() == rung)
                    .toList();
            judge(trials, due, rungs.get(k), kept, interrupted);
            going = going.stream()
                    .map(i -> trials.get(i).upTo(rung + 1))
                    .filter(Trial::isScored)
                    .sorted(Trial.ranking(score))
                    .limit(Math.max(1, going.size() / FACTOR))
                    .map(trial -> trial.trial() - 1)
                    .toList();
        }
        return List.copyOf(trials);
    }

    private void judge(
            List<Trial> trials,
            List<Integer> due,
            OptionalInt epochs,
            Consumer<List<Trial>> kept,
            BooleanSupplier interrupted) {
        List<Trial> before = List.copyOf(trials);
        AtomicBoolean failed = new AtomicBoolean();
        BooleanSupplier end = () -> failed.get() || interrupted.getAsBoolean();
        IntConsumer task = i -> {
            Optional<Trial.Rung> judged =
                    end.getAsBoolean() ? Optional.empty() : judge(before.get(i).values(), epochs, end);
            synchronized (trials) {
                judged.ifPresent(rung -> {
                    trials.set(i, trials.get(i).with(rung));
                    kept.accept(List.copyOf(trials));
                });
            }
        };
        // what a network divides among threads goes to these too, and only where one has nothing else to do
        ExecutorService pool = new ForkJoinPool(threads);
        try {
            CompletableFuture<?>[] tasks = due.stream()
                    .map(i -> CompletableFuture.runAsync(() -> task.accept(i), pool)
                            .whenComplete((none, failure) -> failed.compareAndSet(false, failure != null)))
                    .toArray(CompletableFuture<?>[]::new);
            // this waits for all, after a failure too: no thread goes on behind the back of whoever called
            CompletableFuture.allOf(tasks).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    /** What comes of one configuration; nothing if it was interrupted. */
    private Optional<Trial.Rung> judge(Map<String, String> values, OptionalInt epochs, BooleanSupplier interrupted) {
        int length = recipe.on(data, values, epochs).plan().epochs();
        AtomicInteger diverged = new AtomicInteger();
        Trainer.Listener listener = figures -> {
            if (!figures.isFinite()) {
                diverged.set(Math.max(1, figures.epoch()));
            }
        };
        BooleanSupplier end = () -> diverged.get() > 0 || interrupted.getAsBoolean();
        try {
            Stream<SplitData> parts = CrossValidation.parts(data, rows(data.split()), folds, seed);
            List<Figures> judged = CrossValidation.of(parts, fold -> recipe.on(fold, values, epochs), listener, end)
                    .folds();
            if (diverged.get() > 0) {
                String fold = " in fold " + (judged.size() + 1);
                return Optional.of(failed(length, "diverged after epoch " + diverged.get() + fold));
            }
            return interrupted.getAsBoolean() ? Optional.empty() : Optional.of(rung(length, judged));
        } catch (DataException | Backend.MissingException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(failed(length, String.valueOf(e.getMessage())));
        }
    }

    private Trial.Rung rung(int length, List<Figures> judged) {
        List<Double> scores = new ArrayList<>();
        for (Figures figures : judged) {
            OptionalDouble value = score.of(figures);
            if (value.isEmpty()) {
                return failed(length, "no " + score + " in fold " + (scores.size() + 1));
            }
            scores.add(value.getAsDouble());
        }
        return new Trial.Rung(length, scores, null);
    }

    private static Trial.Rung failed(int length, String reason) {
        return new Trial.Rung(length, List.of(), reason);
    }

    /** All rows that do not test: validation rows are taken off each fold's training rows anew. */
    public static int[] rows(TrainTestSplit split) {
        return IntStream.concat(IntStream.of(split.trainRows()), IntStream.of(split.validationRows()))
                .toArray();
    }
}
