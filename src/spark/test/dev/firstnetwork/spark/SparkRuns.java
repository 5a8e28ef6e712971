package dev.firstnetwork.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Calls of the program for one machine and of the one on Spark, within this process. */
final class SparkRuns {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SparkRuns() {}

    /** What a call came to. */
    record Call(int exitCode, String out, String err) {

        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }

        /** The folder that it tells of, where all went well. */
        Path folder() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + err);
            }
            return Path.of(out.strip());
        }
    }

    /** The program for one machine. */
    static Call plain(Object... arguments) {
        return call((out, err, words) -> Main.run(out, err, words), arguments);
    }

    /** The program on an embedded Spark. */
    static Call spark(Object... arguments) {
        Function<String, CommandLine> program = SparkMain::program;
        return call((out, err, words) -> Main.run(program, out, err, words), arguments);
    }

    @FunctionalInterface
    private interface Program {
        int run(PrintWriter out, PrintWriter err, String... arguments);
    }

    private static Call call(Program program, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter outWriter = new PrintWriter(out);
        PrintWriter errWriter = new PrintWriter(err);
        String[] words = Stream.of(arguments)
                .flatMap(argument -> argument instanceof List<?> list ? list.stream() : Stream.of(argument))
                .map(String::valueOf)
                .toArray(String[]::new);
        int exitCode = program.run(outWriter, errWriter, words);
        outWriter.flush();
        errWriter.flush();
        return new Call(exitCode, out.toString(), err.toString());
    }

    static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    /** The table in {@code file}, cut into {@code parts} files of {@code folder}, each with the header. */
    static Path cut(Path file, Path folder, int parts) throws IOException {
        Files.createDirectories(folder);
        List<String> lines = Files.readAllLines(file);
        List<String> rows = lines.subList(1, lines.size());
        for (int p = 0; p < parts; p++) {
            List<String> part = new ArrayList<>(List.of(lines.get(0)));
            part.addAll(rows.subList(rows.size() * p / parts, rows.size() * (p + 1) / parts));
            Files.write(folder.resolve("part-" + p + ".csv"), part);
        }
        return folder;
    }
}
