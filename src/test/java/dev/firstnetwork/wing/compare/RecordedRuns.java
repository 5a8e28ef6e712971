package dev.firstnetwork.wing.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run folders written by hand, with no more in them than the contract of DESIGN.md. */
final class RecordedRuns {

    private RecordedRuns() {}

    /** A run with all that a comparison reads but the picture; every text in its place, so that a test can change one. */
    static Path write(Path folder, String options, String test) throws IOException {
        Files.createDirectories(folder.resolve("plots"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"data\": \"moons\", \"splitSeed\": 42, \"out\": \"" + folder.getFileName() + "\"" + options + "}");
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"java\": \"17\", \"started\": \"" + folder.getFileName() + "\", \"dataSha256\": \"abc\"}");
        Files.writeString(
                folder.resolve("metrics.json"),
                "{\"train\": {\"accuracy\": 0.9, \"rows\": 80}, \"test\": {" + test + ", \"labels\": [\"0\", \"1\"],"
                        + " \"rows\": 20}, \"epochs\": 2, \"stoppedBecause\": \"epochs\", \"seconds\": 0.5}");
        Files.writeString(folder.resolve("metrics.csv"), """
                epoch,train_loss,test_loss,train_accuracy,test_accuracy
                0,0.7,0.8,0.5,0.4
                1,0.5,0.6,0.7,0.6
                2,0.4,0.55,0.9,0.65
                """);
        return folder;
    }

    /** Replaces {@code part} of a file. */
    static void edit(Path file, String part, String other) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(part)) {
            throw new AssertionError(file + " has no " + part);
        }
        Files.writeString(file, text.replace(part, other));
    }
}
