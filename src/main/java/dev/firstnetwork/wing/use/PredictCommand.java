package dev.firstnetwork.wing.use;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.ModelOptions;
import dev.firstnetwork.cli.RowsOutput;
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
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Probabilities and labels for rows without labels, a block of rows at a time, however many there are. */
@Command(
        name = "predict",
        description = "Add the probability and the predicted label to each row of a CSV file.",
        sortOptions = false)
public final class PredictCommand implements Callable<Integer> {

    private static final int MOST_ROWS = 1 << 15;

    /** How many inputs a block holds at most, so that many columns take no more memory than many rows. */
    private static final int MOST_INPUTS = 1 << 20;

    @Spec
    CommandSpec spec;

    @Mixin
    ModelOptions modelOptions;

    @Mixin
    RowsOutput output;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        Model model = modelOptions.model();
        TableSource source = modelOptions.source(model, common.quiet);
        if (output.isFile(modelOptions.data)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out is the table that is read, " + modelOptions.data + ": name another file");
        }
        Predictor predictor = modelOptions.predictor(model);
        PrintWriter out = spec.commandLine().getOut();
        try (Rows rows = model.preparation().rows(source, false)) {
            output.write(writer -> write(rows, source, model, predictor, writer), out);
        }
        return ExitCode.DONE;
    }

    private static void write(Rows rows, TableSource source, Model model, Predictor predictor, Writer writer)
            throws IOException {
        List<String> classes =
                model.preparation().classes().stream().map(RunFiles::field).toList();
        List<String> added =
                new ArrayList<>(RunFiles.probabilityColumns(model.preparation().classes()));
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
