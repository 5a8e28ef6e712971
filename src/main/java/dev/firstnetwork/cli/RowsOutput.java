package dev.firstnetwork.cli;

import dev.firstnetwork.report.AtomicFile;
import dev.firstnetwork.report.OutputException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command's rows go: standard output, or a file that is there whole or not at all. */
public final class RowsOutput {

    /** Writes the rows. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "Where the rows go; - for standard output. Default: ${DEFAULT-VALUE}")
    String out;

    /**
     * Writes {@code content} to where it is to go.
     *
     * @throws OutputException if the file cannot be written
     */
    public void write(Content content, Writer standardOutput) {
        try {
            if (out.equals("-")) {
                content.writeTo(standardOutput);
            } else {
                writeFile(content);
            }
        } catch (IOException e) {
            throw new OutputException(Path.of(out), e);
        }
    }

    private void writeFile(Content content) throws IOException {
        try (AtomicFile file = new AtomicFile(Path.of(out))) {
            Writer writer = new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8);
            content.writeTo(writer);
            writer.flush();
            file.commit();
        }
    }
}
