package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Federated averaging (McMahan et al.: <i>Communication-Efficient Learning of Deep Networks from Decentralized Data</i>, 2017,
 * algorithm 1), simulated in one process: in each round some clients get the network, train it on rows that never leave them, and
 * send back what has changed; the server adds the mean of the changes, each by its client's part of the rows. The updater of a
 * client begins anew in each round.
 *
 * @param spec the network, and how a client learns
 * @param data its training rows are the clients', its test rows judge
 * @param clients the training rows of each client, by their numbers among the training rows; one or more each
 */
public record Federation(NetworkSpec spec, SplitData data, List<int[]> clients, Settings settings) {

    /**
     * How a federation goes on.
     *
     * @param rounds how many, 0 or more
     * @param localEpochs how often a client goes through its rows in a round, 1 or more
     * @param fraction the part of the clients that takes part in a round, in {@code (0, 1]}: so many, rounded, and one at least;
     *     with noise each client with this probability, independently of all others
     * @param plan the batches of a client
     * @param seed who takes part, in {@code [0, 2^32)}
     * @param secure whether the server sees only the sum of what clients send
     * @param privacy how much noise protects a client: its change is cut to a norm, counts as much as any other's, and
     *     noise is added to the sum (McMahan et al.: <i>Learning Differentially Private Recurrent Language Models</i>, 2018,
     *     algorithm 1 with {@code w_k = 1})
     */
    public record Settings(
            int rounds,
            int localEpochs,
            double fraction,
            TrainingPlan plan,
            long seed,
            boolean secure,
            PrivacyOptions privacy) {

        public Settings {
            LearningRule.require(rounds >= 0, "--rounds must be 0 or more, found " + rounds);
            LearningRule.require(localEpochs >= 1, "--local-epochs must be 1 or more, found " + localEpochs);
            LearningRule.require(fraction > 0 && fraction <= 1, "--fraction must be in (0, 1], found " + fraction);
            NumpyRandom.requireSeed(seed);
        }

        /** Without noise. */
        public Settings(int rounds, int localEpochs, double fraction, TrainingPlan plan, long seed, boolean secure) {
            this(rounds, localEpochs, fraction, plan, seed, secure, new PrivacyOptions());
        }
    }

    /**
     * How a network does on the test rows.
     *
     * @param bytes what was sent so far, both ways, with 8 bytes for a parameter; keys are not counted
     * @param loss the mean loss
     * @param score the accuracy; for a regression R2
     */
    public record Point(int round, long bytes, double loss, double score) {}

    /**
     * What came of it: the curve of the federated network, of one that has all rows in one place and goes through them as often,
     * and the mean of networks that each know the rows of one client; and how widely the scores of these last lie in the end.
     */
    public record Outcome(
            Parameters parameters,
            List<Point> federated,
            List<Point> central,
            List<Point> alone,
            double worstAlone,
            double bestAlone) {}

    /** A network that nobody else's rows reach. */
    private record Solo(HandEngine engine, Samples rows, int client, List<Point> curve) {}

    private Solo solo(Parameters start, Samples rows, int client, long bytes) {
        return new Solo(new HandEngine(spec, start), rows, client, new ArrayList<>(List.of(point(start, 0, bytes))));
    }

    private void goOn(Solo solo, int round) {
        train(solo.engine, solo.rows, solo.client, round);
        solo.curve.add(point(solo.engine.parameters(), round, solo.curve.get(0).bytes()));
    }

    /** Goes on for all rounds, or until the loss is not finite, or until {@code interrupted} says so between two rounds. */
    public Outcome run(Parameters start, BooleanSupplier interrupted) {
        List<Point> curve = new ArrayList<>(List.of(point(start, 0, 0)));
        MaskedSum masks = settings.secure() ? new MaskedSum(clients.size()) : null;
        Samples all = data.train();
        // to have all rows in one place, every row is sent once
        long table =
                (long) Double.BYTES * all.rows() * (all.x().columns() + all.y().columns());
        Solo central = solo(start, all, -1, table);
        List<Solo> alone = IntStream.range(0, clients.size())
                .mapToObj(k -> solo(start, all.rowsAt(clients.get(k)), k, 0))
                .toList();
        Parameters now = start.copy();
        Parameters kept = start;
        for (int round = 1; round <= settings.rounds() && !interrupted.getAsBoolean(); round++) {
            int[] chosen = chosen(round);
            add(now, change(now, chosen, round, masks));
            long sent = curve.get(round - 1).bytes() + 2L * chosen.length * Double.BYTES * now.count();
            curve.add(point(now, round, sent));
            goOn(central, round);
            for (Solo solo : alone) {
                goOn(solo, round);
            }
            if (!Double.isFinite(curve.get(round).loss())) {
                break;
            }
            kept = now.copy();
        }
        int last = curve.size() - 1;
        List<Point> mean = IntStream.rangeClosed(0, last)
                .mapToObj(r -> new Point(r, 0, mean(alone, r, Point::loss), mean(alone, r, Point::score)))
                .toList();
        double[] scores = alone.stream()
                .mapToDouble(solo -> solo.curve.get(last).score())
                .sorted()
                .toArray();
        return new Outcome(kept, curve, central.curve, mean, scores[0], scores[scores.length - 1]);
    }

