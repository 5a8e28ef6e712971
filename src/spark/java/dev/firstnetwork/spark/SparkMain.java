package dev.firstnetwork.spark;

import dev.firstnetwork.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program on Spark: an embedded one, or the cluster that {@code spark-submit} says. */
@Command(
        name = "first-network-spark",
        description = "The hand-written network on a Spark cluster.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 done, 1 failure, 2 usage, 4 bad data or model file."})
public final class SparkMain {

    private SparkMain() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = Main.run(SparkMain::program, out, err, args);
        out.flush();
        System.exit(exitCode);
    }

    static CommandLine program(String name) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("train", SparkTrainCommand::new);
        commands.put("evaluate", SparkEvaluateCommand::new);
        commands.put("predict", SparkPredictCommand::new);
        CommandLine program = new CommandLine(new SparkMain());
        commands.forEach((each, maker) -> {
            if (each.equals(name) || !commands.containsKey(name)) {
                program.addSubcommand(new CommandLine(maker.get()));
            }
        });
        return program;
    }
}
