package dev.firstnetwork.wing.notebook;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A Jupyter notebook, nbformat 4.
 *
 * @param folder where it lies, which is its kernel's working directory
 * @param json the file
 */
record Notebook(Path folder, ObjectNode json) {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The notebooks of this project. */
    static final Path FOLDER = Path.of("notebooks").toAbsolutePath();

    static Notebook read(Path file) throws IOException {
        return new Notebook(file.toAbsolutePath().getParent(), (ObjectNode) JSON.readTree(Files.readString(file)));
    }

    /** The files of {@code folder} that are notebooks, in the order of their names. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    List<ObjectNode> cells(String type) {
        return StreamSupport.stream(json.get("cells").spliterator(), false)
                .filter(cell -> cell.get("cell_type").asText().equals(type))
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** The text of a field, which Jupyter may keep as a list of lines. */
    static String text(JsonNode field) {
        return field.isArray()
                ? StreamSupport.stream(field.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining())
                : field.asText();
    }

    /** This notebook with the outputs that {@code kernel} gives, cell by cell; after an error no cell is run. */
    Notebook executed(NotebookKernel kernel) throws IOException {
        Notebook result = new Notebook(folder, json.deepCopy());
        int count = 0;
        boolean failed = false;
        for (ObjectNode cell : result.cells("code")) {
            List<Output> outputs = failed ? List.of() : kernel.run(text(cell.get("source")));
            failed |= outputs.stream().anyMatch(Output::isError);
            cell.put("execution_count", ++count);
            cell.putArray("outputs").addAll(outputs.stream().map(Output::toJson).toList());
        }
        return result;
    }

    /** Writes it as Jupyter does, indented by one blank. */
    void write(Path file) throws IOException {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        DefaultIndenter lines = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        Files.writeString(file, JSON.writer(printer).writeValueAsString(json) + "\n");
    }
}
