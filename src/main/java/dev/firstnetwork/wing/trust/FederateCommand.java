package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.Environment;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.Interruption;
import dev.firstnetwork.cli.NetworkOptions;
import dev.firstnetwork.cli.RecipeOptions;
import dev.firstnetwork.cli.Runs;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.RunFolder;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.training.TrainingPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network on rows that stay with those whose they are. */
@Command(
        name = "federate",
        description =
                "Train by federated averaging: clients share what changes in the network, not their rows. Simulated"
                        + " in one process, beside one network with all rows and one for each client.",
        sortOptions = false)
final class FederateCommand implements Callable<Integer> {

    @Mixin
    DataOptions dataOptions;

    @Mixin
    NetworkOptions network;

    @Option(
            names = "--batch",
            paramLabel = "full|N",
            description = "Rows of a client in a step. Default: ${DEFAULT-VALUE}")
    String batch = "full";

    @Option(
            names = "--shuffle-seed",
            paramLabel = "SEED",
            description = "Seed of the order of each client's rows. Default: ${DEFAULT-VALUE}")
    long shuffleSeed = 1;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Who shares the training rows. Default: ${DEFAULT-VALUE}")
    int clients = 10;

    @Option(
            names = "--skew",
            paramLabel = "ALPHA",
            description =
                    "How alike the clients' classes are, a Dirichlet concentration: near 0 one class each, 100 all"
                            + " alike. Default: ${DEFAULT-VALUE}")
    double skew = 0.3;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often changes are sent and added up. Default: ${DEFAULT-VALUE}")
    int rounds = 50;

    @Option(
            names = "--local-epochs",
            paramLabel = "N",
            description = "How often a client goes through its rows in a round. Default: ${DEFAULT-VALUE}")
    int localEpochs = 1;

    @Option(
            names = "--fraction",
            paramLabel = "C",
            description = "Part of the clients in a round; with --dp-noise each one's probability. Default:"
                    + " ${DEFAULT-VALUE}")
    double fraction = 0.5;

    @Option(
            names = "--client-seed",
            paramLabel = "SEED",
            description = "Seed of who has which rows, and who takes part. Default: ${DEFAULT-VALUE}")
    long clientSeed = 1;

    @Option(
            names = "--secure",
            fallbackValue = "true",
            description = "Clients mask what they send, so that the server sees only the sum.")
    boolean secure;

    @Mixin
    PrivacyOptions privacy;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the folder is made. Default: ${DEFAULT-VALUE}")
    Path out = Path.of("runs");

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        privacy.check();
        TrainingPlan plan = new TrainingPlan(0, RecipeOptions.batchSize(batch, common.spec), true, shuffleSeed);
        var settings = new Federation.Settings(rounds, localEpochs, fraction, plan, clientSeed, secure, privacy);
        RunFolder.requireFolder(out);
        TableSource source = dataOptions.source(common.quiet);
        SplitData data = dataOptions.load(source);
        NetworkSpec learner = network.spec(data.preparation(), dataOptions.data);
        boolean regression = data.preparation().isRegression();
        int[] classes = regression
                ? new int[data.train().rows()]
                : Samples.classes(data.train().y());
        Federation federation =
                new Federation(learner, data, LabelSkew.of(classes, clients, skew, clientSeed), settings);
        if (!common.quiet) {
            introduce(data);
        }
        String name = Runs.name(Instant.now(), DataOptions.shortName(dataOptions.data) + "-federate");
        try (Interruption interruption = new Interruption()) {
            Parameters start = Parameters.glorotUniform(learner.sizes(), NumpyRandom.of(network.seed));
            Federation.Outcome outcome = federation.run(start, interruption::requested);
            Map<String, Object> json = new LinkedHashMap<>(Environment.versions());
            json.put("data", source.name());
            json.put("dataSha256", source.sha256());
            json.putAll(json(federation, outcome, classes));
            Map<String, Content> files = new LinkedHashMap<>();
            files.put("config.json", Content.of(Json.bytes(ConfigFile.of(common.spec))));
            files.put("federation.json", Content.of(Json.bytes(json)));
            files.put("plots/federation.png", Content.of(FederationChart.png(outcome, regression)));
            Model model = new Model(learner, outcome.parameters(), data.preparation());
            files.put("model.zip", Content.of(ModelFile.bytes(model)));
            Path folder = RunFolder.write(out, name, files);
            common.print(json, folder, () -> text(federation, outcome, folder));
            int last = outcome.federated().size() - 1;
            if (!Double.isFinite(outcome.federated().get(last).loss())) {
                common.err()
                        .println("first-network: the loss is no longer finite after round " + last
                                + "; the model is that of round " + (last - 1) + ". Lower --learning-rate.");
                return ExitCode.USAGE;
            }
            if (interruption.requested()) {
                common.err().println("interrupted after " + Texts.count(last, "round"));
                return interruption.exitCode();
            }
            return ExitCode.DONE;
        }
    }

    private void introduce(SplitData data) {
        PrintWriter err = common.err();
        err.println(Terminal.wrapped(dataOptions.data + ": " + data.train().rows() + " rows to train with "
                + Texts.count(clients, "client") + ", " + data.test().rows() + " to test; "
                + Texts.count(rounds, "round") + (secure ? ", masked" : "")));
        if (privacy.isAsked() && !privacy.warning(clients, "client").isEmpty()) {
            err.println(Terminal.wrapped(privacy.warning(clients, "client")));
        }
        err.println();
    }

    private Map<String, Object> json(Federation federation, Federation.Outcome outcome, int[] classes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("score", score(federation));
        json.put("parameters", outcome.parameters().count());
        json.put("federated", outcome.federated());
        json.put("central", outcome.central());
        json.put("alone", outcome.alone());
        json.put("worstAlone", outcome.worstAlone());
        json.put("bestAlone", outcome.bestAlone());
        json.put("secure", secure);
        int kinds = Arrays.stream(classes).max().orElse(0) + 1;
        // how many rows of each class a client has
        json.put(
                "clients",
                federation.clients().stream()
                        .map(rows -> {
                            int[] counts = new int[kinds];
                            Arrays.stream(rows).forEach(row -> counts[classes[row]]++);
                            return counts;
                        })
                        .toList());
        federation.spent(outcome.federated().size() - 1).ifPresent(spent -> {
            Map<String, Object> account = spent.json();
            account.put("clip", privacy.clip);
            account.put("protects", "client");
            account.put("generator", privacy.generator());
            json.put("privacy", account);
        });
        return json;
    }

    private String text(Federation federation, Federation.Outcome outcome, Path folder) {
        String score = score(federation);
        Table table = Table.ofNumbers(List.of("test rows", score, "loss", "kB sent"));
        table = row(table, "federated", outcome.federated());
        table = row(table, "all rows in one place", outcome.central());
        table = row(table, "clients alone, mean", outcome.alone());
        String spent = federation
                .spent(outcome.federated().size() - 1)
                .map(account -> account.text("client") + "\n")
                .orElse("");
        return Terminal.table(table) + "\n\nclients alone: " + Texts.figure(outcome.worstAlone()) + " to "
                + Texts.figure(outcome.bestAlone()) + "\n" + spent + "\nfolder  " + folder + "\nmodel   "
                + folder.resolve("model.zip");
    }

    private static String score(Federation federation) {
        return federation.data().preparation().isRegression() ? "r2" : "accuracy";
    }

    private static Table row(Table table, String name, List<Federation.Point> curve) {
        Federation.Point last = curve.get(curve.size() - 1);
        return table.row(name, last.score(), last.loss(), Texts.shortest(last.bytes() / 1e3));
    }
}
