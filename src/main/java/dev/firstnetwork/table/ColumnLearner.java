package dev.firstnetwork.table;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.TableSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds out from a column's values what it is: numeric if each value is a number, categorical if none is. A column with both
 * is an error at the first value of the rarer kind, because one typing mistake must not turn numbers into categories; so is
 * a column of texts that nearly all differ, because a row's own text teaches nothing about others.
 */
final class ColumnLearner {

    /** More different texts than this are names or keys and not categories. */
    private static final int MOST_CATEGORIES = 10_000;

    /** From so many rows on, texts that nearly all differ are told from categories. */
    private static final int ENOUGH_ROWS = 10;

    private final TableSource source;
    private final String name;
    private final ColumnRoles roles;
    private final Set<String> markers;
    private final ColumnSummary seen;
    private final List<String> notes = new ArrayList<>();
    private boolean constant;
    private Column column;
    private int[] categories;

    /** @param source the table, whose rows are not read */
    ColumnLearner(TableSource source, ColumnRoles roles, ColumnSummary seen) {
        this.source = source;
        this.name = seen.name();
        this.roles = roles;
        this.markers = new HashSet<>(source.dialect().missing());
        this.seen = seen;
    }

    String name() {
        return name;
    }

    ColumnSummary seen() {
        return seen;
    }

    /** What is to be said of the column; known after {@link #column}. */
    List<String> notes() {
        return notes;
    }

    boolean isLabel() {
        return name.equals(roles.label());
    }

    boolean isClass() {
        return roles.isClass(name);
    }

    /**
     * Says that the column, which has no name, is left out because it numbers the rows.
     *
     * @param different how many different numbers it has
     * @throws DataException if it does not
     */
    String index(long different) {
        if (!seen.areWhole() || different < seen.rows()) {
            throw new DataException(
                    source.name() + ": column 1 has no name, and does not number the rows: give it a name, and leave"
                            + " it out with --ignore if it only names the rows");
        }
        return "column 1 is left out: it has no name and numbers the rows";
    }

    /** Whether all rows have the same value, which {@link #column} finds out. */
    boolean isConstant() {
        return constant;
    }

    /** Whether a column with a name does nothing but count the rows, from 0 or 1 on. */
    boolean countsRows() {
        return !isLabel() && seen.countsRows();
    }

