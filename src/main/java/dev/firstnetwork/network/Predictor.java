package dev.firstnetwork.network;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.math.Matrix;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A trained model as a function: from inputs in the data's own units, not standardised, {@code [n, inputs]}, to
 * probabilities, {@code [n, outputs]}, or to numbers in the label's own units. Where several networks were trained, it is
 * the mean of what they say. Rows are taken a block at a time, so that a large table needs no more memory than its outputs.
 *
 * @param preparation its standardisers fitted
 * @param members one network or more
 */
public record Predictor(Preparation preparation, List<Engine> members) implements UnaryOperator<Matrix> {

    private static final int BLOCK = 1 << 14;

    public Predictor {
        members = List.copyOf(members);
    }

    @Override
    public Matrix apply(Matrix x) {
        Matrix outputs = Matrix.zeros(x.rows(), preparation.outputs());
        for (int from = 0; from < x.rows(); from += BLOCK) {
            Matrix block = block(x.rows(from, Math.min(x.rows(), from + BLOCK)));
            System.arraycopy(block.values(), 0, outputs.values(), from * outputs.columns(), block.values().length);
        }
        return outputs;
    }

    private Matrix block(Matrix x) {
        Matrix standardised = preparation.standardiser().apply(x);
        Matrix sum = members.get(0).predict(standardised);
        for (Engine member : members.subList(1, members.size())) {
            Matrix p = member.predict(standardised);
            for (int i = 0; i < p.values().length; i++) {
                sum.values()[i] += p.values()[i];
            }
        }
        Matrix mean = members.size() == 1 ? sum : sum.scaled(1.0 / members.size());
        return preparation.isRegression() ? preparation.labelStandardiser().revert(mean) : mean;
    }
}
