package dev.firstnetwork.wing.gallery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What came of an example.
 *
 * @param value its figure, in its metric
 * @param baselines what simpler methods reach on the same rows
 * @param facts other figures by their keys in JSON
 * @param notes what a reader should know of these figures, a sentence each
 * @param pictures in the order of the page
 */
record Result(
        double value, List<Baseline> baselines, Map<String, Object> facts, List<String> notes, List<Picture> pictures) {

    /**
     * A simpler method.
     *
     * @param name such as {@code majority}
     * @param value its figure
     * @param claimed whether the network is said to be better: it is an error if it is not
     */
    record Baseline(String name, double value, boolean claimed) {}

    /**
     * Something to look at.
     *
     * @param file its name, ending in {@code .png}
     * @param alt what there is to be seen, for who cannot see it
     * @param caption what it tells
     * @param draw makes the PNG
     */
    record Picture(String file, String alt, String caption, Supplier<byte[]> draw) {}

    Result {
        baselines = List.copyOf(baselines);
        notes = List.copyOf(notes);
        pictures = List.copyOf(pictures);
    }

    static Result of(double value) {
        return new Result(value, List.of(), Map.of(), List.of(), List.of());
    }

    /** Beside a method that the network claims to beat. */
    Result claiming(String baseline, double itsValue) {
        return with(new Baseline(baseline, itsValue, true));
    }

    /** Beside a method that is shown without a claim. */
    Result beside(String baseline, double itsValue) {
        return with(new Baseline(baseline, itsValue, false));
    }

    private Result with(Baseline baseline) {
        return new Result(value, with(baselines, baseline), facts, notes, pictures);
    }

    /** With another figure, called {@code key} in JSON. */
    Result fact(String key, Object fact) {
        Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put(key, fact);
        return new Result(value, baselines, more, notes, pictures);
    }

    Result note(String sentence) {
        return new Result(value, baselines, facts, with(notes, sentence), pictures);
    }

    Result picture(String file, String alt, String caption, Supplier<byte[]> draw) {
        return new Result(value, baselines, facts, notes, with(pictures, new Picture(file, alt, caption, draw)));
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    boolean beats(Baseline baseline, boolean higherIsBetter) {
        return higherIsBetter ? value > baseline.value : value < baseline.value;
    }

    /** Whether each claim holds. */
    boolean keepsItsWord(boolean higherIsBetter) {
        return baselines.stream().filter(Baseline::claimed).allMatch(baseline -> beats(baseline, higherIsBetter));
    }
}
