package dev.firstnetwork.wing.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is wrong with a notebook as it is committed, given what came of running it. */
final class NotebookCheck {

    /** A figure that the prose states, with two decimals or more: 0.85, 0.3001, 1.25. */
    private static final Pattern STATED = Pattern.compile("(?<![\\w.])\\d+\\.\\d{2,}(?![\\w.]*\\d)");

    /** LaTeX and code in the prose state nothing. */
    private static final Pattern NOT_PROSE = Pattern.compile("\\$\\$.*?\\$\\$|\\$[^$]*\\$|`[^`]*`", Pattern.DOTALL);

    private NotebookCheck() {}

    /**
     * One line for each problem: an error, anything on standard error, an output that differs from the committed one, and a
     * figure in the prose that neither an output nor the code shows.
     */
    static List<String> problems(Notebook committed, Notebook executed) throws IOException {
        List<String> problems = new ArrayList<>();
        List<ObjectNode> before = committed.cells("code");
        List<ObjectNode> after = executed.cells("code");
        if (before.size() != after.size()) {
            return List.of("found " + after.size() + " code cells in what was run, expected " + before.size());
        }
        for (int i = 0; i < before.size(); i++) {
            compare("code cell " + (i + 1), Output.of(before.get(i)), Output.of(after.get(i)), problems);
            if (before.get(i).get("execution_count").asInt() != i + 1) {
                problems.add("code cell " + (i + 1) + " was not committed as run from top to bottom");
            }
        }
        problems.addAll(unfounded(executed));
        return problems;
    }

    private static void compare(String cell, List<Output> committed, List<Output> executed, List<String> problems)
            throws IOException {
        for (Output output : executed) {
            if (output.isError() || output.kind().equals("stderr")) {
                problems.add(cell + ": " + output);
            }
        }
        if (committed.size() != executed.size()) {
            problems.add(cell + " is stale: it has " + executed.size() + " outputs, committed are " + committed.size()
                    + "; it gives\n" + executed);
            return;
        }
        for (int i = 0; i < committed.size(); i++) {
            if (!committed.get(i).sameAs(executed.get(i))) {
                problems.add(cell + " is stale: it gives\n" + executed.get(i) + "\ncommitted is\n" + committed.get(i));
            }
        }
    }

    /** The figures in the prose that stand in no output and no code, to the digits in which they are stated. */
    private static List<String> unfounded(Notebook notebook) {
        StringBuilder outputs = new StringBuilder();
        for (ObjectNode cell : notebook.cells("code")) {
            outputs.append(Notebook.text(cell.get("source"))).append('\n');
            Output.of(cell).stream()
                    .filter(output -> !output.kind().equals(Output.PNG))
                    .forEach(output -> outputs.append(output.content()).append('\n'));
        }
        List<String> shown =
                STATED.matcher(outputs).results().map(MatchResult::group).toList();
        List<String> problems = new ArrayList<>();
        for (ObjectNode cell : notebook.cells("markdown")) {
            String prose = NOT_PROSE.matcher(Notebook.text(cell.get("source"))).replaceAll("");
            STATED.matcher(prose)
                    .results()
                    .map(MatchResult::group)
                    .filter(stated -> shown.stream().noneMatch(figure -> isRounded(figure, stated)))
                    .forEach(stated ->
                            problems.add("the text says " + stated + ", which neither output nor code shows"));
        }
        return problems;
    }

    private static boolean isRounded(String figure, String stated) {
        BigDecimal exact = new BigDecimal(figure);
        BigDecimal rounded = new BigDecimal(stated);
        BigDecimal halfUnit = new BigDecimal("0.5").scaleByPowerOfTen(-rounded.scale());
        return exact.subtract(rounded).abs().compareTo(halfUnit) <= 0;
    }
}
