package dev.firstnetwork.wing.tune;

import static dev.firstnetwork.backprop.LearningRule.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * A search space as JSON: for each varied option its values, {@code "activation": ["relu", "tanh"]}, or a range,
 * {@code "learningRate": {"from": 0.001, "to": 0.1, "scale": "log", "points": 3}}. It is written as JSON again where the
 * configuration of a search is kept, so that a search can be repeated when the file has changed.
 *
 * @param name what to call it in messages
 */
record SpaceFile(String name, JsonNode json) {

    /** What matters most for a table of a few hundred rows. */
    static final String USUAL = """
        {"hidden":[8,32,[64,32]],"activation":["relu","tanh"],"updater":["sgd","adam"],\
        "learningRate":{"from":0.001,"to":0.3,"scale":"log","points":4},"batch":[8,32,128],\
        "l2":{"from":0.00001,"to":0.1,"scale":"log","points":3},"dropout":[0,0.2,0.5]}\
        """;

    private static final Set<String> RANGE = Set.of("from", "to", "scale", "integer", "points");

    /** Reads a space from a file, or from the text itself where it begins with a brace. */
    static final class Converter implements ITypeConverter<SpaceFile> {

        @Override
        public SpaceFile convert(String value) {
            String name = value.startsWith("{") ? "the space" : value;
            try {
                JsonNode json = value.startsWith("{")
                        ? Json.parse(name, value.getBytes(StandardCharsets.UTF_8))
                        : Json.read(Path.of(value));
                if (!json.isObject()) {
                    throw new TypeConversionException(name
                            + ": expected a JSON object with options, such as {\"activation\": [\"relu\", \"tanh\"]}");
                }
                return new SpaceFile(name, json);
            } catch (DataException | IOException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * @param known the options that can be varied, by their names in camel case
     * @throws IllegalArgumentException if there is another option in it, or what is said of one is not understood
     */
    SearchSpace space(Map<String, OptionSpec> known) {
        try {
            List<SearchSpace.Dimension> dimensions = new ArrayList<>();
            for (var entry : json.properties()) {
                requireKnown("'" + entry.getKey() + "' is no option to vary", entry.getKey(), known.keySet());
                dimensions.add(dimension(entry.getKey(), entry.getValue(), known.get(entry.getKey())));
            }
            return new SearchSpace(dimensions);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static SearchSpace.Dimension dimension(String name, JsonNode json, OptionSpec option) {
        if (json.isArray()) {
            return new SearchSpace.Choice(
                    name, json.valueStream().map(SpaceFile::text).toList());
        }
        boolean range = json.isObject() && json.has("from") && json.has("to");
        require(range, name + " is " + json + ": expected a list of values, or {\"from\": 1, \"to\": 2}");
        for (var entry : json.properties()) {
            requireKnown(name + " has '" + entry.getKey() + "'", entry.getKey(), RANGE);
        }
        String scale = json.path("scale").asText("linear");
        boolean known = scale.equals("log") || scale.equals("linear");
        require(known, name + " has the scale '" + scale + "': expected log or linear");
        // an option that takes numbers with a point is a double; all others want whole numbers
        boolean real = option.type() == double.class || option.type() == Double.class;
        return new SearchSpace.Range(
                name,
                number(name, json, "from"),
                number(name, json, "to"),
                scale.equals("log"),
                json.path("integer").asBoolean(!real),
                json.has("points") ? (int) number(name, json, "points") : 0);
    }

    private static void requireKnown(String found, String key, Set<String> known) {
        require(known.contains(key), found + ": expected some of " + String.join(", ", new TreeSet<>(known)));
    }

    /** A value as it would stand on the command line. */
    private static String text(JsonNode value) {
        return value.isFloatingPointNumber() ? SearchSpace.text(value.doubleValue()) : ConfigFile.text(value);
    }

    private static double number(String name, JsonNode json, String key) {
        JsonNode value = json.get(key);
        require(value.isNumber(), name + " has \"" + key + "\": " + value + ": expected a number");
        return value.asDouble();
    }

    /** The JSON in one line, which {@link Converter} reads. */
    @Override
    public String toString() {
        return json.toString();
    }
}
