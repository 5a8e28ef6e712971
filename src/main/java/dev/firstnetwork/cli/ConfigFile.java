package dev.firstnetwork.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.PartialRun;
import dev.firstnetwork.table.BundledSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Options from a JSON file: {@code {"epochs": 200, "hidden": [64, 32]}}, each by its long name in camel case. The command
 * line wins over the file, the file over the preset, the preset over the default.
 */
public final class ConfigFile {

    /** Options of a run that are no part of its configuration. */
    private static final Set<String> LEFT_OUT =
            Set.of("--config", "--resume", "--threads", "--json", "--quiet", "--verbose", "--help");

    /** Finds the two options that say where other options come from, before all are parsed. */
    private static final class Sources {

        @Option(names = "--config")
        Path config;

        @Option(names = "--preset")
        String preset;

        @Option(names = "--data")
        String data;

        @Option(names = "--resume")
        String resume;

        /** The options that are kept in a file, by their names on the command line. */
        Map<String, String> options(CommandLine command, Supplier<CommandLine> all) {
            if (resume != null && config != null) {
                throw new DataException("--resume " + resume + " takes its options from the run: leave out --config");
            }
            // the options of a run elsewhere than on this machine are given again
            if (resume != null && !resume.contains("://")) {
                return resumed(PartialRun.configuration(Path.of(resume)), command);
            }
            return config == null ? Map.of() : read(config, configurable(all.get()));
        }
    }

    private ConfigFile() {}

    /** The defaults of one call by the names on the command line; {@code file} is null where none was named. */
    private record Defaults(Path file, Map<String, String> options, Map<String, String> presets)
            implements IDefaultValueProvider {

        @Override
        public String defaultValue(ArgSpec argument) {
            String name = argument instanceof OptionSpec option ? option.longestName() : "";
            return options.getOrDefault(name, presets.get(name));
        }
    }

    /** The name of the file with a colon, if the value that {@code e} complains of comes from it; else empty. */
    public static String origin(ParameterException e) {
        return e.getCommandLine().getDefaultValueProvider() instanceof Defaults defaults
                        && e.getArgSpec() instanceof OptionSpec option
                        && e.getValue() != null
                        && e.getValue().equals(defaults.options().get(option.longestName()))
                ? defaults.file() + ": "
                : "";
    }

    /**
     * Makes the command that {@code args} names take its defaults from the file and preset that they name.
     *
     * @param all makes the program with every command, whose options a file may hold; asked only where there is a file
     * @throws DataException if the file cannot be read or holds an unknown option
     */
    public static void applyTo(CommandLine commandLine, Supplier<CommandLine> all, String... args) {
        CommandLine command = commandLine.getSubcommands().get(args[0]);
        if (command == null) {
            return;
        }
        Sources sources = new Sources();
        try {
            new CommandLine(sources)
                    .setUnmatchedArgumentsAllowed(true)
                    .setOverwrittenOptionsAllowed(true)
                    .parseArgs(args);
        } catch (ParameterException e) {
            // the real parse says it better
            return;
        }
        Map<String, String> file = sources.options(command, all);
        String data = sources.data == null ? file.getOrDefault("--data", "") : sources.data;
        String preset = sources.preset == null
                ? file.getOrDefault("--preset", Preset.suiting(data).toString())
                : sources.preset;
        Map<String, String> presets = new HashMap<>(Preset.options(preset));
        presets.put("--preset", preset);
        command.setDefaultValueProvider(new Defaults(sources.config, file, presets));
    }

    /** Those of the run to go on with, which stays in the folder where it is now. */
    private static Map<String, String> resumed(Path file, CommandLine command) {
        Map<String, OptionSpec> known = configurable(command.getCommandSpec());
        Json.read(file).fieldNames().forEachRemaining(key -> {
            if (!known.containsKey(key)) {
                throw new DataException(file + ": '" + key + "' is no option of " + command.getCommandName()
                        + ": go on with the command, and the version, that began the run");
            }
        });
        Map<String, String> options = read(file, known);
        Optional.ofNullable(options.get("--data")).ifPresent(data -> requireData(file, data));
        Path out = file.getParent().getParent();
        options.put("--out", out == null ? "." : out.toString());
        return options;
    }

