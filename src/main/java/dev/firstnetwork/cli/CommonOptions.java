package dev.firstnetwork.cli;

import dev.firstnetwork.model.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command, and where it writes to. */
public final class CommonOptions {

    @Spec(Spec.Target.MIXEE)
    public CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "JSON file with options; the command line wins.")
    Path config;

    @Option(names = "--json", description = "Print the result as JSON.")
    public boolean json;

    @Option(names = "--quiet", description = "Print nothing but the result.")
    public boolean quiet;

    @Option(names = "--verbose", description = "Print the stack trace of an error.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    public PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** What is wrong with the command line. */
    public ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Refuses a command line that does not meet {@code condition}.
     *
     * @throws ParameterException with {@code message}
     */
    public void require(boolean condition, String message) {
        if (!condition) {
            throw usage(message);
        }
    }

    /**
     * Prints what came of a command that has written a folder: as JSON with the folder in it, as the folder alone, or as text.
     *
     * @param text told only where it is wanted
     */
    public void print(Map<String, Object> json, Path folder, Supplier<String> text) {
        PrintWriter printer = out();
        if (this.json) {
            Map<String, Object> all = new LinkedHashMap<>(json);
            all.put("folder", folder.toString());
            printer.print(Json.text(all));
        } else {
            printer.println(quiet ? folder : text.get());
        }
        printer.flush();
    }
}
