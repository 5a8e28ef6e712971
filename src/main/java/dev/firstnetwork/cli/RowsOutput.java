package dev.firstnetwork.cli;

import dev.firstnetwork.report.AtomicFile;
import dev.firstnetwork.report.OutputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Option;

/** Where a command's rows go: standard output, or a file that is there whole or not at all. */
public final class RowsOutput {

    @FunctionalInterface
    public interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the rows go, compressed where the name ends in .gz; - for standard output. Default:"
                    + " ${DEFAULT-VALUE}")
    String out = "-";

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

    /** Whether the rows would take the place of {@code file}. */
    public boolean isFile(String file) {
        try {
            return Files.isRegularFile(Path.of(out))
                    && Files.exists(Path.of(file))
                    && Files.isSameFile(Path.of(out), Path.of(file));
        } catch (IOException e) {
            throw new OutputException(Path.of(out), e);
        }
    }

    private void writeFile(Content content) throws IOException {
        try (AtomicFile file = new AtomicFile(Path.of(out))) {
            OutputStream bytes = out.endsWith(".gz") ? new GZIPOutputStream(file.stream(), 1 << 16) : file.stream();
            try (Writer writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16)) {
                content.writeTo(writer);
            }
            file.commit();
        }
    }
}
