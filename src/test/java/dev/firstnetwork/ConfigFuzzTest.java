package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.cli.Converters;
import dev.firstnetwork.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Configuration files with random faults: each is taken, or refused with a {@link DataException} or as usage; seeded, and as
 * many as a third of what the system property {@code firstnetwork.fuzz} says, since picocli takes its time.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ConfigFuzzTest {

    private static final int INPUTS = Integer.getInteger("firstnetwork.fuzz", 3000) / 15;

    private static final String GOOD = """
            {"data": "moons", "samples": 100, "noise": 0.1, "hidden": [64, 32], "activation": "tanh", "epochs": 20,
             "batch": "full", "noShuffle": true, "engine": "hand", "learningRate": 1e-2, "label": null}
            """;

    @TempDir
    Path folder;

    @Test
    void aConfigurationIsTakenOrRefused() throws IOException {
        Mutator mutator = new Mutator(3);
        Path file = folder.resolve("config.json");
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutator.mutate(GOOD.getBytes(StandardCharsets.UTF_8));
            Files.write(file, bytes);
            CommandLine commandLine = Converters.registered(Commands.commandLine("train"));
            String[] args = {"train", "--config", file.toString()};
            try {
                ConfigFile.applyTo(commandLine, Commands::commandLine, args);
                commandLine.parseArgs(args);
                taken++;
            } catch (DataException | ParameterException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException e) {
                fail("input %d: %s".formatted(i, new String(bytes, StandardCharsets.ISO_8859_1)), e);
            }
        }
        assertThat(taken).isPositive();
        assertThat(refused).isGreaterThan(INPUTS / 2);
    }
}
