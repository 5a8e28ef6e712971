package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command tells what each of its options is for. */
class HelpTest {

    static Stream<String> commands() {
        return Commands.commandLine().getSubcommands().keySet().stream();
    }

    private static CommandLine command(String name) {
        return Commands.commandLine().getSubcommands().get(name);
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachOptionIsInTheHelpWithADescription(String name) {
        Call help = Call.of(name, "--help");

        assertThat(help.exitCode()).isEqualTo(0);
        assertThat(help.err()).isEmpty();
        for (OptionSpec option : command(name).getCommandSpec().options()) {
            assertThat(option.hidden()).as("%s hidden", option.longestName()).isFalse();
            String described = String.join(" ", option.description());
            assertThat(described).as("description of %s", option.longestName()).hasSizeGreaterThan(10);
            assertThat(help.out()).contains(option.longestName());
            // its first words stand there, wherever the lines are broken
            String start = words(described).split("[%$]", -1)[0].strip();
            List<String> first = Arrays.stream(start.split(" ", -1)).limit(4).toList();
            assertThat(words(help.out())).as(option.longestName()).contains(String.join(" ", first));
        }
        for (PositionalParamSpec parameter : command(name).getCommandSpec().positionalParameters()) {
            assertThat(String.join("", parameter.description()))
                    .as(parameter.paramLabel())
                    .isNotBlank();
        }
        assertThat(command(name).getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    /** What an option that takes a value does without one is said, unless nothing is done then; in words if it is long. */
    @ParameterizedTest
    @MethodSource("commands")
    void eachDefaultIsSaid(String name) {
        for (OptionSpec option : command(name).getCommandSpec().options()) {
            String value = option.defaultValueString();
            // no value, and no values of a list, are no default, nor is what stands where one has to be given
            if (!List.of("null", "[]").contains(value)
                    && !option.required()
                    && option.arity().max() > 0) {
                assertThat(String.join(" ", option.description()))
                        .as("%s %s", name, option.longestName())
                        .contains("Default: " + (value.length() > 40 ? "" : value));
            }
        }
    }
}
