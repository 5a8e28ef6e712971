package dev.firstnetwork.wing.trust;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.CsvOptions;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.ModelOption;
import dev.firstnetwork.cli.ModelOptions;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.RunFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How small a change of its inputs misleads a saved model, and how small a one provably cannot. */
@Command(
        name = "robust",
        description = "Attack a saved model on a table with labels, and prove how far its answers hold.",
        sortOptions = false)
public final class RobustCommand implements Callable<Integer> {

    @Mixin
    ModelOption saved;

    @Option(
            names = "--data",
            paramLabel = "NAME|FILE",
            required = true,
            description =
                    "CSV file with the model's columns and labels, - for standard input, or a data set by its name.")
    String data;

    @Option(
            names = "--epsilon",
            paramLabel = "EPS",
            split = ",",
            defaultValue = "0.1,0.2,0.5",
            description = "How far inputs may be moved, in standard deviations of the training rows. Default:"
                    + " ${DEFAULT-VALUE}")
    double[] epsilon;

    @Option(
            names = "--norm",
            paramLabel = "NORM",
            description = "inf: each number by up to epsilon. 2: the root of the sum of squares of all moves is at most"
                    + " epsilon. Categories are left alone. Default: ${DEFAULT-VALUE}")
    Threat.Norm norm = Threat.Norm.INF;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of where attacks begin. Default: ${DEFAULT-VALUE}")
    long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the folder with page and pictures is made. Default: ${DEFAULT-VALUE}")
    Path out = Path.of("runs");

    @Mixin
    CsvOptions csv;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        for (double each : epsilon) {
            Threat.requireEpsilon("--epsilon", each);
        }
        RunFolder.requireFolder(out);
        Model model = saved.load();
        Preparation preparation = model.preparation();
        Threat threat = Threat.of(norm, preparation);
        TableSource source = ModelOptions.source(data, csv, model, common.quiet);
        RobustSection section = RobustSection.of(model, threat, preparation.read(source), epsilon, seed, 0);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", saved.file.toString());
        json.put("data", data);
        json.putAll(section.json());
        String name = DataOptions.shortName(data);
        Path folder = RunFolder.write(out, "robust-" + name, Content.of(files(section, json, name)));
        common.print(json, folder, () -> section.text() + "\n\nreport  " + folder.resolve("report.html"));
        return ExitCode.DONE;
    }

    private static Map<String, byte[]> files(RobustSection section, Map<String, Object> json, String name) {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        section.pictures().forEach((file, picture) -> pictures.put(file, picture.get()));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("robust.json", Json.bytes(json));
        pictures.forEach((file, png) -> files.put("plots/" + file, png));
        files.put(
                "report.html", Page.ofSections(name + ": accuracy under attack", "robustness", section.html(pictures)));
        return files;
    }
}
