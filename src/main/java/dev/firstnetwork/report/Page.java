package dev.firstnetwork.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An HTML page from a Mustache template and what goes into it: maps, lists, and text, which Mustache escapes. A list of
 * none or one stands for what may be missing. All templates are beside this class, and so is their style sheet.
 */
final class Page {

    private Page() {}

    /**
     * Fills a template.
     *
     * @param template its file name; it may take in another by <code>{{&gt;name}}</code>
     */
    static String of(String template, Map<String, Object> model) {
        // a name that the template has and the model has not is an error, for a section as for a value
        Mustache.Compiler compiler = Mustache.compiler().strictSections(true).withLoader(Page::open);
        try (Reader reader = open(template)) {
            return compiler.compile(reader).execute(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String name) {
        return new InputStreamReader(Page.class.getResourceAsStream(name), StandardCharsets.UTF_8);
    }

    /**
     * A picture that is in the page itself.
     *
     * @param png the picture, or null for none
     */
    static List<Map<String, Object>> picture(byte[] png) {
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
}
