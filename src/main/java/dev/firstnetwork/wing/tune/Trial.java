package dev.firstnetwork.wing.tune;

import dev.firstnetwork.evaluation.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration with how it did.
 *
 * @param trial its place in the order in which configurations were drawn, from 1 on
 * @param values what the varied options are, by their names
 * @param rungs what came of it, each time that it was trained: none before the first, one in a random or grid search, and
 *     in successive halving one for each rung that it reached
 */
public record Trial(int trial, Map<String, String> values, List<Rung> rungs) {

    /**
     * One cross-validation.
     *
     * @param epochs how long each network was trained at most
     * @param scores each fold's, in order; empty after a failure
     * @param failure why there are no scores; null where there are some
     */
    public record Rung(int epochs, List<Double> scores, String failure) {

        public Rung {
            scores = List.copyOf(scores);
            if (scores.isEmpty() == (failure == null)) {
                throw new IllegalArgumentException(
                        "a trial has scores or a failure, found " + scores + " and " + failure);
            }
        }

        /** The mean over the folds; NaN after a failure. */
        public double mean() {
            return scores.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }

        /** Over the folds, divided by their number; NaN after a failure. */
        public double standardDeviation() {
            double mean = mean();
            var squares = scores.stream().mapToDouble(score -> (score - mean) * (score - mean));
            return Math.sqrt(squares.average().orElse(Double.NaN));
        }
    }

    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        rungs = List.copyOf(rungs);
    }

    /** The same trial after one more cross-validation. */
    Trial with(Rung rung) {
        List<Rung> more = new ArrayList<>(rungs);
        more.add(rung);
        return new Trial(trial, values, more);
    }

    /** The same trial as it stood when it had at most {@code count} rungs behind it. */
    Trial upTo(int count) {
        return new Trial(trial, values, rungs.subList(0, Math.min(count, rungs.size())));
    }

    /** The last cross-validation, by which the trial is ranked. */
    public Optional<Rung> last() {
        return rungs.isEmpty() ? Optional.empty() : Optional.of(rungs.get(rungs.size() - 1));
    }

    /** The last mean score; NaN where there is none. */
    public double mean() {
        return last().map(Rung::mean).orElse(Double.NaN);
    }

    public boolean isScored() {
        return !Double.isNaN(mean());
    }

    /**
     * The best first: those that went further in successive halving, then those with the better mean score; of the same
     * score the one drawn first. Those without a score are last.
     */
    static Comparator<Trial> ranking(Score score) {
        return Comparator.comparing((Trial trial) -> !trial.isScored())
                .thenComparingInt(trial -> -trial.rungs.size())
                .thenComparing(Trial::mean, score::compare)
                .thenComparingInt(Trial::trial);
    }
}
