package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Making more of what there is: a generator turns noise into points that a critic cannot tell from points of a
 * {@link Ring}, and finds all of its eight modes. What both see of points is blurred, much at first and less and less: on
 * one broad heap there is no mode to miss, and while it becomes a ring and then eight, the generator follows.
 *
 * <p>Shapes, for n points. Generator: in {@code [n, 2]}; dense, ReLU {@code [n, 64]}, twice; out {@code [n, 2]}. Critic: in
 * {@code [n, 2]}; dense, ReLU {@code [n, 64]}, twice; out, sigmoid {@code [n, 1]}: how likely it is that a point is real.
 *
 * <p>Ian Goodfellow and others: <i>Generative Adversarial Nets</i>, 2014. The blur: Casper Kaae Sønderby and others: <i>Amortised
 * MAP Inference for Image Super-resolution</i>, 2017.
 *
 * <p>What goes wrong at first: without the blur some modes are never found, and neither loss tells; look at the points. A critic
 * that is stacked on the generator is trained by the generator's step, too, if it is not frozen: here it is asked for the gradient
 * of its input alone. {@code calculateGradients} and {@code backpropGradient} sum over the rows; the updater divides by how many it is
 * told there are. And Adam with its usual beta1 of 0.9 remembers a critic that is no more.
 */
final class RingGan implements Example {

    private static final int BATCH = 256;

    private static final int BATCHES = 16;

    /** The blur that training begins with. */
    private static final double BLUR = 1;

    @Override
    public About about() {
        return new About(
                "ring-gan",
                "Can a network make points like those of a ring of eight heaps, without missing a heap?",
                "generated: 4,096 points, eight Gaussians of spread 0.05 on a circle of radius 2",
                "GAN: generator and critic with two dense ReLU layers of 64 each",
                "share near a mode",
                true);
    }

    @Override
    public Result run(Setting setting) {
        INDArray data = Nd4j.createFromArray(Ring.points(BATCH * BATCHES, NumpyRandom.of(setting.seed())));
        // of its own: what else runs in this JVM does not disturb it
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(setting.seed());
        MultiLayerNetwork generator = generator(setting.seed());
        MultiLayerNetwork critic = critic(setting.seed() + 1);
        INDArray isReal = Nd4j.vstack(Nd4j.ones(BATCH, 1), Nd4j.zeros(BATCH, 1));
        Map<String, float[][]> seen = new LinkedHashMap<>();
        int steps = setting.size(2000, 20);
        for (int step = 1; step <= steps; step++) {
            // gone after seven tenths of all steps
            double blur = BLUR * Math.max(0, 1 - step / (0.7 * steps));
            // a slice is a view; getRows copies row by row, which takes longer than the step itself
            int from = step % BATCHES * BATCH;
            INDArray real = data.get(NDArrayIndex.interval(from, from + BATCH), NDArrayIndex.all());
            INDArray made = generator.output(noise(random, BATCH));
            INDArray both = Nd4j.vstack(real, made);
            critic.fit(both.add(noise(random, 2 * BATCH).mul(blur)), isReal);
            teach(generator, critic, noise(random, BATCH), noise(random, BATCH).mul(blur), step - 1);
            if (step % (steps / 20) == 0) {
                float[][] some = Ring.rows(generator.output(noise(random, 2000)));
                seen.put("after " + step + " steps", some);
                setting.watch().at(step, steps, Ring.modes(some) + " modes");
            }
        }
        float[][] made = Ring.rows(generator.output(noise(random, 2000)));
        seen.keySet()
                .retainAll(Stream.of(steps / 10, steps / 2, steps)
                        .map(step -> "after " + step + " steps")
                        .toList());
        seen.put("the data", Ring.rows(data));
        return Result.of(Ring.share(made))
                .claiming("a Gaussian fitted to the data", Ring.share(Ring.gaussian(data, noise(random, 2000))))
                .fact("modes", Ring.modes(made))
                .note("Near is within 0.2 of a mode's centre, of 2,000 samples. It finds " + Ring.modes(made)
                        + " of the eight modes: those that have a fifth or more of their share of the samples.")
                .picture(
                        "ring.png",
                        "Samples at three times of the training, and the data, over the ring's centres",
                        "What the generator makes, while the blur goes; circles are 0.2 around the centres.",
                        () -> RingChart.png(seen));
    }

    /** The generator's step: each point it makes is moved to where the critic holds it for real. The critic stays as it is. */
    static void teach(
            MultiLayerNetwork generator, MultiLayerNetwork critic, INDArray noise, INDArray blur, int iteration) {
        generator.setInput(noise);
        INDArray made = generator.feedForward(true, false).get(generator.getnLayers());
        INDArray real = Nd4j.ones(noise.size(0), 1);
        INDArray wanted =
                critic.calculateGradients(made.add(blur), real, null, null).getSecond();
        var gradient = generator.backpropGradient(wanted, null).getFirst();
        var workspaces = LayerWorkspaceMgr.noWorkspaces();
        generator.getUpdater().update(generator, gradient, iteration, 0, (int) noise.size(0), workspaces);
        generator.params().subi(gradient.gradient());
    }

    static MultiLayerNetwork generator(long seed) {
        return network(
                seed, new DenseLayer.Builder().activation(Activation.IDENTITY).nOut(2));
    }

    static MultiLayerNetwork critic(long seed) {
        return network(
                seed,
                new OutputLayer.Builder(LossFunction.XENT)
                        .activation(Activation.SIGMOID)
                        .nOut(1));
    }

    private static MultiLayerNetwork network(long seed, Layer.Builder<?> last) {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(2e-3, 0.5, 0.999, 1e-8))
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nOut(64).build())
                .layer(new DenseLayer.Builder().nOut(64).build())
                .layer(last.build())
                .setInputType(InputType.feedForward(2))
                .build());
        network.init();
        return network;
    }

    private static INDArray noise(Random random, int rows) {
        return Nd4j.randn(random, rows, 2);
    }
}
