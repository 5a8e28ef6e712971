package dev.firstnetwork.wing.explain;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.wing.explain.Explanation.Settings;
import dev.firstnetwork.wing.explain.Explanation.Subject;
import dev.firstnetwork.wing.explain.Explanation.Target;
import dev.firstnetwork.wing.explain.PermutationImportance.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Explanations of a function made by hand: sigmoid of the sum of x_j / (j + 1), over 40 normal rows and a category. */
final class Explanations {

    static final Settings SETTINGS = new Settings(10, 20, false, 1000, OptionalInt.empty(), 1);

    private static final int ROWS = 40;

    private Explanations() {}

    /** Of {@code columns} columns, of which the last has the categories no and yes, yes counting 1. */
    static Explanation of(int columns, boolean labelled) {
        return of(columns, labelled, List.of("probability of yes"), OptionalInt.empty());
    }

    /** The same with more outputs, each a tenth larger than the one before it. */
    static Explanation of(int columns, boolean labelled, List<String> outputs, OptionalInt output) {
        List<Column> features = new ArrayList<>();
        for (int j = 0; j < columns - 1; j++) {
            features.add(new Column("column " + j, List.of()));
        }
        features.add(new Column("kind, of two", List.of("no", "yes")));
        NumpyRandom random = NumpyRandom.of(1);
        Matrix x = Matrix.zeros(ROWS, columns + 1);
        Matrix y = Matrix.zeros(ROWS, outputs.size());
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < columns - 1; j++) {
                x.set(i, j, random.nextGaussian());
            }
            x.set(i, columns - i % 2, 1);
            y.set(i, i % outputs.size(), 1);
        }
        if (outputs.size() == 1) {
            y = network(x, 1).map(p -> p > 0.5 ? 1 : 0);
        }
        return Explanation.of(
                rows -> network(rows, outputs.size()),
                new Target(outputs, List.of(Score.ACCURACY, Score.LOG_LOSS)),
                InputGroup.of(features),
                Subject.drawn(x, labelled ? Optional.of(y) : Optional.empty(), ROWS, 5, 12, 1),
                new Settings(3, 6, columns < 5, 1, output, 1));
    }

    private static Matrix network(Matrix x, int outputs) {
        Matrix p = Matrix.zeros(x.rows(), outputs);
        for (int i = 0; i < x.rows(); i++) {
            double z = x.get(i, x.columns() - 1);
            for (int j = 0; j < x.columns() - 2; j++) {
                z += x.get(i, j) / (j + 1);
            }
            for (int k = 0; k < outputs; k++) {
                p.set(i, k, 1 / (1 + Math.exp(-z)) * (1 + 0.1 * k));
            }
        }
        return p;
    }
}
