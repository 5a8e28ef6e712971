package dev.firstnetwork.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An HTML page from a Mustache template and what goes into it: maps, lists, and text, which Mustache escapes. A list of
 * none or one stands for what may be missing. All templates are beside this class, and so is their style sheet.
 */
public final class Page {

    private Page() {}

    /**
     * Fills a template.
     *
     * @param template its file name; it may take in another by <code>{{&gt;name}}</code>
     */
    public static String of(String template, Map<String, Object> model) {
        // a name that the template has and the model has not is an error, for a section as for a value
        Mustache.Compiler compiler = Mustache.compiler().strictSections(true).withLoader(Page::open);
        try (Reader reader = open(template)) {
            return compiler.compile(reader).execute(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A page that is a title above sections, in UTF-8.
     *
     * @param about a word or two for what it is about, above the title
     * @param sections in HTML
     */
    public static byte[] ofSections(String title, String about, String sections) {
        return of("sections.html", Map.of("title", title, "about", about, "sections", sections))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether a page may be written to {@code file} without loss: nothing is there, or a page of the same kind, or what is no
     * ordinary file. A folder is left to whoever opens it.
     *
     * @param mark what pages of this kind have near their beginning, and no other file
     */
    public static boolean mayReplace(Path file, String mark) {
        if (!Files.isRegularFile(file)) {
            return true;
        }
        // one byte is one character, so that any file can be looked at
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            char[] start = new char[200];
            int length = reader.read(start);
            return length <= 0 || new String(start, 0, length).contains(mark);
        } catch (IOException e) {
            throw new OutputException(file, e);
        }
    }

    /** A section of a page under a heading; both are HTML. */
    public static String section(String heading, String html) {
        return "<section>\n<h2>" + heading + "</h2>\n" + html + "</section>\n\n";
    }

    private static Reader open(String name) {
        return new InputStreamReader(Page.class.getResourceAsStream(name), StandardCharsets.UTF_8);
    }

    /**
     * A picture that is in the page itself.
     *
     * @param png the picture, or null for none
     */
    public static List<Map<String, Object>> picture(byte[] png) {
        if (png == null) {
            return List.of();
        }
        // where a PNG has its width and height
        ByteBuffer header = ByteBuffer.wrap(png, 16, 8);
        return List.of(Map.of(
                "width", header.getInt() / Plots.SCALE,
                "height", header.getInt() / Plots.SCALE,
                "base64", Base64.getEncoder().encodeToString(png)));
    }

    /**
     * A picture with what it shows, in HTML; nothing without the picture.
     *
     * @param png null for none
     * @param alt what there is to be seen, for who cannot see it; it is escaped
     * @param caption in HTML
     */
    public static String figure(byte[] png, String alt, String caption) {
        return picture(png).stream()
                .map(picture -> """
                        <figure>
                        <img alt="%s" width="%s" height="%s" src="data:image/png;base64,%s">
                        <figcaption>%s</figcaption>
                        </figure>
                        """.formatted(
                        escape(alt), picture.get("width"), picture.get("height"), picture.get("base64"), caption))
                .collect(Collectors.joining());
    }

    /** A table that scrolls in a box of its own; {@code kind} is the style's name of its kind, or empty. */
    public static String box(String label, Table table, String kind) {
        return """
                <div class="box" tabindex="0" role="region" aria-label="%s">
                %s
                </div>
                """.formatted(escape(label), table.html(kind));
    }

    /** {@code text} as it has to stand in HTML. */
    public static String escape(String text) {
        return Escapers.HTML.escape(text);
    }
}
