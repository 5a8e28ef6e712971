package dev.firstnetwork.cli.planted;

import dev.firstnetwork.ArchitectureTest;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Breaks four rules on purpose, and is never run: see {@code ArchitectureTest}. */
public final class PlantedViolations {

    static int runs;

    private PlantedViolations() {}

    public static void endWith(INDArray array) {
        runs++;
        Runtime.getRuntime().halt(runs);
        System.exit((int) array.length());
    }
}
