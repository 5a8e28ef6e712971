package dev.firstnetwork.cli;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** How the words of a command line become numbers and names: one that does not is told what was expected. */
public final class Converters {

    private Converters() {}

    /**
     * Gives them to a command and to the subcommands that it has. Names may be written in capitals too.
     *
     * @return {@code command}
     */
    public static CommandLine registered(CommandLine command) {
        number(command, int.class, Integer.class, Integer::valueOf, "a whole number up to " + Integer.MAX_VALUE);
        number(command, long.class, Long.class, Long::valueOf, "a whole number up to " + Long.MAX_VALUE);
        number(command, double.class, Double.class, Double::valueOf, "a number");
        Stream.concat(
                        Stream.of(command.getCommandSpec()),
                        command.getSubcommands().values().stream().map(CommandLine::getCommandSpec))
                .map(CommandSpec::options)
                .flatMap(options -> options.stream().map(OptionSpec::type))
                .filter(Class::isEnum)
                .distinct()
                .forEach(type -> name(command, type));
        return command;
    }

    private static <T> void number(
            CommandLine command, Class<T> primitive, Class<T> boxed, Function<String, T> parse, String expected) {
        ITypeConverter<T> converter = text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("expected " + expected + ", found '" + text + "'");
            }
        };
        command.registerConverter(primitive, converter).registerConverter(boxed, converter);
    }

    /** A constant is called by what it is written as, or by its name in Java. */
    private static <T> void name(CommandLine command, Class<T> type) {
        command.registerConverter(type, text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equalsIgnoreCase(text)
                        || ((Enum<?>) constant).name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(T::toString)
                                .collect(Collectors.joining(", "))
                        + ", found '" + text + "'")));
    }
}
