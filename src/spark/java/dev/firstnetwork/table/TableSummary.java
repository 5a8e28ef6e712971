package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.TableSource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What has been seen of a table without its values, so that a table too large for one machine can be learned from its parts:
 * summaries of the parts, put together in their order, are the summary of the whole.
 */
public final class TableSummary implements Serializable {

    private static final long serialVersionUID = 1;

    private final ArrayList<String> header;
    private final ArrayList<ColumnSummary> columns;

    private TableSummary(List<String> header, List<ColumnSummary> columns) {
        this.header = new ArrayList<>(header);
        this.columns = new ArrayList<>(columns);
    }

    /**
     * Goes through a part of a table; it may have no rows.
     *
     * @throws DataException if a column that is named is not there, or a row cannot be read
     */
    public static TableSummary of(TableSource part, ColumnRoles roles) {
        TableValues values = new TableValues(part, roles.in(part), false);
        return new TableSummary(part.columns(), values.summaries());
    }

    /**
     * Takes up the part that comes next; {@code next} is no longer to be used.
     *
     * @param name what the next part is called, for the message
     * @throws DataException if it has other columns
     */
    public void append(TableSummary next, String name) {
        if (!next.header.equals(header)) {
            throw new DataException(name + " has the columns " + TableSource.listed(next.header)
                    + ", expected those of the files before it: " + TableSource.listed(header));
        }
        for (int j = 0; j < columns.size(); j++) {
            columns.get(j).append(next.columns.get(j));
        }
    }

    public long rows() {
        return columns.isEmpty() ? 0 : columns.get(0).rows();
    }

    /**
     * Rows that are taken.
     *
     * @param rows how many
     * @param classes the classes that they are of, by their index; none for a regression
     */
    public record Kept(long rows, int... classes) {}

    /**
     * What a table is.
     *
     * @param preparation its columns, without standardisers
     * @param notes what a person should know of how it was read, a line each
     */
    public record Learned(Preparation preparation, List<String> notes) {}

    /**
     * Learns what the columns are.
     *
     * @param whole the table, of which only name, columns, dialect and notes are asked for
     * @param kept finds which rows a preparation takes
     * @throws DataException if no network can be trained on the table
     */
    public Learned learn(TableSource whole, ColumnRoles roles, Function<Preparation, Kept> kept) {
        if (rows() == 0) {
            throw new DataException(whole.name() + " has a header but no rows");
        }
        // numbers of rows in a column without a name are told by counting alone: to look for two that are the same
        // takes all
        TableLearner learner =
                new TableLearner(whole, roles.in(whole), columns, column -> column.countsRows() ? column.rows() : 0);
        TableLearner.Learned learned = learner.learned();
        Preparation preparation = learned.preparation();
        Kept taken = kept.apply(preparation);
        learner.noteDropped(learned, rows(), taken.rows());
        if (!preparation.isRegression()) {
            learner.requireSeveral(preparation.label(), IntStream.of(taken.classes()));
        }
        return new Learned(preparation, List.copyOf(learner.notes()));
    }
}
