package dev.firstnetwork.cli;

import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.network.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A saved model. */
public final class ModelOption {

    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "The model.zip of a run, or the run folder.")
    public Path file;

    public Model load() {
        boolean run = Files.isDirectory(file) && Files.exists(file.resolve("model.zip"));
        return ModelFile.load(run ? file.resolve("model.zip") : file);
    }
}
