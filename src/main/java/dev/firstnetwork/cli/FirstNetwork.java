package dev.firstnetwork.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The root command: it only holds the others. */
@Command(
        name = "first-network",
        description = {
            "A first neural network in Java: DL4J beside back-propagation written by hand.",
            "Without a command it is 'train' with the defaults of the article that it follows."
        },
        subcommands = {
            TrainCommand.class,
            TuneCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            ExplainCommand.class,
            CompareCommand.class,
            ExportCommand.class,
            GradcheckCommand.class,
            TraceCommand.class,
            DataCommand.class,
            DoctorCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = FirstNetwork.Version.class,
        footer = {
            "",
            "Exit codes: 0 done, 1 failure, 2 usage, 3 a check failed, 4 bad data or model file,",
            "5 no backend to compute on, 130 interrupted."
        })
final class FirstNetwork {

    /** The version from the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"first-network " + Environment.version()};
        }
    }
}
