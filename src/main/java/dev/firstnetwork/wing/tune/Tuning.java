package dev.firstnetwork.wing.tune;

import dev.firstnetwork.evaluation.Score;
import java.util.List;
import java.util.Optional;

/**
 * What a search came to.
 *
 * @param space what was varied
 * @param score what configurations are ranked by
 * @param trials every configuration in the order in which it was drawn
 */
public record Tuning(SearchSpace space, Score score, List<Trial> trials) {

    public Tuning {
        trials = List.copyOf(trials);
    }

    /** The trials, the best first. */
    public List<Trial> ranked() {
        return trials.stream().sorted(Trial.ranking(score)).toList();
    }

    /** The winner; there is none where every trial failed. */
    public Optional<Trial> best() {
        return ranked().stream().filter(Trial::isScored).findFirst();
    }

    /** How many trials have no score. */
    public int failures() {
        return (int) trials.stream().filter(trial -> !trial.isScored()).count();
    }

    /** Whether trials were judged after different numbers of epochs, the worse ones after fewer: successive halving. */
    public boolean hasRungs() {
        return trials.stream().anyMatch(trial -> trial.rungs().size() > 1);
    }
}
