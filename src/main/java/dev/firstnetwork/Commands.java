package dev.firstnetwork;

import dev.firstnetwork.cli.Environment;
import dev.firstnetwork.wing.compare.CompareCommand;
import dev.firstnetwork.wing.datasets.DataCommand;
import dev.firstnetwork.wing.doctor.DoctorCommand;
import dev.firstnetwork.wing.explain.ExplainCommand;
import dev.firstnetwork.wing.export.ExportCommand;
import dev.firstnetwork.wing.judge.JudgementOptions;
import dev.firstnetwork.wing.proof.GradcheckCommand;
import dev.firstnetwork.wing.proof.TraceCommand;
import dev.firstnetwork.wing.tune.TuneCommand;
import dev.firstnetwork.wing.use.EvaluateCommand;
import dev.firstnetwork.wing.use.PredictCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The root command: it only holds the others. */
@Command(
        name = "first-network",
        description = {
            "A first neural network in Java: DL4J beside back-propagation written by hand.",
            "Without a command it is 'train' with the defaults of the article that it follows."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        footer = {
            "",
            "Exit codes: 0 done, 1 failure, 2 usage, 3 a check failed, 4 bad data or model file, 5 no backend to compute"
                    + " on, 130 interrupted."
        })
final class Commands {

    private static final List<String> COMMANDS = List.of(
            "train",
            "tune",
            "evaluate",
            "predict",
            "explain",
            "compare",
            "export",
            "gradcheck",
            "trace",
            "data",
            "doctor");

    /** The version from the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"first-network " + Environment.version()};
        }
    }

    /** The program with all of its commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** The program with the command {@code name} alone, because each takes its time; with all, if there is no such command. */
    static CommandLine commandLine(String name) {
        return COMMANDS.contains(name) ? commandLine(List.of(name)) : commandLine();
    }

    private static CommandLine commandLine(List<String> names) {
        CommandLine commandLine = new CommandLine(new Commands());
        names.forEach(name -> commandLine.addSubcommand(command(name)));
        return commandLine;
    }

    private static Object command(String name) {
        return switch (name) {
            case "train" -> new TrainCommand();
            case "tune" -> new TuneCommand();
            case "evaluate" -> evaluate();
            case "predict" -> new PredictCommand();
            case "explain" -> new ExplainCommand();
            case "compare" -> new CompareCommand();
            case "export" -> new ExportCommand();
            case "gradcheck" -> new GradcheckCommand();
            case "trace" -> new TraceCommand();
            case "data" -> new DataCommand();
            case "doctor" -> new DoctorCommand();
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    private static CommandLine evaluate() {
        CommandLine evaluate = new CommandLine(new EvaluateCommand());
        evaluate.addMixin("judgement", new JudgementOptions());
        return evaluate;
    }
}
