package dev.firstnetwork.math.planted;

import dev.firstnetwork.ArchitectureTest;
import dev.firstnetwork.data.Numbers;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** Knows what lies above the floor, and what no floor of the hand-written engine knows: see {@link ArchitectureTest}. */
public final class PlantedUpwardImport {

    private PlantedUpwardImport() {}

    public static String text(double value) {
        return Numbers.text(value);
    }

    public static void start(CommandLine command) {
        ServiceLoader.load(Runnable.class).forEach(task -> new Thread(task).start());
        command.getOut().flush();
    }
}
