package dev.firstnetwork.wing.play;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a page begins with, as its JSON has it.
 *
 * @param recipe what its controls are set to
 * @param data the rows, where they are not the page's own to make
 * @param parameters tensor by tensor, where they are not new ones
 */
record Start(Map<String, Object> recipe, Optional<Map<String, Object>> data, Optional<List<double[]>> parameters) {

    /** What a page can show and still answer at once. */
    private static final int MOST_ROWS = 5000;

    private static final int MOST_INPUTS = 64;
    private static final int MOST_CLASSES = 10;
    private static final int MOST_LAYERS = 6;
    private static final int MOST_UNITS = 32;

    /** Options that are numbers in the recipe, called as in a configuration. */
    private static final List<String> NUMBERS = List.of(
            "samples",
            "noise",
            "dataSeed",
            "testSize",
            "splitSeed",
            "shuffleSeed",
            "learningRate",
            "l1",
            "l2",
            "dropout",
            "dropoutSeed",
            "seed");

    private static final List<String> NAMES = List.of("activation", "updater");

    /** Options that say what the table is, or how long to train, which whoever has the page decides. */
    private static final Set<String> ELSEWHERE = Set.of(
            "data",
            "label",
            "positive",
            "categorical",
            "ignore",
            "missing",
            "separator",
            "decimal",
            "thousands",
            "quote",
            "comment",
            "noHeader",
            "missingMarkers",
            "hidden",
            "batch",
            "epochs",
            "preset",
            "model",
            "out",
            "noOpen");

    /**
     * The recipe of a configuration.
     *
     * @param options by their names in a configuration file
     */
    static Map<String, Object> recipe(Map<String, Object> options) {
        Map<String, Object> recipe = new LinkedHashMap<>();
        NUMBERS.forEach(name -> recipe.put(name, options.get(name)));
        NAMES.forEach(name -> recipe.put(name, options.get(name)));
        String batch = options.get("batch").toString();
        recipe.put("batch", batch.equals("full") ? 0 : Integer.valueOf(batch));
        recipe.put("hidden", hidden(options.get("hidden").toString()));
        return recipe;
    }

    private static List<Integer> hidden(String widths) {
        List<Integer> hidden = widths.equals("none")
                ? List.of()
                : List.of(widths.split(",", -1)).stream().map(Integer::valueOf).toList();
        if (hidden.size() > MOST_LAYERS || hidden.stream().anyMatch(width -> width > MOST_UNITS)) {
            throw new IllegalArgumentException("the playground draws " + MOST_LAYERS + " hidden layers of " + MOST_UNITS
                    + " units at most, found " + widths + ": give a smaller network with --hidden");
        }
        return hidden;
    }

    /** The options that are not as usual, and that a page has no control for, as on the command line. */
    static List<String> leftOut(Map<String, Object> options, Map<String, Object> usual) {
        return options.entrySet().stream()
                .filter(option -> !NUMBERS.contains(option.getKey())
                        && !NAMES.contains(option.getKey())
                        && !ELSEWHERE.contains(option.getKey()))
                .filter(option -> !String.valueOf(option.getValue()).equals(String.valueOf(usual.get(option.getKey()))))
                .map(option -> option.getKey() + " " + option.getValue())
                .toList();
    }

    /** The rows of a table, in its own units. */
    static Map<String, Object> data(String name, SplitData data) {
        List<String> classes = data.preparation().classes();
        if (data.preparation().isRegression()) {
            throw new DataException(
                    name + ": the playground tells classes apart, and --task regression predicts numbers");
        }
        requireAtMost(MOST_ROWS, data.all().rows(), "rows", name, "take fewer of them");
        requireAtMost(MOST_INPUTS, data.preparation().inputs(), "inputs", name, "leave columns out with --ignore");
        requireAtMost(MOST_CLASSES, classes.size(), "classes", name, "choose another --label");
        for (double value : data.all().x().values()) {
            if (Double.isNaN(value)) {
                throw new DataException(
                        name + ": the playground has no missing values: drop their rows, with --missing drop");
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("columns", data.preparation().inputNames());
        json.put("classes", classes);
        json.put("x", data.all().x().values());
        json.put("y", Samples.classes(data.all().y()));
        return json;
    }

    private static void requireAtMost(int most, int found, String what, String name, String remedy) {
        if (found > most) {
            throw new DataException(name + ": found " + found + " " + what + ", and the playground holds " + most
                    + " at most: " + remedy);
        }
    }
}
