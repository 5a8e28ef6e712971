package dev.firstnetwork.wing.datasets;

import dev.firstnetwork.cli.ColumnOptions;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.table.BundledSet;
import dev.firstnetwork.table.TableDescription;
import dev.firstnetwork.table.TableDescription.Described;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the program reads in a table, on one screen. */
@Command(
        name = "describe",
        description = "Show what the program reads in a table before it trains, and what train would say of it.",
        sortOptions = false)
final class DescribeCommand implements Callable<Integer> {

    /** More columns than this are no screen. */
    private static final int MOST_COLUMNS = 30;

    private static final int MOST_CATEGORIES = 4;

    @Parameters(paramLabel = "FILE", description = "A CSV file, - for standard input, or a bundled set's name.")
    String file;

    @Mixin
    ColumnOptions columns;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        TableSource source = BundledSet.named(file)
                .map(BundledSet::table)
                .orElseGet(() -> columns.csv.open(file, Dialect.ANY, common.quiet));
        TableDescription description = TableDescription.of(source, columns.roles(columns.label, Optional.empty()));
        PrintWriter out = common.out();
        if (common.json) {
            out.print(Json.text(description));
            return ExitCode.DONE;
        }
        out.println(description.table() + ": " + Texts.count(description.rows(), "row") + ", "
                + Texts.count(description.columns().size(), "column") + "; " + dialect(description));
        out.println();
        Table columns = Table.of("column", "kind", "missing", "different", "values");
        for (Described column :
                description.columns().stream().limit(MOST_COLUMNS).toList()) {
            columns = columns.row(
                    DataException.shortened(column.name().isEmpty() ? "(no name)" : column.name()),
                    column.kind(),
                    column.missing(),
                    column.distinct(),
                    values(column));
        }
        out.println(columns.text());
        int more = description.columns().size() - MOST_COLUMNS;
        if (more > 0) {
            out.println("and " + more + " more; --json shows all");
        }
        out.println();
        description.notes().forEach(note -> out.println("note: " + note));
        description.refused().ifPresent(why -> out.println("train would refuse it: " + why));
        return ExitCode.DONE;
    }

    private static String dialect(TableDescription description) {
        String separator = description.dialect().separator();
        return separator.isEmpty()
                ? "generated"
                : "separator " + (separator.equals("\t") ? "tab" : separator) + "  decimal mark "
                        + description.dialect().decimal() + "  "
                        + (description.dialect().header() ? "header" : "no header");
    }

    private static String values(Described column) {
        String range = column.range()
                .map(ends -> number(ends[0]) + " to " + number(ends[1]) + ", mean "
                        + Texts.shortest(column.mean().orElseThrow()))
                .orElse("");
        String texts = column.categories().map(DescribeCommand::texts).orElse("");
        return range.isEmpty() || texts.isEmpty() ? range + texts : range + "; " + texts;
    }

    /** Whole numbers as they are; others in a few digits. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p53
                ? String.valueOf((long) value)
                : Texts.shortest(value);
    }

    private static String texts(Map<String, Long> counts) {
        List<String> first = counts.entrySet().stream()
                .limit(MOST_CATEGORIES)
                .map(text -> shortened(text.getKey()) + " (" + text.getValue() + ")")
                .toList();
        return String.join(", ", first) + (counts.size() > MOST_CATEGORIES ? ", ..." : "");
    }

    private static String shortened(String text) {
        String line = DataException.shortened(text);
        return line.length() <= 20 ? line : line.substring(0, 17) + "...";
    }
}
