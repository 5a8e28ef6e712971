package dev.firstnetwork.data;

import dev.firstnetwork.math.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.records.Record;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;

/**
 * How the rows of a table become the inputs and labels of a network: which columns are features, which values a categorical
 * one may have (each becomes one input, 0 or 1), what the classes are called, and the standardiser fitted on the training
 * rows. It is learned once and saved with the model, so that {@code predict} does exactly the same.
 *
 * @param features the feature columns in the order of the training table
 * @param label the label column; its categories are the classes, the last of two being the positive one
 * @param standardiser for the inputs; null until it has been fitted
 */
public record Preparation(List<Column> features, Column label, Standardiser standardiser) {

    public Preparation {
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a network needs one feature column or more");
        }
    }

    /**
     * Learns the columns and classes of a table in one pass over its rows.
     *
     * @param labelName the label column
     * @throws DataException if the table does not have that column, has no rows or less than two classes, or a cell cannot
     *     be used
     */
    public static Preparation learn(TableSource source, String labelName) {
        int label = source.columns().indexOf(labelName);
        if (label < 0) {
            throw new DataException(source.name() + " has no column '" + labelName
                    + "' to use as label: its columns are " + String.join(", ", source.columns()));
        }
        if (source.columns().size() < 2) {
            throw new DataException(source.name() + " has no column beside the label '" + labelName
                    + "': expected one feature or more");
        }
        List<ColumnLearner> learners = new ArrayList<>();
        for (String column : source.columns()) {
            learners.add(new ColumnLearner(source, column, column.equals(labelName)));
        }
        boolean empty = true;
        try (RecordReader reader = source.open()) {
            while (reader.hasNext()) {
                Record record = reader.nextRecord();
                empty = false;
                for (int j = 0; j < learners.size(); j++) {
                    learners.get(j).add(record.getRecord().get(j).toString(), record);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (empty) {
            throw new DataException(source.name() + " has a header but no rows");
        }
        Column labelColumn = learners.remove(label).column();
        if (labelColumn.categories().size() < 2) {
            throw new DataException(source.name() + ", column '" + labelName + "': every row has the label '"
                    + labelColumn.categories().get(0) + "', expected two classes or more");
        }
        return new Preparation(learners.stream().map(ColumnLearner::column).toList(), labelColumn, null);
    }

    /** This preparation with a standardiser for its {@link #inputs} columns. */
    public Preparation with(Standardiser fitted) {
        return new Preparation(features, label, fitted);
    }

    /** The class names in the order of the outputs. */
    public List<String> classes() {
        return label.categories();
    }

    /** How many inputs the network has. */
    public int inputs() {
        return features.stream().mapToInt(Column::width).sum();
    }

    /** How many outputs the network has: one for two classes, else one a class. */
    public int outputs() {
        return classes().size() == 2 ? 1 : classes().size();
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

    /** All rows of a table with their labels, not standardised. */
    public Samples read(TableSource source) {
        int inputs = inputs();
        double[] x = new double[1024 * inputs];
        int[] classes = new int[1024];
        int n = 0;
        try (Rows rows = rows(source, true)) {
            while (rows.hasNext()) {
                Rows.Row row = rows.next();
                if (n == classes.length) {
                    x = Arrays.copyOf(x, Math.multiplyExact(x.length, 2));
                    classes = Arrays.copyOf(classes, n * 2);
                }
                System.arraycopy(row.x(), 0, x, n * inputs, inputs);
                classes[n++] = row.label();
            }
        }
        if (n == 0) {
            throw new DataException(source.name() + " has a header but no rows");
        }
        return new Samples(Matrix.of(n, inputs, Arrays.copyOf(x, n * inputs)), labels(classes, n));
    }

    /** {@code Y [n, outputs]}: the class itself for two classes, one-hot for more. */
    private Matrix labels(int[] classes, int n) {
        Matrix y = Matrix.zeros(n, outputs());
        for (int i = 0; i < n; i++) {
            if (outputs() == 1) {
                y.set(i, 0, classes[i]);
            } else {
                y.set(i, classes[i], 1);
            }
        }
        return y;
    }

    /** DataVec's transform from the features, and the label where there is one, to numbers: one-hot and class index. */
    TransformProcess transform(boolean labelled) {
        Schema.Builder schema = new Schema.Builder();
        for (Column column : features) {
            addTo(schema, column);
        }
        if (labelled) {
            addTo(schema, label);
        }
        TransformProcess.Builder transform = new TransformProcess.Builder(schema.build());
        for (Column column : features) {
            if (!column.isNumeric()) {
                transform.categoricalToOneHot(column.name());
            }
        }
        if (labelled) {
            transform.categoricalToInteger(label.name());
        }
        return transform.build();
    }

    private static void addTo(Schema.Builder schema, Column column) {
        if (column.isNumeric()) {
            schema.addColumnDouble(column.name());
        } else {
            schema.addColumnCategorical(column.name(), column.categories());
        }
    }
}
