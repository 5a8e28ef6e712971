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
import picocli.CommandLine.Spec;

/** Probabilities and labels for rows without labels, a block of rows at a time, however many there are. */
@Command(
        name = "predict",
        description = "Add the probability and the predicted label to each row of a CSV file.",
        sortOptions = false)
public final class PredictCommand implements Callable<Integer> {

    private static final int BLOCK = 4096;

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
        TableSource source = modelOptions.source(common.quiet);
        Predictor predictor = modelOptions.predictor(model);
        PrintWriter out = spec.commandLine().getOut();
        try (Rows rows = model.preparation().rows(source, false)) {
            output.write(writer -> write(rows, source, model, predictor, writer), out);
        }
        return ExitCode.DONE;
    }

    private static void write(Rows rows, TableSource source, Model model, Predictor predictor, Writer writer)
            throws IOException {
        List<String> classes = model.preparation().classes();
        List<String> header = new ArrayList<>(source.columns());
        header.addAll(RunFiles.probabilityColumns(classes));
        header.add("predicted");
        writer.write(Table.csv(header));
        while (rows.hasNext()) {
            List<Rows.Row> block = new ArrayList<>();
            while (rows.hasNext() && block.size() < BLOCK) {
                block.add(rows.next());
            }
            double[][] x = block.stream().map(Rows.Row::x).toArray(double[][]::new);
            Matrix outputs = predictor.apply(Matrix.ofRows(x));
            int[] predicted = Samples.classes(outputs, model.threshold());
            for (int i = 0; i < predicted.length; i++) {
                List<String> cells = new ArrayList<>(block.get(i).cells());
                Arrays.stream(outputs.row(i)).mapToObj(Numbers::text).forEach(cells::add);
                if (!classes.isEmpty()) {
                    cells.add(classes.get(predicted[i]));
                }
                writer.write(Table.csv(cells));
            }
        }
        writer.flush();
    }
}
