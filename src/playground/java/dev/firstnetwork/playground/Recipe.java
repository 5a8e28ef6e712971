package dev.firstnetwork.playground;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Generated.Shape;
import dev.firstnetwork.math.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * What the page is set to: options of {@code train}, in their order there.
 *
 * @param figure the generated points; null where the rows are the page's own
 * @param testSize the fraction of the rows that test
 * @param splitSeed of the split
 * @param hidden the width of each hidden layer
 * @param activation of the hidden layers
 * @param rule how a batch changes the parameters
 * @param seed of the first weights
 * @param batches which rows make a step
 */
record Recipe(
        Generated figure,
        double testSize,
        long splitSeed,
        List<Integer> hidden,
        Activation activation,
        LearningRule rule,
        long seed,
        Batches batches) {

    /** In the order of the page's lists, as are the updaters below. */
    private static final List<Shape> SHAPES =
            List.of(Shape.MOONS, Shape.CIRCLES, Shape.BLOBS, Shape.XOR, Shape.SPIRALS);

    private static final List<Activation> ACTIVATIONS =
            List.of(Activation.IDENTITY, Activation.RELU, Activation.LEAKY_RELU, Activation.TANH, Activation.SIGMOID);

    /** How many numbers come before the widths of the hidden layers. */
    private static final int FIXED = 16;

    Recipe {
        hidden = List.copyOf(hidden);
    }

    /**
     * A recipe from numbers alone, which cross from a page as they are: samples, noise, data seed, test size, split seed,
     * batch, shuffle seed, learning rate, L1, L2, dropout, dropout seed, seed, then the positions of the shape (-1 for own
     * rows), the activation and the updater in their lists, then the widths.
     *
     * @throws IllegalArgumentException with a plain sentence, if one of them cannot be
     */
    static Recipe of(double... numbers) {
        int shape = whole("the shape", numbers[13]);
        Generated figure = shape < 0
                ? null
                : new Generated(
                        SHAPES.get(shape),
                        whole("the number of points", numbers[0]),
                        numbers[1],
                        seed(numbers[2]),
                        true);
        List<Integer> hidden = new ArrayList<>();
        for (int i = FIXED; i < numbers.length; i++) {
            hidden.add(whole("the width of a layer", numbers[i]));
        }
        LearningRule rule = LearningRule.of(updater(whole("the updater", numbers[15])), numbers[7])
                .with(new Penalty(numbers[8], numbers[9]))
                .withDropout(numbers[10], seed(numbers[11]));
        return new Recipe(
                figure,
                numbers[3],
                seed(numbers[4]),
                hidden,
                ACTIVATIONS.get(whole("the activation", numbers[14])),
                rule,
                seed(numbers[12]),
                new Batches(whole("the batch size", numbers[5]), seed(numbers[6])));
    }

    /** The updaters of {@code --updater}, with the same constants. */
    private static Updater updater(int position) {
        return switch (position) {
            case 0 -> new Updater.Sgd();
            case 1 -> new Updater.Momentum(0.9);
            case 2 -> new Updater.Nesterov(0.9);
            case 3 -> new Updater.AdaGrad(1e-6);
            case 4 -> new Updater.RmsProp(0.95, 1e-8);
            case 5 -> new Updater.Adam(0.9, 0.999, 1e-8);
            default -> throw new IllegalArgumentException("there is no such updater");
        };
    }

    private static int whole(String what, double value) {
        if (value != (int) value) {
            throw new IllegalArgumentException(what + " must be a whole number");
        }
        return (int) value;
    }

    private static long seed(double value) {
        if (value != (long) value || value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("a seed must be a whole number from 0 to 4294967295");
        }
        return (long) value;
    }
}
