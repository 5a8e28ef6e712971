package dev.firstnetwork.spark;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.TrainingPlan;
import dev.firstnetwork.wing.fast.BlockedPass;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a worker does with a partition. It depends on nothing but what it is given, and changes none of it. */
final class Task implements Serializable {

    private static final long serialVersionUID = 1;

    /** Of an engine's state, how many steps it has made. */
    static final String STEPS = "steps";

    private final NetworkSpec spec;
    private final int epochs;
    private final int batch;
    private final boolean shuffle;
    private final long shuffleSeed;

    /** What the engine knows. It goes with the task, which Spark sends to each executor once. */
    private final Map<String, double[]> state;

    Task(NetworkSpec spec, TrainingPlan plan, Map<String, double[]> state) {
        this.spec = spec;
        this.state = state;
        this.epochs = plan.epochs();
        this.batch = plan.batch();
        this.shuffle = plan.shuffle();
        this.shuffleSeed = plan.shuffleSeed();
    }

    /**
     * What is seen of rows.
     *
     * @param loss the mean
     * @param right how many get their right class; 0 for a regression
     * @param mean of the labels of a regression
     * @param variance of these
     */
    record Sums(int rows, double loss, long right, double mean, double variance) implements Serializable {}

    record Seen(Sums train, Sums test) implements Serializable {}

    /** @param state after the epoch; as it was before, if there was none */
    record Trained(Seen seen, Map<String, double[]> state) implements Serializable {}

    private Sums seen(HandEngine engine, Shard.Side side) {
        return side.isEmpty() ? new Sums(0, 0, 0, 0, 0) : sums(side.samples(), engine.evaluate(side.samples()));
    }

    private Seen seen(HandEngine engine, Shard shard) {
        return new Seen(seen(engine, shard.train()), seen(engine, shard.test()));
    }

    /** Looks at the rows of a partition, and then trains on them for an epoch. */
    Trained average(int partition, Shard shard, int epoch, boolean train) {
        HandEngine engine = SparkTrainer.engine(spec, state);
        Seen seen = seen(engine, shard);
        if (train && !shard.train().isEmpty()) {
            // each partition takes its rows in an order of its own; the first one, as one machine does
            long seed = (shuffleSeed + 1_000_003L * partition) & 0xffff_ffffL;
            engine.fit(new TrainingPlan(epochs, batch, shuffle, seed)
                    .batches(shard.train().samples(), epoch + 1));
        }
        return new Trained(seen, new TreeMap<>(engine.state()));
    }

    /**
     * What comes of a step.
     *
     * @param seen null where nobody asks
     * @param gradient of the mean loss over the rows, without penalties, tensor by tensor
     */
    record Step(Seen seen, double[]... gradient) implements Serializable {}

    /**
     * The gradient over some rows of a partition, after a look at all of them where that is asked.
     *
     * @param rows their numbers among the training rows; null for all
     */
    Step step(Shard shard, boolean looking, int[] rows) {
        HandEngine engine = SparkTrainer.engine(spec, state);
        Parameters parameters = engine.parameters();
        Parameters gradients = parameters.zeros();
        boolean none = rows == null ? shard.train().isEmpty() : rows.length == 0;
        Optional<Sums> train = Optional.empty();
        if (!none) {
            Samples all = shard.train().samples();
            Samples batch = rows == null ? all : all.rowsAt(rows);
            BlockedPass pass = new BlockedPass(HandEngine.network(spec, parameters), 1);
            if (looking && rows == null) {
                Matrix outputs = Matrix.zeros(batch.rows(), spec.outputs());
                double loss = pass.lossAndGradients(batch.x(), batch.y(), outputs, gradients);
                train = Optional.of(sums(batch, new Engine.Outcome(loss, outputs)));
            } else {
                pass.gradients(batch.x(), batch.y(), gradients);
            }
        }
        Seen seen = looking
                ? new Seen(train.orElseGet(() -> seen(engine, shard.train())), seen(engine, shard.test()))
                : null;
        return new Step(
                seen,
                gradients.tensors().stream().map(tensor -> tensor.values()).toArray(double[][]::new));
    }

    private Sums sums(Samples samples, Engine.Outcome outcome) {
        Matrix y = samples.y();
        if (spec.outputActivation() == dev.firstnetwork.math.Activation.IDENTITY) {
            double mean = Arrays.stream(y.values()).average().orElse(0);
            double variance = Arrays.stream(y.values())
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            return new Sums(samples.rows(), outcome.loss(), 0, mean, variance);
        }
        return new Sums(samples.rows(), outcome.loss(), samples.right(outcome.outputs()), 0, 0);
    }
}
