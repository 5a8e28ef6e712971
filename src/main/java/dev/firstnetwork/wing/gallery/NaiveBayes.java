package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.wing.gallery.CountryNames.Name;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Which language a name is of by naive Bayes: as if each run of letters (an n-gram) in it were drawn on its own from those of
 * its language; scikit-learn's {@code MultinomialNB}. It counts once and needs no training, and is hard to beat on texts as
 * short as these.
 */
final class NaiveBayes {

    private final int longest;
    private final double smoothing;
    private final double[] names;
    private final double[] grams;
    private final Map<String, double[]> counts = new HashMap<>();

    /**
     * Counts the n-grams of {@code train}.
     *
     * @param longest how many letters the longest n-grams have
     * @param smoothing added to each count, so that no n-gram is impossible
     */
    NaiveBayes(List<Name> train, int classes, int longest, double smoothing) {
        this.longest = longest;
        this.smoothing = smoothing;
        names = new double[classes];
        grams = new double[classes];
        for (Name name : train) {
            names[name.language()]++;
            Grams.in(name.text(), longest).forEach(gram -> {
                counts.computeIfAbsent(gram, key -> new double[classes])[name.language()]++;
                grams[name.language()]++;
            });
        }
    }

    /** The logarithm of each language's probability, less what is the same for all; n-grams never met tell nothing. */
    double[] scores(String text) {
        double[] scores = new double[names.length];
        double all = Arrays.stream(names).sum();
        Arrays.setAll(scores, k -> Math.log(names[k] / all));
        Grams.in(text, longest).map(counts::get).filter(Objects::nonNull).forEach(count -> {
            for (int k = 0; k < scores.length; k++) {
                scores[k] += Math.log((count[k] + smoothing) / (grams[k] + smoothing * counts.size()));
            }
        });
        return scores;
    }

    int answer(String text) {
        double[] scores = scores(text);
        return IntStream.range(0, scores.length)
                .reduce((one, other) -> scores[other] > scores[one] ? other : one)
                .orElseThrow();
    }

    double accuracy(List<Name> of) {
        return of.stream()
                .mapToInt(name -> answer(name.text()) == name.language() ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
