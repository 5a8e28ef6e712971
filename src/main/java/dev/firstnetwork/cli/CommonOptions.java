package dev.firstnetwork.cli;

import dev.firstnetwork.model.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Options of every command. */
public final class CommonOptions {

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

    /**
     * Prints what came of a command that has written a folder: as JSON with the folder in it, as the folder alone, or as text.
     *
     * @param text told only where it is wanted
     */
    public void print(PrintWriter printer, Map<String, Object> json, Path folder, Supplier<String> text) {
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
