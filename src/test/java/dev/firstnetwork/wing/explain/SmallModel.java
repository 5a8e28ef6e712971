package dev.firstnetwork.wing.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.data.Column;
import dev.firstnetwork.math.Matrix;
import java.util.List;

/** The model of reference/make_explanation.py with its rows, the category as three inputs of 0 or 1. */
public final class SmallModel {

    public static final JsonNode REFERENCE = Reference.json("reference/explanation.json");

    public static final List<InputGroup> GROUPS = InputGroup.of(List.of(
            new Column("x1", List.of()),
            new Column("x2", List.of()),
            new Column("x3", List.of()),
            new Column("c", List.of("a", "b", "c"))));

    private SmallModel() {}

    /** {@code [40, 6]}. */
    public static Matrix x() {
        JsonNode rows = REFERENCE.get("x");
        Matrix x = Matrix.zeros(rows.size(), 6);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < 3; j++) {
                x.set(i, j, rows.get(i).get(j).doubleValue());
            }
            x.set(i, 3 + rows.get(i).get(3).intValue(), 1);
        }
        return x;
    }

    /** {@code [40, 1]}. */
    public static Matrix y() {
        double[] y = Reference.numbers(REFERENCE.get("y"));
        return Matrix.of(y.length, 1, y);
    }

    /** {@code p = sigmoid(1.5 x1 - 2 x2 x3 + c)}. */
    public static Matrix network(Matrix x) {
        Matrix p = Matrix.zeros(x.rows(), 1);
        for (int i = 0; i < x.rows(); i++) {
            double c = 0.5 * x.get(i, 3) - x.get(i, 4) + 0.25 * x.get(i, 5);
            p.set(i, 0, 1 / (1 + Math.exp(-(1.5 * x.get(i, 0) - 2 * x.get(i, 1) * x.get(i, 2) + c))));
        }
        return p;
    }
}
