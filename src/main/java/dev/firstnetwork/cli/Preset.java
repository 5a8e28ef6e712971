package dev.firstnetwork.cli;

import java.util.Locale;
import java.util.Map;

/** A set of defaults with a name. */
enum Preset {
    /** The article's settings, which are the options' own defaults: 50 full-batch epochs, which underfit. */
    ARTICLE,
    /** The same network on mini-batches and for longer, until it follows the moons. */
    TRAINED;

    /** What the preset called {@code name} sets, by option; empty where there is none, which the option itself reports. */
    static Map<String, String> options(String name) {
        return TRAINED.toString().equalsIgnoreCase(name) ? Map.of("--batch", "16", "--epochs", "500") : Map.of();
    }

    /** The name as it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
