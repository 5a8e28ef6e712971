package dev.firstnetwork;

import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.cli.Converters;
import dev.firstnetwork.cli.Encoding;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.dl4j.Backend;
import dev.firstnetwork.report.OutputException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: parses the command line, runs a command, and turns its exception into a message and an exit code. */
public final class Main {

    /** Options of the program itself; before any other option, {@code train} is understood. */
    private static final Set<String> OWN_OPTIONS = Set.of("--help", "-h", "--version", "-V");

    private Main() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        for (String arg : args) {
            Encoding.complaint(arg).ifPresent(complaint -> {
                err.println("first-network: " + complaint);
                System.exit(ExitCode.USAGE);
            });
        }
        Relaunch.run(args).ifPresent(System::exit);
        // charts are drawn into files, with or without a screen
        System.setProperty("java.awt.headless", "true");
        if (computesWithDl4j(args)) {
            Backend.loadAhead();
        }
        int exitCode;
        try {
            exitCode = run(out, err, args);
        } catch (OutOfMemoryError e) {
            // the serial collector does not count all that it was given
            long mebibytes = (long) Math.ceil(Runtime.getRuntime().maxMemory() / 0x1p20);
            err.println("first-network: " + mebibytes
                    + " MiB of memory are too few for this: give java more, with e.g. -Xmx" + 2 * mebibytes + "m");
            exitCode = ExitCode.FAILURE;
        }
        if (out.checkError() && exitCode == ExitCode.DONE) {
            err.println("first-network: cannot write to standard output");
            exitCode = ExitCode.FAILURE;
        }
        System.exit(exitCode);
    }

    /**
     * Runs the program without ending the process.
     *
     * @param out for data
     * @param err for everything else
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(Commands::commandLine, out, err, args);
    }

    /**
     * The same of a program with other commands.
     *
     * @param program makes it with the command of that name alone, or with all where there is none of that name
     */
    public static int run(Function<String, CommandLine> program, PrintWriter out, PrintWriter err, String... args) {
        String[] complete = withCommand(expanded(args));
        CommandLine commandLine = Converters.registered(program.apply(complete[0]))
                .setOut(out)
                .setErr(err)
                .setOverwrittenOptionsAllowed(false)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setExpandAtFiles(false)
                // picocli's own strategy, given as it is, takes its writers from System.out and System.err where
                // these have changed since it was made, as under a notebook's cell
                .setExecutionStrategy(parsed -> new RunLast().execute(parsed))
                .setExecutionExceptionHandler(Main::explain)
                .setParameterExceptionHandler(Main::usage);
        try {
            ConfigFile.applyTo(commandLine, () -> program.apply(""), complete);
        } catch (DataException e) {
            err.println("first-network: " + e.getMessage());
            return ExitCode.USAGE;
        }
        return commandLine.execute(complete);
    }

    /** With the words of each {@code @file} in its place, so that the command and --config are found in it too. */
    private static String[] expanded(String... args) {
        return new CommandLine(CommandSpec.create())
                .setUnmatchedArgumentsAllowed(true)
                .parseArgs(args)
                .expandedArgs()
                .toArray(String[]::new);
    }

    /** Whether it looks so, before options and configuration are read; for {@code train}, with its defaults. */
    private static boolean computesWithDl4j(String... args) {
        List<String> words = List.of(args);
        return withCommand(args)[0].equals("train")
                && Stream.of("hand", "--engine=hand", "--help", "-h").noneMatch(words::contains);
    }

    private static String[] withCommand(String... args) {
        boolean named = args.length > 0 && (!args[0].startsWith("-") || OWN_OPTIONS.contains(args[0]));
        return named
                ? args
                : Stream.concat(Stream.of("train"), Arrays.stream(args)).toArray(String[]::new);
    }

    private static int usage(ParameterException e, String... args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String message = ConfigFile.origin(e) + e.getMessage();
        List<String> suggestions = List.of();
        if (e instanceof UnmatchedArgumentException unmatched) {
            suggestions = unmatched.getSuggestions();
            if (command.getParent() == null && !args[0].startsWith("-")) {
                String names = String.join(", ", command.getSubcommands().keySet());
                message = "unknown command '" + args[0] + "', expected one of " + names;
            }
        }
        err.println("first-network: " + message);
        if (!suggestions.isEmpty()) {
            err.println(suggestions.stream().limit(3).collect(Collectors.joining("' or '", "Did you mean '", "'?")));
        }
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /** One line for what went wrong; with {@code --verbose} the stack trace too. */
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        int exitCode = exitCode(e);
        boolean known = exitCode != ExitCode.FAILURE || e instanceof OutputException;
        err.println("first-network: " + (known ? message(e) : "unexpected " + e));
        if (command.getParseResult().hasMatchedOption("--verbose")) {
            e.printStackTrace(err);
        } else if (!known) {
            err.println("Add --verbose for the stack trace.");
        }
        return exitCode;
    }

    private static String message(Exception e) {
        return e instanceof InvalidPathException path
                ? Encoding.complaint(path.getInput()).orElse(path.getMessage())
                : e.getMessage();
    }

    private static int exitCode(Exception e) {
        if (e instanceof DataException) {
            return ExitCode.BAD_DATA;
        }
        if (e instanceof Backend.MissingException) {
            return ExitCode.NO_BACKEND;
        }
        boolean misplaced = e instanceof OutputException output && output.isMisplaced();
        return misplaced || e instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.FAILURE;
    }
}
