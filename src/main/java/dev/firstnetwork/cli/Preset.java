package dev.firstnetwork.cli;

import dev.firstnetwork.table.BundledSet;
import java.util.Locale;
import java.util.Map;

/** A set of defaults with a name. */
enum Preset {
    /** The article's settings, which are the options' own defaults: 50 full-batch epochs, which underfit. */
    ARTICLE,
    /** The same network on mini-batches and for longer, until it follows the moons. */
    TRAINED,
    /** For tables of many columns: Adam on mini-batches. */
    TABULAR;

    /** What the preset called {@code name} sets, by option; empty where there is none, which the option itself reports. */
    static Map<String, String> options(String name) {
        if (TRAINED.toString().equalsIgnoreCase(name)) {
            return Map.of("--batch", "16", "--epochs", "500");
        }
        return TABULAR.toString().equalsIgnoreCase(name)
                ? Map.of("--batch", "32", "--epochs", "40", "--updater", "adam", "--learning-rate", "0.002")
                : Map.of();
    }

    /** The preset for a data set where none is named. */
    static Preset suiting(String data) {
        return BundledSet.named(data).isPresent() ? TABULAR : ARTICLE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
