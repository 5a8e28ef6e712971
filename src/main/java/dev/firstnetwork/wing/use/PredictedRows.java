package dev.firstnetwork.wing.use;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Rows;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.Predictor;
import dev.firstnetwork.report.RowLines;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Table;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a table as CSV with what a model predicts for each, a block of rows at a time, however many there are. */
public final class PredictedRows {

    private static final int MOST_ROWS = 1 << 15;

    /** How many inputs a block holds at most, so that many columns take no more memory than many rows. */
    private static final int MOST_INPUTS = 1 << 20;

    private PredictedRows() {}

    /**
     * Writes the rows of {@code source}, a header first.
     *
     * @throws DataException if a row cannot be used, or a column is not there
     */
    public static void write(TableSource source, Model model, Predictor predictor, Writer writer) throws IOException {
        try (Rows rows = model.preparation().rows(source, false)) {
            List<String> classes =
                    model.preparation().classes().stream().map(RunFiles::field).toList();
            List<String> added = new ArrayList<>(
                    RunFiles.probabilityColumns(model.preparation().classes()));
            added.add("predicted");
            List<String> header = new ArrayList<>(source.columns());
            header.addAll(RunFiles.unique(added, source.columns()));
            writer.write(Table.csv(header));
            int inputs = model.preparation().inputs();
            int most = Math.max(1, Math.min(MOST_ROWS, MOST_INPUTS / inputs));
            double[] x = new double[most * inputs];
            StringBuilder cells = new StringBuilder();
            int[] ends = new int[most];
            while (true) {
                cells.setLength(0);
                int n = 0;
                while (n < most && rows.next(x, n * inputs)) {
                    append(rows.cells(), cells);
                    ends[n++] = cells.length();
                }
                if (n == 0) {
                    break;
                }
                Matrix outputs = predictor.apply(Matrix.of(n, inputs, Arrays.copyOf(x, n * inputs)));
                RowLines.write(n, writer, (i, line) -> {
                    line.append(cells, i == 0 ? 0 : ends[i - 1], ends[i]);
                    for (int k = 0; k < outputs.columns(); k++) {
                        line.append(',').append(Numbers.text(outputs.get(i, k)));
                    }
                    if (!classes.isEmpty()) {
                        line.append(',').append(classes.get(Samples.classOf(outputs, i, model.threshold())));
                    }
                    line.append('\n');
                });
            }
            writer.flush();
        }
    }

    /** The cells of a row as they stand in its table. */
    private static void append(TableSource.Reader row, StringBuilder csv) {
        for (int j = 0; j < row.size(); j++) {
            csv.append(j == 0 ? "" : ",");
            int start = csv.length();
            row.appendCell(j, csv);
            if (!RunFiles.isPlain(csv, start)) {
                csv.setLength(start);
                csv.append(RunFiles.field(row.cell(j)));
            }
        }
    }
}
