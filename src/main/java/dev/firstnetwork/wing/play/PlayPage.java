package dev.firstnetwork.wing.play;

import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The playground's page, which is made of {@code src/playground} when the program is packaged. */
final class PlayPage {

    /** Every page that is written has it near its beginning, and no other file is replaced by one. */
    private static final String MARK = "<!-- First Network: playground -->";

    private static final String FIRST_LINE = "<!doctype html>\n";

    /** What a page begins with; in it as it is made, nothing. */
    private static final String START = "<script type=\"application/json\" id=\"start\">";

    private static final String NOTHING = START + "{}</script>";

    private PlayPage() {}

    /** The page that was packaged as {@code name}; empty where the program has been compiled alone. */
    static Optional<String> packaged(String name) {
        try (InputStream page = PlayPage.class.getResourceAsStream(name)) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page that begins with {@code start}. */
    static String of(String packaged, Start start) {
        if (!packaged.startsWith(FIRST_LINE) || !packaged.contains(NOTHING)) {
            throw new IllegalStateException("the packaged page is not as it should be: it lacks " + NOTHING);
        }
        // JSON has < in strings alone, and may have it as a number too: so no text can end the script
        String json = Json.text(start).strip().replace("<", "\\u003c");
        String marked = FIRST_LINE + MARK + "\n" + packaged.substring(FIRST_LINE.length());
        return marked.replace(NOTHING, START + json + "</script>");
    }

    /** Whether a page may be written to {@code file}: see {@link Page#mayReplace}. */
    static boolean mayReplace(Path file) {
        return Page.mayReplace(file, MARK);
    }
}
