package dev.firstnetwork.benchmark;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.dl4j.Dl4jEngine;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.wing.fast.BlockedPass;
import java.util.Arrays;
import java.util.List;

/** What is timed: the networks and rows of {@code src/jmh/peers.py}, and the systems. */
final class Work {

    private Work() {}

    /** The network of a name such as {@code 2-32-1}: ReLU, sigmoid or softmax, SGD with a rate of 0.01. */
    static NetworkSpec spec(String net) {
        List<Integer> sizes =
                Arrays.stream(net.split("-", -1)).map(Integer::valueOf).toList();
        int outputs = sizes.get(sizes.size() - 1);
        return NetworkSpec.classifier(
                sizes.get(0),
                sizes.subList(1, sizes.size() - 1),
                outputs,
                Activation.RELU,
                LearningRule.of(new Updater.Sgd(), 0.01));
    }

    /** {@code n} rows of the normal distribution; the first input decides the label, or chance does. */
    static Samples samples(NetworkSpec spec, int n) {
        NumpyRandom random = NumpyRandom.of(0);
        Matrix x = Matrix.zeros(n, spec.inputs()).map(ignored -> random.nextGaussian());
        Matrix y = Matrix.zeros(n, spec.outputs());
        for (int i = 0; i < n; i++) {
            if (spec.outputs() == 1) {
                y.set(i, 0, x.get(i, 0) + 0.5 * random.nextGaussian() > 0 ? 1 : 0);
            } else {
                y.set(i, random.nextInt(spec.outputs()), 1);
            }
        }
        return new Samples(x, y);
    }

    static Engine engine(String system, NetworkSpec spec) {
        Parameters start = Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(1));
        return switch (system) {
            case "hand" -> new HandEngine(spec, start, new BlockedPass.Maker());
            case "dl4j-float" -> new Dl4jEngine(spec, start, Precision.FLOAT);
            case "dl4j-double" -> new Dl4jEngine(spec, start, Precision.DOUBLE);
            default -> throw new IllegalArgumentException("no system " + system);
        };
    }
}
