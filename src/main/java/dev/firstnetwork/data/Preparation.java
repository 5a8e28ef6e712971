package dev.firstnetwork.data;

import dev.firstnetwork.math.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the rows of a table become the inputs and labels of a network: which columns are features, which values a categorical
 * one may have (each becomes one input, 0 or 1), what the classes are called, and the standardiser fitted on the training
 * rows. It is learned once and saved with the model, so that {@code predict} does exactly the same.
 *
 * @param features the feature columns in the order of the training table
 * @param label the label column; its categories are the classes, the last of two being the positive one; a column of
 *     numbers is a regression's
 * @param missing what becomes of missing values
 * @param dialect how the training table's text was a table
 * @param standardiser for the inputs; null until it has been fitted
 * @param labelStandardiser for the numbers that a regression predicts, so that no learning rate depends on their unit;
 *     without columns where classes are predicted
 */
public record Preparation(
        List<Column> features,
        Column label,
        Missing missing,
        Dialect dialect,
        Standardiser standardiser,
        Standardiser labelStandardiser)
        implements Serializable {

    /** What becomes of missing values: of blank cells, and in numbers and labels of the dialect's markers. */
    public enum Missing {
        ERROR,
        /** They count as the mean of the training rows; for a categorical column, of each of its 0/1 inputs. */
        MEAN,
        /** Their rows are left out. */
        DROP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Preparation {
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a network needs one feature column or more");
        }
        if (label.categories().size() == 1) {
            throw new IllegalArgumentException("the label '" + label.name() + "' needs two classes or more");
        }
        Set<String> names = new HashSet<>(Set.of(label.name()));
        for (Column feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("two columns are named '" + feature.name() + "'");
            }
        }
    }

    /** This preparation with its standardisers fitted on {@code train}, rows that {@link #read} gave. */
    Preparation fitted(Samples train) {
        return fitted(Standardiser.fit(train.x()), isRegression() ? Standardiser.fit(train.y()) : Standardiser.NONE);
    }

    /** This preparation with standardisers fitted elsewhere, on inputs and on the numbers that a regression predicts. */
    public Preparation fitted(Standardiser inputs, Standardiser labels) {
        return new Preparation(features, label, missing, dialect, inputs, labels);
    }

    /**
     * Standardises inputs, and labels where they are numbers, in place.
     *
     * @param samples rows that {@link #read} gave, which nobody else needs as they are
     * @return the same rows
     */
    public Samples standardise(Samples samples) {
        standardiser.applyInPlace(samples.x());
        if (isRegression()) {
            labelStandardiser.applyInPlace(samples.y());
        }
        return samples;
    }

    /** Whether a number is predicted, and not a class. */
    public boolean isRegression() {
        return label.isNumeric();
    }

    /** The class names in the order of the outputs; none for a regression. */
    public List<String> classes() {
        return label.categories();
    }

    public int inputs() {
        return features.stream().mapToInt(Column::width).sum();
    }

    /** How many outputs the network has: one for two classes and for a number, else one a class. */
    public int outputs() {
        return classes().size() <= 2 ? 1 : classes().size();
    }

    /** The names of the inputs: a numeric column's own, {@code column=category} for each category. */
    public List<String> inputNames() {
        List<String> names = new ArrayList<>();
        for (Column column : features) {
            if (column.isNumeric()) {
                names.add(column.name());
            }
            column.categories().forEach(category -> names.add(column.name() + "=" + category));
        }
        return names;
    }

    /**
     * The rows of a table, read one at a time.
     *
     * @param labelled whether the label column is read too; it need not be there otherwise
     * @throws DataException if the table lacks a column that is needed
     */
    public Rows rows(TableSource source, boolean labelled) {
        return new Rows(this, source, labelled);
    }

    /**
     * What a column says in each row that {@link #read} takes, whether or not it is a feature.
     *
     * @throws DataException if the table has no such column
     */
    public List<String> column(TableSource source, String name) {
        source.requireColumn(name, " to group by");
        int position = source.columns().indexOf(name);
        List<String> values = new ArrayList<>();
        double[] x = new double[inputs()];
        try (Rows rows = rows(source, true)) {
            while (rows.next(x, 0)) {
                values.add(rows.cells().text(position));
            }
        }
        return values;
    }

    /** All rows of a table with their labels, not standardised. */
    public Samples read(TableSource source) {
        return read(source, true);
    }

    /**
     * All rows of a table, not standardised.
     *
     * @param labelled whether the label column is read too; otherwise {@code Y} has no columns
     */
    public Samples read(TableSource source, boolean labelled) {
        int inputs = inputs();
        double[] x = new double[1024 * inputs];
        double[] labels = new double[1024];
        int n = 0;
        try (Rows rows = rows(source, labelled)) {
            while (rows.next(x, n * inputs)) {
                labels[n++] = rows.label();
                if (n == labels.length) {
                    x = Arrays.copyOf(x, Math.multiplyExact(x.length, 2));
                    labels = Arrays.copyOf(labels, n * 2);
                }
            }
        }
        if (n == 0) {
            throw new DataException(source.name() + " has a header but no rows");
        }
        Matrix y = labelled ? y(Arrays.copyOf(labels, n)) : Matrix.zeros(n, 0);
        return new Samples(Matrix.of(n, inputs, Arrays.copyOf(x, n * inputs)), y);
    }

    /**
     * {@code Y [n, outputs]}: the label itself for two classes and for numbers, one-hot for more.
     *
     * @param labels the index of each row's class, or its number, {@code [n]}
     */
    public Matrix y(double... labels) {
        if (outputs() == 1) {
            return Matrix.of(labels.length, 1, labels);
        }
        Matrix y = Matrix.zeros(labels.length, outputs());
        for (int i = 0; i < labels.length; i++) {
            y.set(i, (int) labels[i], 1);
        }
        return y;
    }
}
