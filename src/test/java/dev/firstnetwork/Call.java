package dev.firstnetwork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One call of the program within this process.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Call(int exitCode, String out, String err) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs the program with {@code arguments}, each by its {@code toString}. */
    public static Call of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter outWriter = new PrintWriter(out);
        PrintWriter errWriter = new PrintWriter(err);
        int exitCode = Main.run(
                outWriter, errWriter, Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
        outWriter.flush();
        errWriter.flush();
        return new Call(exitCode, out.toString(), err.toString());
    }

    /** Trains quietly into a folder of its own below {@code folder} and returns the run folder. */
    public static Path train(Path folder, Object... arguments) throws IOException {
        Path out = Files.createTempDirectory(folder, "out");
        Call call = of(Stream.concat(Stream.of("train", "--quiet", "--out", out), Stream.of(arguments))
                .toArray());
        if (call.exitCode != ExitCode.DONE) {
            throw new AssertionError("exit code " + call.exitCode + ": " + call.err);
        }
        return Path.of(call.out.strip());
    }

    public JsonNode json() {
        return parse(out);
    }

    public static JsonNode json(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** The cells of a CSV file without quoted fields, the header first. */
    public static List<List<String>> csv(String text) {
        return text.lines().map(line -> List.of(line.split(",", -1))).toList();
    }

    public static List<List<String>> csv(Path file) throws IOException {
        return csv(Files.readString(file));
    }
}
