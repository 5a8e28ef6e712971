package dev.firstnetwork.wing.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.cli.Converters;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.RecipeOptions;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.RunFolder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Writes the playground, and opens it. */
@Command(
        name = "play",
        description = {
            "Write the playground, one offline page: watch a network learn, steer it, see every number of a step.",
            "It begins with the data and the recipe that are given here, or with those of a run and its parameters."
        },
        sortOptions = false)
public final class PlayCommand implements Callable<Integer> {

    private static final String FILE = "playground.html";

    @Option(
            names = "--model",
            paramLabel = "RUN",
            description =
                    "A run folder that train has made, or the model.zip in it: its options hold where no others are"
                            + " given here, and the page begins with its parameters.")
    Path model;

    @Mixin
    DataOptions dataOptions;

    @Mixin
    RecipeOptions recipe;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = FILE,
            description = "Where the page goes; an older page of this command is replaced, any other file is not. - for"
                    + " standard output. Default: ${DEFAULT-VALUE}")
    String out;

    @Option(
            names = "--no-open",
            fallbackValue = "true",
            description = "Do not open the page in the browser; --json and --quiet do not either.")
    boolean noOpen;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        boolean toStandardOutput = out.equals("-");
        common.require(
                !toStandardOutput || !common.json, "--json and --out - both want standard output: give --out a file");
        common.require(
                toStandardOutput || PlayPage.mayReplace(Path.of(out)),
                out + " exists and was not written by play: it is left as it is; name another file with --out");
        Optional<String> packaged = PlayPage.packaged(FILE);
        if (packaged.isEmpty()) {
            common.err()
                    .println("first-network: the playground is made when the program is packaged: run ./mvnw package,"
                            + " then java -jar target/first-network.jar play");
            return ExitCode.FAILURE;
        }
        Beginning beginning = model == null ? withoutRun() : ofRun();
        write(PlayPage.of(packaged.get(), beginning.start()), beginning);
        return ExitCode.DONE;
    }

    /**
     * What the page begins with, and what is to be said of it.
     *
     * @param notes a line each
     */
    private record Beginning(Start start, List<String> notes) {}

    /** A generated figure is the page's own to make; another table goes with it. */
    private Beginning withoutRun() {
        Map<String, Object> about = Start.recipe(ConfigFile.of(common.spec));
        requireOneNetwork();
        Optional<Generated.Shape> shape = dataOptions.shape();
        shape.ifPresent(figure -> about.put("shape", figure.toString()));
        Optional<Map<String, Object>> data = Optional.of(Start.data(DataOptions.shortName(dataOptions.data), data()));
        return new Beginning(new Start(about, data.filter(rows -> shape.isEmpty()), Optional.empty()), leftOut());
    }

    private void requireOneNetwork() {
        if (recipe.ensemble > 1) {
            throw new DataException("the playground shows one network, found an ensemble of " + recipe.ensemble);
        }
    }

    private SplitData data() {
        return dataOptions.load(dataOptions.source(true));
    }

    /** What the page cannot do of what is asked for, as a note. */
    private List<String> leftOut() {
        CommandLine usual = Converters.registered(new CommandLine(new PlayCommand()));
        usual.parseArgs();
        List<String> names = Start.leftOut(ConfigFile.of(common.spec), ConfigFile.of(usual.getCommandSpec()));
        return names.isEmpty()
                ? List.of()
                : List.of("the playground has no control for these, and goes without: " + String.join(", ", names));
    }

    /** The run's options, with those that are given here in their place. */
    private Beginning ofRun() {
        Path folder = Files.isDirectory(model) ? model : model.toAbsolutePath().getParent();
        Path file = Files.isDirectory(model) ? model.resolve("model.zip") : model;
        Model trained = ModelFile.load(file);
        if (trained.preparation().isRegression()) {
            throw new DataException(file + " predicts a number, and the playground tells classes apart");
        }
        if (trained.members().size() > 1) {
            throw new DataException(file + " is an ensemble of "
                    + trained.members().size() + " networks, and the playground shows one");
        }
        Path configuration = folder.resolve("config.json");
        if (!Files.exists(configuration)) {
            throw new DataException(file + " alone does not say on which rows it was trained: there is no config.json"
                    + " beside it; give the run folder");
        }
        PlayCommand run = asConfigured(configuration);
        run.requireOneNetwork();
        SplitData data = run.data();
        Map<String, Object> about = Start.recipe(ConfigFile.of(run.common.spec));
        List<String> notes = new ArrayList<>(run.leftOut());
        Optional<List<double[]>> parameters = Optional.empty();
        if (fits(trained, data, about)) {
            parameters = Optional.of(
                    trained.parameters().tensors().stream().map(Tensor::values).toList());
        } else {
            notes.add("the run was trained on other rows, or with other layers: the page begins with a new network");
        }
        Map<String, Object> rows = Start.data(DataOptions.shortName(run.dataOptions.data), data);
        return new Beginning(new Start(about, Optional.of(rows), parameters), notes);
    }

    /** This command with the options of {@code configuration} for defaults. */
    private PlayCommand asConfigured(Path configuration) {
        JsonNode json = Json.read(configuration);
        Map<String, String> options = new LinkedHashMap<>();
        ConfigFile.configurable(common.spec).forEach((key, option) -> {
            JsonNode value = json.path(key);
            if (!value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty())) {
                options.put(option.longestName(), ConfigFile.text(value));
            }
        });
        options.put("--out", out);
        PlayCommand run = new PlayCommand();
        CommandLine command = Converters.registered(new CommandLine(run));
        command.setDefaultValueProvider(
                (ArgSpec argument) -> argument instanceof OptionSpec option ? options.get(option.longestName()) : null);
        // without the command's own name
        List<String> arguments = common.spec.commandLine().getParseResult().originalArgs();
        command.parseArgs(arguments.subList(1, arguments.size()).toArray(new String[0]));
        return run;
    }

    /** Whether the parameters are for these rows, standardised so, and this network. */
    private static boolean fits(Model trained, SplitData data, Map<String, Object> recipe) {
        var then = trained.preparation().standardiser();
        var now = data.preparation().standardiser();
        List<Integer> sizes = trained.spec().sizes();
        return Arrays.equals(then.mean(), now.mean())
                && Arrays.equals(then.standardDeviation(), now.standardDeviation())
                && trained.preparation().classes().equals(data.preparation().classes())
                && sizes.subList(1, sizes.size() - 1).equals(recipe.get("hidden"));
    }

    private void write(String page, Beginning beginning) {
        PrintWriter printer = common.out();
        if (!common.quiet) {
            beginning.notes().forEach(note -> common.err().println("note: " + note));
        }
        if (out.equals("-")) {
            printer.print(page);
            return;
        }
        Path file = Path.of(out);
        RunFolder.writeFile(file, page.getBytes(StandardCharsets.UTF_8));
        if (common.json) {
            printer.print(Json.text(json(beginning)));
            return;
        }
        printer.println(common.quiet ? out : "page  " + out);
        if (!common.quiet && !noOpen && !Desktop.open(file.toAbsolutePath())) {
            printer.println("Open it in a browser.");
        }
    }

    private Map<String, Object> json(Beginning beginning) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("page", out);
        json.put("recipe", beginning.start().recipe());
        json.put("data", beginning.start().data().isPresent());
        json.put("parameters", beginning.start().parameters().isPresent());
        json.put("notes", beginning.notes());
        return json;
    }
}
