package dev.firstnetwork.wing.export;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.ModelOption;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A saved model in the format of another program. */
@Command(
        name = "export",
        description = "Write a saved model, its standardiser included, for other programs to predict with.",
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {

    enum Format {
        ONNX;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    ModelOption model;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "What to write: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    Format format = Format.ONNX;

    @Option(
            names = "--input",
            paramLabel = "TYPE",
            description = "What the file takes and gives: float, or double, which is what predict takes; it computes in"
                    + " double either way. Default: ${DEFAULT-VALUE}")
    OnnxFile.Numbers input = OnnxFile.Numbers.FLOAT;

    @Option(
            names = "--member",
            paramLabel = "N",
            description = "Of an --ensemble, write its Nth network alone. Default: the mean of all")
    Integer member;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
    Path out;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        common.require(
                !out.toString().equals("-"), "'--out -' is standard output, and " + format + " is binary: name a file");
        RunFolder.writeFile(out, OnnxFile.bytes(chosen(model.load()), input));
        return ExitCode.DONE;
    }

    private Model chosen(Model all) {
        if (member == null) {
            return all;
        }
        int count = all.members().size();
        common.require(
                member >= 1 && member <= count,
                "--member is " + member + ": expected 1 to " + count + ", as many as the model has");
        Parameters one = all.members().get(member - 1);
        return new Model(all.spec(), List.of(one), all.preparation(), all.threshold());
    }
}
