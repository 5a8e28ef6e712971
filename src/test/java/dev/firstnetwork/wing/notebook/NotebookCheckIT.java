package dev.firstnetwork.wing.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check that cannot fail proves nothing: notebooks that are broken on purpose. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class NotebookCheckIT {

    /** A picture of one pixel. */
    private static final Output PIXEL = new Output(
            Output.PNG,
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static JShellKernel kernel;

    @BeforeAll
    static void startShell() throws IOException {
        kernel = new JShellKernel(Notebook.FOLDER);
    }

    @AfterAll
    static void stopShell() {
        kernel.close();
    }

    private static Notebook notebook() {
        ObjectNode json = Notebook.JSON.createObjectNode();
        json.putArray("cells");
        return new Notebook(Notebook.FOLDER, json);
    }

    private static Notebook with(Notebook notebook, String type, String source, Output... outputs) {
        ObjectNode json = notebook.json().deepCopy();
        ObjectNode cell = json.withArray("cells").addObject();
        cell.put("cell_type", type).put("source", source);
        if (type.equals("code")) {
            cell.put("execution_count", 1);
            List.of(outputs).forEach(output -> cell.withArray("outputs").add(output.toJson()));
            cell.withArray("outputs");
        }
        return new Notebook(notebook.folder(), json);
    }

    private static List<String> problems(Notebook committed) throws IOException {
        return NotebookCheck.problems(committed, committed.executed(kernel));
    }

    private static List<String> problemsOf(String code, Output... committed) throws IOException {
        return problems(with(notebook(), "code", code, committed));
    }

    private static Output printed(String text) {
        return new Output(Output.STDOUT, text + "\n");
    }

    @Test
    void aGoodNotebookPasses() throws IOException {
        assertThat(problemsOf("System.out.println(6 * 7);", printed("42"))).isEmpty();
        assertThat(problemsOf("6 * 7", new Output(Output.VALUE, "42"))).isEmpty();
        assertThat(problemsOf("int k = 6 * 7;\nk = 43")).isEmpty();
        assertThat(problemsOf(
                        "display(new java.awt.image.BufferedImage(1, 1, java.awt.image.BufferedImage.TYPE_INT_RGB));",
                        PIXEL))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    int k = 1 / 0;                   | / by zero
                    int k = "text";                  | incompatible types
                    nothing.of(this);                | cannot find symbol
                    int f() { return later; }        | later
                    int k = (1 +                     | incomplete
                    %maven a:b:1                     | unresolved magic %maven
                    %%loadFromPOM                    | unresolved magic %%loadFromPOM
                    %jars nowhere/*.jar              | unresolved magic %jars
                    System.err.println("INFO read"); | stderr INFO read
                    """)
    void aCellThatFailsIsAProblem(String code, String problem) throws IOException {
        assertThat(problemsOf(code)).first().asString().containsIgnoringCase(problem);
    }

    @Test
    void afterAFailureNothingRuns() throws IOException {
        Notebook notebook = with(with(notebook(), "code", "int k = 1 / 0;"), "code", "System.out.println(1);");

        assertThat(notebook.executed(kernel).cells("code").get(1).get("outputs"))
                .isEmpty();
    }

    @Test
    void aStaleOutputIsAProblem() throws IOException {
        assertThat(problemsOf("System.out.println(42);", printed("41")))
                .first()
                .asString()
                .contains("stale", "stdout 42", "stdout 41");
        assertThat(problemsOf("System.out.println(42);")).first().asString().contains("stale");
        assertThat(problemsOf("int k = 42;", printed("42"))).first().asString().contains("stale");
        assertThat(problemsOf("display(\"<b>1</b>\", \"text/html\");", new Output(Output.HTML, "<b>2</b>")))
                .first()
                .asString()
                .contains("stale");
        assertThat(problemsOf(
                        "display(new java.awt.image.BufferedImage(2, 1, java.awt.image.BufferedImage.TYPE_INT_RGB));",
                        PIXEL))
                .first()
                .asString()
                .contains("stale");
    }

    @Test
    void cellsThatWereNotRunFromTopToBottomAreAProblem() throws IOException {
        Notebook twice = with(with(notebook(), "code", "int a = 1;"), "code", "int b = 2;");

        assertThat(problems(twice)).containsExactly("code cell 2 was not committed as run from top to bottom");
    }

    @Test
    void aFigureInTheTextMustStandInAnOutput() throws IOException {
        Notebook notebook = with(notebook(), "code", "System.out.println(0.4996);", printed("0.4996"));

        assertThat(problems(with(notebook, "markdown", "It is 0.50, or **0.4996**; `0.77` and $0.88$ are no claims.")))
                .isEmpty();
        assertThat(problems(with(notebook, "markdown", "It is 0.51.")))
                .containsExactly("the text says 0.51, which neither output nor code shows");
    }
}
