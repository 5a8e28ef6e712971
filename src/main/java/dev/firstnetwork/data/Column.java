package dev.firstnetwork.data;

import java.util.List;
import java.util.Set;

/**
 * A column as the network sees it.
 *
 * @param name its name in the header
 * @param categories the values that a categorical column may have, sorted; empty for a column of numbers
 */
public record Column(String name, List<String> categories) {

    public Column {
        categories = List.copyOf(categories);
        if (Set.copyOf(categories).size() < categories.size()) {
            throw new IllegalArgumentException("column '" + name + "' has a category twice");
        }
    }

    public boolean isNumeric() {
        return categories.isEmpty();
    }

    /** How many inputs of the network this column becomes: one, or one for each category. */
    int width() {
        return isNumeric() ? 1 : categories.size();
    }
}
