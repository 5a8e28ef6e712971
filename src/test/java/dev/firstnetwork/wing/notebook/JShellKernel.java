package dev.firstnetwork.wing.notebook;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Runs cells as IJava does, with JShell inside this process: the same language, the magic {@code %jars}, and {@code
 * display} for pictures and HTML. Every other magic is an error. While a cell runs, standard output and error are its own.
 */
final class JShellKernel implements NotebookKernel {

    private static final Pattern MAGIC = Pattern.compile("(?m)^\\s*%+(\\S*)[ \\t]*(.*)$");

    private final Path folder;
    private final JShell shell;

    /** @param folder where the notebook lies: relative paths begin there */
    JShellKernel(Path folder) throws IOException {
        this.folder = folder;
        this.shell = JShell.builder().executionEngine("local").build();
        // the notebook names the jars; JShell reads each that it is told of from end to end
        shell.addToClasspath(Path.of("target", "test-classes").toString());
        for (Output output : run("import static " + CellOutputs.class.getName() + ".display;")) {
            throw new IOException("JShell does not find this test's classes: " + output);
        }
    }

    @Override
    public List<Output> run(String code) throws IOException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(CellOutputs.stream(Output.STDOUT));
        System.setErr(CellOutputs.stream("stderr"));
        try {
            String java = withoutMagics(code);
            if (java != null) {
                evaluate(java);
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return CellOutputs.take();
    }

    /** {@code code} with its magics done and blanked out; null where one cannot be done. */
    private String withoutMagics(String code) throws IOException {
        Matcher matcher = MAGIC.matcher(code);
        for (MatchResult magic : matcher.results().toList()) {
            List<Path> jars =
                    magic.group(1).equals("jars") ? matching(magic.group(2).strip()) : List.of();
            if (jars.isEmpty()) {
                CellOutputs.add(new Output(Output.ERROR, "unresolved magic " + magic.group()));
                return null;
            }
            shell.addToClasspath(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        return matcher.replaceAll("");
    }

    /** The files that a path with a glob in its last part names. */
    private List<Path> matching(String glob) throws IOException {
        int slash = glob.lastIndexOf('/') + 1;
        Path parent = folder.resolve(glob.substring(0, slash)).normalize();
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent, glob.substring(slash))) {
                stream.forEach(files::add);
            }
        }
        return files;
    }

    private void evaluate(String java) {
        String rest = java;
        Object last = null;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!info.completeness().isComplete()) {
                CellOutputs.add(new Output(Output.ERROR, info.completeness() + ": " + rest.strip()));
                return;
            }
            last = null;
            for (SnippetEvent event : shell.eval(info.source())) {
                String problem = problem(event);
                if (problem != null) {
                    CellOutputs.add(new Output(Output.ERROR, problem));
                    return;
                }
                last = value(event);
            }
            rest = info.remaining();
        }
        if (last != null) {
            CellOutputs.add(new Output(Output.VALUE, last.toString()));
        }
    }

    /** What a snippet leaves to be shown if it is the last one: the value of an expression that is no assignment. */
    private static String value(SnippetEvent event) {
        return switch (event.snippet().subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND ->
                event.value() == null || event.value().equals("null") ? null : event.value();
            default -> null;
        };
    }

    /** Why a snippet did not do what it says, or null. */
    private String problem(SnippetEvent event) {
        if (event.exception() != null) {
            return event.exception().toString() + " " + event.exception().getMessage();
        }
        if (event.status() == Snippet.Status.VALID || event.causeSnippet() != null) {
            return null;
        }
        String diagnostics = shell.diagnostics(event.snippet())
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .collect(Collectors.joining("; "));
        String missing = event.snippet() instanceof DeclarationSnippet declaration
                ? shell.unresolvedDependencies(declaration).collect(Collectors.joining("; "))
                : "";
        return event.status().name().toLowerCase(Locale.ROOT) + ": " + diagnostics + missing + " in "
                + event.snippet().source().strip();
    }

    @Override
    public void close() {
        shell.close();
    }
}
