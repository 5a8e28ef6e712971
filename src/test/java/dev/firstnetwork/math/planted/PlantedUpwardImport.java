package dev.firstnetwork.math.planted;

import dev.firstnetwork.ArchitectureTest;
import dev.firstnetwork.data.Numbers;

/** Breaks the rule that imports go down only, on purpose: see {@code ArchitectureTest}. */
public final class PlantedUpwardImport {

    private PlantedUpwardImport() {}

    public static String text(double value) {
        return Numbers.text(value);
    }
}
