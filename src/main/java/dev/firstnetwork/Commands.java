package dev.firstnetwork;

import dev.firstnetwork.cli.CompletionCommand;
import dev.firstnetwork.cli.Environment;
import dev.firstnetwork.wing.compare.CompareCommand;
import dev.firstnetwork.wing.datasets.DataCommand;
import dev.firstnetwork.wing.doctor.DoctorCommand;
import dev.firstnetwork.wing.explain.ExplainCommand;
import dev.firstnetwork.wing.export.ExportCommand;
import dev.firstnetwork.wing.gallery.GalleryCommand;
import dev.firstnetwork.wing.judge.JudgementOptions;
import dev.firstnetwork.wing.play.PlayCommand;
import dev.firstnetwork.wing.proof.GradcheckCommand;
import dev.firstnetwork.wing.proof.TraceCommand;
import dev.firstnetwork.wing.trust.TrustOptions;
import dev.firstnetwork.wing.tune.TuneCommand;
import dev.firstnetwork.wing.use.EvaluateCommand;
import dev.firstnetwork.wing.use.PredictCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command: it only holds the others. */
@Command(
        name = "first-network",
        description = {
            "A first neural network in Java: DL4J beside back-propagation written by hand.",
            "Without a command it is 'train' with the defaults of the article that it follows."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 failure, 2 usage, 3 a check failed, 4 bad data or model file, 5 no backend to compute"
                    + " on, 130 interrupted, 143 ended by SIGTERM."
        })
final class Commands {

    /** What makes each command, a line each. */
    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("train", TrainCommand::new);
        commands.put("tune", TuneCommand::new);
        commands.put("evaluate", EvaluateCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.putAll(TrustOptions.commands());
        commands.put("compare", CompareCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("gallery", GalleryCommand::new);
        commands.put("gradcheck", GradcheckCommand::new);
        commands.put("trace", TraceCommand::new);
        commands.put("play", PlayCommand::new);
        commands.put("data", DataCommand::new);
        commands.put("doctor", DoctorCommand::new);
        return commands;
    }

    /** What wings add to the command of another wing. */
    private static void extend(String name, CommandLine command) {
        if (name.equals("evaluate")) {
            command.addMixin("judgement", new JudgementOptions());
        }
    }

    /** The program with all of its commands, and one that tells a shell what they are. */
    static CommandLine commandLine() {
        return commandLine(commands()).addSubcommand(new CompletionCommand());
    }

    /** The program with the command {@code name} alone, because each takes its time; with all, if there is no such command. */
    static CommandLine commandLine(String name) {
        Supplier<Object> command = commands().get(name);
        return command == null ? commandLine() : commandLine(Map.of(name, command));
    }

    private static CommandLine commandLine(Map<String, Supplier<Object>> commands) {
        CommandLine program = new CommandLine(new Commands());
        program.getCommandSpec().version("first-network " + Environment.version());
        commands.forEach((name, maker) -> {
            CommandLine command = new CommandLine(maker.get());
            extend(name, command);
            program.addSubcommand(command);
        });
        return program;
    }
}
