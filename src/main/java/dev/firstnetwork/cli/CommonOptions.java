package dev.firstnetwork.cli;

import java.nio.file.Path;
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
}
