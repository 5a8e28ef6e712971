package dev.firstnetwork.cli.planted;

import dev.firstnetwork.ArchitectureTest;
import dev.firstnetwork.wing.planted.PlantedWing;
import java.awt.Color;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Breaks rules on purpose, and is never run: see {@link ArchitectureTest}. */
public final class PlantedViolations {

    static int runs;

    private PlantedViolations() {}

    public static void endWith(INDArray array) {
        runs++;
        Runtime.getRuntime().halt(runs);
        System.exit((int) array.length());
    }

    public static int knowsTooMuch(PlantedWing wing, Writable value, Color color) {
        return wing.hashCode() + value.toInt() + color.getRGB();
    }

    /** One component more than eight. */
    public record Nine(int a, int b, int c, int d, int e, int f, int g, int h, int i) {}
}