    private static double mean(List<Solo> alone, int round, ToDoubleFunction<Point> figure) {
        return alone.stream()
                .mapToDouble(solo -> figure.applyAsDouble(solo.curve.get(round)))
                .average()
                .orElseThrow();
    }

    /** Who takes part in a round, in rising order. */
    private int[] chosen(int round) {
        int all = clients.size();
        if (settings.privacy().isAsked()) {
            var random = settings.privacy().random(0).apply(round);
            return PrivateGradient.drawn(all, settings.fraction(), random);
        }
        int count = (int) Math.max(1, Math.round(settings.fraction() * all));
        int[] order = NumpyRandom.of(settings.seed(), round, 5).permutation(all);
        return Arrays.stream(order, 0, count).sorted().toArray();
    }

    /** What the server adds to all parameters, one after the other. */
    private double[] change(Parameters now, int[] chosen, int round, MaskedSum masks) {
        PrivacyOptions privacy = settings.privacy();
        double rows =
                Arrays.stream(chosen).mapToDouble(k -> clients.get(k).length).sum();
        double expected = settings.fraction() * clients.size();
        double[] sum = new double[now.count()];
        List<long[]> messages = new ArrayList<>();
        for (int k : chosen) {
            Parameters own = trained(now, clients.get(k), k, round);
            double[] change = flat(own);
            double[] before = flat(now);
            Arrays.setAll(change, i -> change[i] - before[i]);
            double norm = Math.sqrt(Arrays.stream(change).map(v -> v * v).sum());
            double weight =
                    privacy.isAsked() ? Math.min(1, privacy.clip / norm) / expected : clients.get(k).length / rows;
            // of a client without a change there is nothing to cut
            Arrays.setAll(change, i -> norm == 0 ? 0 : weight * change[i]);
            if (masks == null) {
                Arrays.setAll(sum, i -> sum[i] + change[i]);
            } else {
                messages.add(masks.message(MaskedSum.units(change), k, chosen, round));
            }
        }
        double[] total = messages.isEmpty() ? sum : MaskedSum.sum(messages);
        if (privacy.isAsked()) {
            double deviation = privacy.noise * privacy.clip / expected;
            PrivateGradient.addNoise(
                    List.of(Tensor.bias("", total)),
                    deviation,
                    privacy.random(1).apply(round));
        }
        return total;
    }

    /** What becomes of {@code start} on some of the training rows in a round. */
    private Parameters trained(Parameters start, int[] rows, int client, int round) {
        HandEngine engine = new HandEngine(spec, start);
        train(engine, data.train().rowsAt(rows), client, round);
        return engine.parameters();
    }

    private void train(HandEngine engine, Samples rows, int client, int round) {
        TrainingPlan plan = settings.plan().withShuffleSeed(settings.plan().shuffleSeed() + client + 1);
        for (int epoch = 1; epoch <= settings.localEpochs(); epoch++) {
            engine.fit(plan.batches(rows, (round - 1) * settings.localEpochs() + epoch));
        }
    }

    private Point point(Parameters parameters, int round, long bytes) {
        Engine.Outcome seen = new HandEngine(spec, parameters).evaluate(data.test());
        double score = Double.isFinite(seen.loss())
                ? Figures.of(
                                data.preparation(),
                                0.5,
                                seen.outputs(),
                                data.test().y())
                        .figures()
                        .get(0)
                        .value()
                : Double.NaN;
        return new Point(round, bytes, seen.loss(), score);
    }

    private static double[] flat(Parameters parameters) {
        return parameters.tensors().stream()
                .flatMapToDouble(tensor -> DoubleStream.of(tensor.values()))
                .toArray();
    }

    private static void add(Parameters parameters, double[] change) {
        int next = 0;
        for (Tensor tensor : parameters.tensors()) {
            double[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                values[i] += change[next++];
            }
        }
    }

    /** What it spent of each client's privacy in so many rounds; empty without noise. */
    Optional<Accountant> spent(int rounds) {
        return settings.privacy().isAsked()
                ? Optional.of(settings.privacy().account(settings.fraction(), rounds))
                : Optional.empty();
    }
}
