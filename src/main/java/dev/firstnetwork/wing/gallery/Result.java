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

    /** A figure alone, to which the rest is added. */
    static Result of(double value) {
        return new Result(value, new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Beside a method that the network claims to beat. */
    Result claiming(String baseline, double itsValue) {
        baselines.add(new Baseline(baseline, itsValue, true));
        return this;
    }

    /** Beside a method that is shown without a claim. */
    Result beside(String baseline, double itsValue) {
        baselines.add(new Baseline(baseline, itsValue, false));
        return this;
    }

    /** With another figure, called {@code key} in JSON. */
    Result fact(String key, Object fact) {
        facts.put(key, fact);
        return this;
    }

    Result note(String sentence) {
        notes.add(sentence);
        return this;
    }

    Result picture(String file, String alt, String caption, Supplier<byte[]> draw) {
        pictures.add(new Picture(file, alt, caption, draw));
        return this;
    }

    boolean beats(Baseline baseline, boolean higherIsBetter) {
        return higherIsBetter ? value > baseline.value : value < baseline.value;
    }

    /** Whether each claim holds. */
    boolean keepsItsWord(boolean higherIsBetter) {
        return baselines.stream().filter(Baseline::claimed).allMatch(baseline -> beats(baseline, higherIsBetter));
    }
}
