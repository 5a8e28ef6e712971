package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.report.Charts;
import dev.firstnetwork.wing.gallery.CountryNames.Name;
import dev.firstnetwork.wing.gallery.LearningChart.Epoch;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The network of {@link NamesLanguage} beside naive Bayes, and the pictures of it. */
final class NamesResult {

    /** What naive Bayes takes, by the mean accuracy on the validation names of the seeds 1 to 5, as the network's numbers. */
    private static final int LONGEST = 5;

    private static final double SMOOTHING = 0.03;

    /** How many mistakes are told. */
    private static final int MISTAKES = 5;

    private NamesResult() {}

    /**
     * The network beside naive Bayes and the language that is met most.
     *
     * @param accuracy the network's on the test names
     * @param said which language it takes each test name for
     * @param curve from before the first epoch on
     */
    static Result of(CountryNames.Split names, double accuracy, int[] said, List<Epoch> curve) {
        List<String> languages = CountryNames.languages();
        List<Name> test = names.test();
        int[] actual = test.stream().mapToInt(Name::language).toArray();
        NaiveBayes bayes = new NaiveBayes(names.train(), languages.size(), LONGEST, SMOOTHING);
        int[] train = names.train().stream().mapToInt(Name::language).toArray();
        int[] wrong = IntStream.range(0, said.length)
                .filter(n -> said[n] != actual[n])
                .toArray();
        // some of each language: they come one language after the other
        String mistakes = IntStream.range(0, Math.min(MISTAKES, wrong.length))
                .map(k -> wrong[k * wrong.length / Math.min(MISTAKES, wrong.length)])
                .mapToObj(n -> test.get(n).text() + " (" + languages.get(actual[n]) + ") for " + languages.get(said[n]))
                .collect(Collectors.joining(", "));
        return Result.of(accuracy)
                .claiming("majority", DigitsCnn.majority(train, actual))
                .claiming("naive Bayes", bayes.accuracy(test))
                .fact("trainNames", names.train().size())
                .fact("testNames", test.size())
                .fact("java", Runtime.version().feature())
                .note(
                        "Naive Bayes only counts, in milliseconds, and a sensible person begins with it; the network takes"
                                + " longer to be a few names in a hundred better. Names alone are short, and close languages share"
                                + " their endings.")
                .note("The names are those of this JDK, " + Runtime.version().feature()
                        + ": another one has other spellings" + " for some countries, and its figures differ a little.")
                .note(mistakes.isEmpty() ? "It mistook no test name." : "It took " + mistakes + ".")
                .picture(
                        "confusion.png",
                        "how often names of each language were taken for which language, on test names",
                        "Rows are the languages that the names are in, columns what the network said.",
                        () -> Charts.confusionMatrix(
                                ConfusionMatrix.of(languages, actual, said), "Languages of test names"))
                .picture(
                        "learning.png",
                        "accuracy over the epochs, on training and on validation names",
                        "It soon knows its own names by heart; from there on there is little to gain on others.",
                        () -> LearningChart.accuracy(
                                "Accuracy over the epochs",
                                LearningChart.lines(
                                        curve, "naive Bayes, validation", bayes.accuracy(names.validation()))));
    }
}
