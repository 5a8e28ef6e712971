package dev.firstnetwork.report;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A part of what is told of a run, in each place where the run is told: the terminal, {@code metrics.json}, the run folder's
 * files, and the page. A wing has one for what it adds to a run.
 */
public interface Section {

    enum Place {
        /** A figure among the pictures of how good the network is. */
        JUDGEMENT,
        /** A section of its own, after them. */
        OWN
    }

    /** What it adds to {@code metrics.json}, by its key there. */
    default Map<String, Object> json() {
        return Map.of();
    }

    /** What is printed on the terminal, without a line feed at its end; empty for nothing. */
    default String text() {
        return "";
    }

    /** What draws each of its pictures, a PNG by its file name. */
    default Map<String, Supplier<byte[]>> pictures() {
        return Map.of();
    }

    /** Its other files in the run folder, by name. */
    default Map<String, Content> files(Run run) {
        return Map.of();
    }

    default Place place() {
        return Place.OWN;
    }

    /**
     * Its part of the page.
     *
     * @param pictures the drawn pictures of the whole run by file name; none where none are drawn
     */
    String html(Map<String, byte[]> pictures);
}
