package dev.firstnetwork.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a person should know of how the table was read.
 *
 * @param notes a line each
 */
public record NotesSection(List<String> notes) implements Section {

    @Override
    public Map<String, Object> json() {
        return Map.of("notes", notes);
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        return notes.isEmpty()
                ? ""
                : Page.section("How the table was read", """
                <ul>
                %s</ul>
                """.formatted(notes.stream()
                        .map(note -> "<li>" + Page.escape(note) + "</li>\n")
                        .collect(Collectors.joining())));
    }
}
