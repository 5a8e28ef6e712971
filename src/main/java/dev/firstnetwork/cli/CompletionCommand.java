package dev.firstnetwork.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Teaches a shell to complete what stands behind {@code first-network}. */
@Command(
        name = "generate-completion",
        description = "Write a script for bash and zsh that completes commands, options and their values.",
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        CommandSpec program = spec.root();
        program.subcommands().values().forEach(command -> label(command.getCommandSpec()));
        spec.commandLine().getOut().print(AutoComplete.bash(program.name(), program.commandLine()));
    }

    /** The script knows values by the label of their option: each has its own here, where in the help many share one. */
    private static void label(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            command.remove(option);
            command.addOption(
                    option.toBuilder().paramLabel(option.longestName()).build());
        }
    }
}
