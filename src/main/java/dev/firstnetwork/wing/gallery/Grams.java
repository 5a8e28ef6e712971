package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.wing.gallery.CountryNames.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The runs of letters (n-grams) that training names have, and what each counts for in a name: {@code (1 + log count) (1 +
 * log((1 + names) / (1 + names that have it)))}, then all of a name scaled to the length 4. These are scikit-learn's TF-IDF
 * with {@code sublinear_tf}, but for the length: a row of length 1 is spread over so many inputs that DL4J's first weights
 * make next to nothing of it.
 *
 * @param longest how many letters the longest have
 * @param column of each n-gram
 * @param rarity the second factor, for each column
 */
record Grams(int longest, Map<String, Integer> column, double[] rarity) {

    private static final double LENGTH = 4;

    /** Those of {@code train} alone: what stands in other names only, nothing is known of. */
    static Grams of(List<Name> train, int longest) {
        Map<String, Long> names = train.stream()
                .flatMap(name -> in(name.text(), longest).distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        // in an order that does not hang on hash codes
        Set<String> sorted = new TreeSet<>(names.keySet());
        Map<String, Integer> column = new HashMap<>();
        sorted.forEach(gram -> column.put(gram, column.size()));
        double[] rarity = sorted.stream()
                .mapToDouble(gram -> 1 + Math.log((1.0 + train.size()) / (1 + names.get(gram))))
                .toArray();
        return new Grams(longest, column, rarity);
    }

    /** The runs of 1 to {@code longest} letters, with a mark at both ends: how words begin and end tells most. */
    static Stream<String> in(String text, int longest) {
        String marked = "<" + text + ">";
        return IntStream.rangeClosed(1, longest).boxed().flatMap(n -> IntStream.rangeClosed(0, marked.length() - n)
                .mapToObj(start -> marked.substring(start, start + n)));
    }

    int count() {
        return rarity.length;
    }

    /** The names as a network takes them: weights {@code [n, count]}, and the language, one-hot, {@code [n, languages]}. */
    DataSet data(List<Name> names) {
        float[][] rows = names.stream().map(name -> row(name.text())).toArray(float[][]::new);
        INDArray languages = Nd4j.zeros(names.size(), CountryNames.LANGUAGES.size());
        for (int n = 0; n < names.size(); n++) {
            languages.putScalar(n, names.get(n).language(), 1);
        }
        return new DataSet(Nd4j.createFromArray(rows), languages);
    }

    private float[] row(String text) {
        float[] row = new float[count()];
        in(text, longest).filter(column::containsKey).forEach(gram -> row[column.get(gram)]++);
        double squares = 0;
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j] == 0 ? 0 : (float) ((1 + Math.log(row[j])) * rarity[j]);
            squares += row[j] * row[j];
        }
        // a name of unknown letters has none
        double scale = squares == 0 ? 0 : LENGTH / Math.sqrt(squares);
        for (int j = 0; j < row.length; j++) {
            row[j] = (float) (scale * row[j]);
        }
        return row;
    }
}
