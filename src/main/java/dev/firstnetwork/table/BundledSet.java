package dev.firstnetwork.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Data sets that come with the program; DATA.md beside them holds their attributions. */
public enum BundledSet {
    BREAST_CANCER("diagnosis", "malignant", "569 rows, 30 measurements of cells; Wolberg et al., UCI 1995, CC BY 4.0"),
    GERMAN_CREDIT("class", "bad", "1000 rows, 7 numbers and 13 categories; Hofmann, UCI 1994, CC BY 4.0"),
    DIGITS("digit", null, "1797 rows, 8 x 8 pixels, ten classes; Alpaydin, Kaynak, UCI 1998, CC BY 4.0");

    private final String label;
    private final String positive;
    private final String description;

    BundledSet(String label, String positive, String description) {
        this.label = label;
        this.positive = positive;
        this.description = description;
    }

    /** The set called {@code name}, if there is one. */
    public static Optional<BundledSet> named(String name) {
        return Arrays.stream(values())
                .filter(set -> set.toString().equals(name))
                .findFirst();
    }

    public String label() {
        return label;
    }

    /** The label of the positive class, where there are two. */
    public Optional<String> positive() {
        return Optional.ofNullable(positive);
    }

    /** What it holds and where it is from, in a line. */
    public String description() {
        return description;
    }

    public CsvFile table() {
        return CsvFile.resource(toString());
    }

    /** The name as it is written on the command line: {@code breast-cancer}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
