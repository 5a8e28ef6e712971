package dev.firstnetwork.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person says about the columns of a table; the rest is found out from their values.
 *
 * @param label the column to be predicted
 * @param categorical columns whose values are categories even if they look like numbers
 * @param ignored columns that are left out
 * @param positive the label of the positive class, of two
 * @param missing what becomes of missing values
 * @param task whether the label is a class or a number
 */
public record ColumnRoles(
        String label,
        List<String> categorical,
        List<String> ignored,
        Optional<String> positive,
        Missing missing,
        Task task) {

    /** What is predicted. */
    public enum Task {
        /** One of a few classes. */
        CLASSIFICATION,
        /** A number. */
        REGRESSION;

        /** The name as it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of missing values: of blank cells, and of {@code ?} and {@code NA} in a column of numbers. */
    public enum Missing {
        /** They are errors. */
        ERROR,
        /** They count as the mean of the training rows; for a categorical column, of each of its 0/1 inputs. */
        MEAN,
        /** Their rows are left out. */
        DROP;

        /** The name as it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ColumnRoles {
        categorical = List.copyOf(categorical);
        ignored = List.copyOf(ignored);
    }

    /** Only the label is given, and holds classes; missing values are errors. */
    public static ColumnRoles label(String label) {
        return new ColumnRoles(label, List.of(), List.of(), Optional.empty(), Missing.ERROR, Task.CLASSIFICATION);
    }
}