    /** In how many rows each text stands, or each class. */
    Map<String, Long> counts() {
        if (isClass()) {
            return new LabelClasses(realTexts(), seen.texts(), new Numbers(source.dialect())).counts();
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        seen.texts().forEach((text, found) -> counts.put(text, found.count));
        return counts;
    }

    /** Whether no row has a value. */
    boolean isEmpty() {
        return seen.numberCount() == 0 && realTexts().isEmpty();
    }

    /** The texts that are no marks of missing seen. */
    List<String> realTexts() {
        return seen.texts().keySet().stream()
                .filter(text -> !markers.contains(text))
                .toList();
    }

    /**
     * The column as its values show it.
     *
     * @throws DataException if they are of no use
     */
    Column column() {
        column = column == null ? found() : column;
        return column;
    }

    private Column found() {
        List<String> real = realTexts();
        if (isEmpty()) {
            throw new DataException(missing() + "; none of the " + seen.rows() + " rows has a value:"
                    + " leave the column out with --ignore " + name);
        }
        if (isClass()) {
            requireNoneMissing();
            return new Column(name, classes(real));
        }
        if (seen.numberCount() > 0 || isLabel()) {
            requireNumbers(real);
            requireNoneMissing();
            numericNotes();
            return new Column(name, List.of());
        }
        if (seen.emptyCount() > 0 && roles.missing() == Preparation.Missing.ERROR) {
            throw new DataException(missing() + advice());
        }
        return new Column(name, texts());
    }

    private String advice() {
        return isLabel()
                ? "; --missing drop leaves such rows out"
                : "; for missing values there is --missing mean or drop";
    }

    /** The first place where a value is missing. */
    private String missing() {
        Optional<Map.Entry<String, ColumnSummary.Text>> marker = seen.texts().entrySet().stream()
                .filter(text -> markers.contains(text.getKey()))
                .findFirst();
        boolean isMarker =
                marker.map(Map.Entry::getValue).filter(seen::precedesEmpty).isPresent();
        String expected = seen.numberCount() > 0 ? ", expected a number" : ", expected a value";
        return isMarker
                ? found(marker.get().getValue().place, marker.get().getKey()) + expected
                : seen.at(seen.firstEmptyPlace()) + ": found nothing, expected a value";
    }

    private String found(ColumnSummary.Place place, String text) {
        return seen.at(place) + ": found " + DataException.quoted(text);
    }

    private void requireNoneMissing() {
        boolean filled = roles.missing() == Preparation.Missing.MEAN && !isLabel();
        boolean allowed = filled || roles.missing() == Preparation.Missing.DROP;
        if (!allowed && seen.emptyCount() + marked() > 0) {
            throw new DataException(missing() + advice());
        }
    }

    private void requireNumbers(List<String> real) {
        if (real.isEmpty()) {
            return;
        }
        String text = real.get(0);
        String first = found(seen.texts().get(text).place, text) + ", expected " + Numbers.expected(text, Double.NaN);
        Looks looks = Looks.of(real);
        String advice = looks.advice(source.dialect()).map(what -> "; " + what).orElse("");
        if (isLabel()) {
            throw new DataException(first + ", as --task regression predicts numbers" + advice);
        }
        long textRows =
                real.stream().mapToLong(each -> seen.texts().get(each).count).sum();
        if (seen.numberCount() < textRows && !looks.isQuantity()) {
            first = found(seen.firstNumberPlace(), seen.firstNumber()) + ", expected text";
        } else if (!looks.isQuantity()) {
            advice = "; if it stands for a missing value, give --missing-markers " + DataException.quoted(text);
        }
        throw new DataException(first + " as in the other rows" + advice + "; if the values are categories, give"
                + " --categorical " + name);
    }

    private void numericNotes() {
        if (!seen.firstInexact().isEmpty()) {
            notes.add("column " + DataException.quoted(name) + ": whole numbers beyond 2^53, such as "
                    + DataException.shortened(seen.firstInexact())
                    + ", lose their last digits; if it is a key, leave it out with --ignore " + name);
        }
        constant = !isLabel() && seen.firstInexact().isEmpty() && seen.isConstant();
    }

    /** The categories of a text column, and what is to be said of them. */
    private List<String> texts() {
        List<String> all = LabelClasses.sorted(seen.texts().keySet(), new Numbers(source.dialect()));
        requireFew(all);
        String column = "column " + DataException.quoted(name);
        all.stream()
                .filter(markers::contains)
                .forEach(marker -> notes.add(column + ": " + DataException.quoted(marker)
                        + " is taken for a category, as the others are texts"));
        caseNotes(all, column);
        constant = all.size() == 1 && seen.emptyCount() == 0;
        categories = new int[all.size()];
        for (int i = 0; i < all.size(); i++) {
            categories[seen.texts().get(all.get(i)).code] = i;
        }
        return all;
    }

    private void caseNotes(List<String> all, String column) {
        all.stream()
                .collect(
                        Collectors.groupingBy(text -> text.toLowerCase(Locale.ROOT), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> notes.add(column + ": "
                        + same.stream().map(DataException::quoted).collect(Collectors.joining(" and "))
                        + " differ only in case and are " + same.size() + (isLabel() ? " classes" : " categories")));
    }

    private void requireFew(List<String> all) {
        if (roles.categorical().contains(name) && all.size() <= MOST_CATEGORIES) {
            return;
        }
        long count = seen.rows() - seen.emptyCount();
        Looks looks = Looks.of(realTexts());
        boolean differ = 10L * all.size() >= 9 * count;
        boolean own = count >= ENOUGH_ROWS ? differ : looks.isQuantity() && differ && count > 2;
        boolean disguised = looks.isQuantity() && all.size() > ENOUGH_ROWS && 3L * all.size() > count;
        if (own || disguised || all.size() > MOST_CATEGORIES) {
            String what = looks.advice(source.dialect())
                    .map(advice -> advice + ", or ")
                    .orElse("");
            throw new DataException(source.name() + ", column " + DataException.quoted(name) + ": found " + all.size()
                    + " different texts in " + count + " rows, such as "
                    + DataException.quoted(realTexts().get(0))
                    + ": they look like " + looks.description() + "; " + what + "leave the column out with --ignore "
                    + name);
        }
        if (looks.isQuantity()) {
            notes.add("column " + DataException.quoted(name) + ": its " + all.size() + " categories look like "
                    + looks.description());
        }
    }

    private List<String> classes(List<String> real) {
        LabelClasses classes = new LabelClasses(real, seen.texts(), new Numbers(source.dialect()));
        classes.requireUsable(source.name() + ", column " + DataException.quoted(name));
        categories = classes.byCode();
        String column = "label " + DataException.quoted(name);
        caseNotes(classes.names(), column);
        if (!classes.few().isEmpty()) {
            notes.add(column + ": few rows are of class " + TableSource.listed(classes.few(), 5));
        }
        return classes.names();
    }

    /** In how many rows a text stands that may say that a value is missing. */
    long marked() {
        return markers.stream()
                .map(seen.texts()::get)
                .filter(Objects::nonNull)
                .mapToLong(text -> text.count)
                .sum();
    }

    /** In how many rows its value is missing, where it may be. */
    long missingRows() {
        return seen.emptyCount() + (categories == null || isClass() ? marked() : 0);
    }

    /** The category of each text by its code; null in a column of numbers. */
    int[] categories() {
        return categories;
    }
}