    private static void requireData(Path file, String data) {
        boolean named = Generated.Shape.named(data).isPresent()
                || BundledSet.named(data).isPresent();
        if (!named && !Files.exists(Path.of(data))) {
            throw new DataException(data + ": no such file, which " + file + " names as the data: put it there again,"
                    + " or resume in the folder that its path counts from");
        }
    }

    /** The options of all commands that a file can set. */
    private static Map<String, OptionSpec> configurable(CommandLine all) {
        Map<String, OptionSpec> options = new LinkedHashMap<>();
        all.getSubcommands().values().forEach(command -> options.putAll(configurable(command.getCommandSpec())));
        return options;
    }

    /** The options in {@code file}, each of which has to be {@code known}, by their names on the command line. */
    private static Map<String, String> read(Path file, Map<String, OptionSpec> known) {
        JsonNode json = Json.read(file);
        if (!json.isObject()) {
            throw new DataException(file + ": expected a JSON object with options, such as {\"epochs\": 200}");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (var entry : json.properties()) {
            OptionSpec option = known.get(entry.getKey());
            if (option == null) {
                throw new DataException(file + ": unknown option '" + entry.getKey() + "': expected some of "
                        + String.join(", ", new TreeSet<>(known.keySet())));
            }
            boolean emptyList = entry.getValue().isArray() && entry.getValue().isEmpty();
            if (!emptyList && !entry.getValue().isNull()) {
                options.put(option.longestName(), text(entry.getValue()));
            }
        }
        return options;
    }

    /** A value as it would stand on the command line. */
    public static String text(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
        }
        return value.isObject() ? value.toString() : value.asText();
    }

    /** Values with commas between them, as on the command line. */
    static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Every option of a command that was parsed, with its value: a file to be fed back. */
    public static Map<String, Object> of(CommandSpec command) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configurable(command).forEach((key, option) -> {
            Object value = option.getValue();
            boolean plain =
                    value == null || value instanceof Number || value instanceof Boolean || value instanceof List;
            configuration.put(key, plain ? value : value.toString());
        });
        return configuration;
    }

    /**
     * An option on the command line that a run which is resumed does not have so.
     *
     * @param name on the command line
     * @param now as it is wanted
     * @param before as the run has it
     */
    public record Change(String name, String now, String before) {

        /** What is said of a change that the run cannot take, for this reason. */
        public IllegalArgumentException refused(String reason) {
            return new IllegalArgumentException(name + " " + now + " differs from the run's "
                    + (before.isEmpty() || before.equals("null") ? "(not set)" : before)
                    + ": " + reason + "; leave it out, or start a new run");
        }
    }

    /** What the command line of {@code command} would change in the run {@code resumed}. */
    public static List<Change> changes(Path resumed, CommandSpec command) {
        JsonNode before = Json.read(PartialRun.configuration(resumed));
        JsonNode now = Json.mapper().valueToTree(of(command));
        return configurable(command).entrySet().stream()
                .filter(option -> command.commandLine().getParseResult().hasMatchedOption(option.getValue()))
                .map(option -> new Change(
                        option.getValue().longestName(),
                        text(now.path(option.getKey())),
                        text(before.path(option.getKey()))))
                .filter(change -> !change.now().equals(change.before()))
                .toList();
    }

    /** The options of a command that a file can set, by their names there. */
    public static Map<String, OptionSpec> configurable(CommandSpec command) {
        Map<String, OptionSpec> options = new LinkedHashMap<>();
        command.options().stream()
                .filter(option -> !LEFT_OUT.contains(option.longestName()))
                .forEach(option -> options.put(camelCase(option.longestName()), option));
        return options;
    }

    private static String camelCase(String longName) {
        return Pattern.compile("-(.)").matcher(longName.substring(2)).replaceAll(found -> found.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
