package dev.firstnetwork.wing.tune;

import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.cli.Converters;
import dev.firstnetwork.cli.RecipeOptions;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.training.EngineKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Makes an experiment of each configuration of a search: the varied options take the places of the fixed ones, and the
 * options' own conversion reads both, so that a search takes what {@code train} takes.
 *
 * @param fixed the options that are not varied, by their names in camel case
 * @param name the name of the table, for messages
 */
public record Recipes(Map<String, Object> fixed, SplitData data, String name, EngineKind engine)
        implements Search.Recipe {

    /** The options of a recipe as a command by themselves. */
    @Command(name = "train")
    private static final class Recipe {

        @Mixin
        RecipeOptions options;
    }

    /** The options that can be varied, by their names in camel case: what a preset sets, not the preset. */
    static Map<String, OptionSpec> variable() {
        Map<String, OptionSpec> options = ConfigFile.configurable(new CommandLine(new Recipe()).getCommandSpec());
        options.remove("preset");
        return options;
    }

    @Override
    public Experiment on(SplitData part, Map<String, String> values, OptionalInt epochs) {
        Map<String, String> all = new HashMap<>(values);
        epochs.ifPresent(length -> all.put("epochs", String.valueOf(length)));
        Recipe recipe = parsed(all).getCommand();
        return recipe.options.experiment(part, name, null, engine, Precision.DOUBLE);
    }

    /** Every option of a configuration, as a file for {@code train} has them. */
    Map<String, Object> configuration(Map<String, String> values) {
        return ConfigFile.of(parsed(values).getCommandSpec());
    }

    private CommandLine parsed(Map<String, String> values) {
        CommandLine command = Converters.registered(new CommandLine(new Recipe()));
        Map<String, Object> all = new HashMap<>(fixed);
        all.putAll(values);
        Map<ArgSpec, String> defaults = new HashMap<>();
        ConfigFile.configurable(command.getCommandSpec())
                .forEach((key, option) -> defaults.put(option, Objects.toString(all.get(key), null)));
        command.setDefaultValueProvider(defaults::get).parseArgs();
        return command;
    }

    /**
     * Tries each value of the space by itself, so that a wrong one is told before the search, and whether or not it would
     * have been drawn.
     *
     * @param origin what to call the space in messages
     * @throws IllegalArgumentException if there is one
     */
    void check(SearchSpace space, String origin) {
        for (SearchSpace.Dimension dimension : space.dimensions()) {
            List<String> examples = dimension instanceof SearchSpace.Range range
                    ? List.of(SearchSpace.text(range.from()), SearchSpace.text(range.to()))
                    : dimension.grid();
            examples.forEach(value -> check(Map.of(dimension.name(), value), origin));
        }
    }

    /** @throws IllegalArgumentException if there is no experiment with these values, with them and why */
    void check(Map<String, String> values, String origin) {
        try {
            on(data, values, OptionalInt.empty());
        } catch (ParameterException | IllegalArgumentException e) {
            throw new IllegalArgumentException(origin + ": " + TuneFiles.values(values) + ": " + e.getMessage(), e);
        }
    }
}
