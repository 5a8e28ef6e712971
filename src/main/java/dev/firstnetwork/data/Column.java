package dev.firstnetwork.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A column as the network sees it.
 *
 * @param name its name in the header
 * @param categories the values that a categorical column may have, sorted; empty for a column of numbers
 */
public record Column(String name, List<String> categories) implements Serializable {

    public Column {
        categories = List.copyOf(categories);
        if (Set.copyOf(categories).size() < categories.size()) {
            throw new IllegalArgumentException("column '" + name + "' has a category twice");
        }
    }

    /** The place of each category in the list; blanks around it do not count. */
    Map<String, Integer> indices() {
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < categories.size(); i++) {
            indices.putIfAbsent(categories.get(i).strip(), i);
        }
        return indices;
    }

    /** The same by number, where each category is one; else none. */
    Map<Double, Integer> numbers(Numbers numbers) {
        Map<Double, Integer> indices = new HashMap<>();
        for (int i = 0; i < categories.size(); i++) {
            indices.putIfAbsent(numbers.parse(categories.get(i).strip()), i);
        }
        return indices.containsKey(Double.NaN) ? Map.of() : indices;
    }

    public boolean isNumeric() {
        return categories.isEmpty();
    }

    /**
     * Writes what a network takes for a value: the number, or 1 for its category and 0 for the others.
     *
     * @param value a number, or the index of a category; NaN where it is missing, and so is each input then
     */
    public void write(double value, double[] inputs, int offset) {
        if (isNumeric()) {
            inputs[offset] = value;
            return;
        }
        Arrays.fill(inputs, offset, offset + width(), Double.isNaN(value) ? value : 0);
        if (!Double.isNaN(value)) {
            inputs[offset + (int) value] = 1;
        }
    }

    /** How many inputs of the network this column becomes: one, or one for each category. */
    public int width() {
        return isNumeric() ? 1 : categories.size();
    }
}
