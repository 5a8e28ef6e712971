package dev.firstnetwork.table;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.TableSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.datavec.api.records.Record;

/**
 * Finds out from a column's values what it is: numeric if each value is a number, categorical if none is. A column with
 * both is an error at the first value of the rarer kind, because one typing mistake must not turn numbers into categories.
 */
public final class ColumnLearner {

    /** More distinct texts than this are names or keys and not categories. */
    private static final int MOST_CATEGORIES = 1000;

    private static final int MOST_CLASSES = 100;

    private final TableSource source;
    private final String name;
    private final ColumnRoles roles;
    private final Set<String> distinct = new HashSet<>();
    private long numbers;
    private long texts;
    private String firstNumber;
    private String firstText;
    private String firstPlaceholder;

    public ColumnLearner(TableSource source, String name, ColumnRoles roles) {
        this.source = source;
        this.name = name;
        this.roles = roles;
    }

    public String name() {
        return name;
    }

    /** Takes the column's next value in. */
    public void add(String value, Record record) {
        if (value.isBlank()) {
            boolean labelToFill = isLabel() && roles.missing() == Preparation.Missing.MEAN;
            if (labelToFill || roles.missing() == Preparation.Missing.ERROR) {
                throw new DataException(place(record) + ": found nothing, expected a value" + advice());
            }
        } else if (isClass()) {
            addCategory(value, record, MOST_CLASSES, "is this a number to predict? Then add --task regression");
        } else if (!roles.categorical().contains(name) && Numbers.isNumber(value)) {
            numbers++;
            firstNumber = firstNumber == null ? describe(value, record) : firstNumber;
        } else {
            if (Numbers.isMissing(value)) {
                firstPlaceholder = firstPlaceholder == null ? describe(value, record) : firstPlaceholder;
            } else {
                texts++;
                firstText = firstText == null ? describe(value, record) : firstText;
            }
            addCategory(value, record, MOST_CATEGORIES, "is this a name or a key? Leave the column out");
        }
    }

    private boolean isLabel() {
        return name.equals(roles.label());
    }

    private boolean isClass() {
        return isLabel() && roles.task() == ColumnRoles.Task.CLASSIFICATION;
    }

    private String advice() {
        return isLabel() ? "" : "; for missing values there is --missing mean or drop";
    }

    private void addCategory(String value, Record record, int most, String advice) {
        if (distinct.add(value) && distinct.size() > most) {
            throw new DataException(place(record) + ": found more than " + most + " different values; " + advice);
        }
    }

    private String place(Record record) {
        return source.place(record) + ", column '" + name + "'";
    }

    private String describe(String value, Record record) {
        return place(record) + ": found '" + value + "'";
    }

    /** The column as its values so far show it. */
    public Column column() {
        if (isClass() || roles.categorical().contains(name)) {
            return new Column(name, sorted());
        }
        if (isLabel() && texts > 0) {
            throw new DataException(firstText + ", expected a number, as --task regression predicts numbers");
        }
        if (numbers > 0 && texts > 0) {
            String found = numbers >= texts ? firstText + ", expected a number" : firstNumber + ", expected text";
            throw new DataException(found + " as in the other rows; or name the column in --categorical");
        }
        if (numbers > 0 && firstPlaceholder != null && roles.missing() == Preparation.Missing.ERROR) {
            throw new DataException(firstPlaceholder + ", expected a number" + advice());
        }
        return new Column(name, numbers == 0 ? sorted() : List.of());
    }

    /** By value if all are numbers, so that 10 comes after 9; else by character. */
    private List<String> sorted() {
        List<String> values = new ArrayList<>(distinct);
        values.sort(Comparator.naturalOrder());
        if (values.stream().allMatch(Numbers::isNumber)) {
            values.sort(Comparator.comparingDouble(Double::parseDouble));
        }
        return values;
    }
}
