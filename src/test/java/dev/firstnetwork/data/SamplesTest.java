package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.math.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class SamplesTest {

    private static final Samples THREE = new Samples(Matrix.of(3, 2, 1, 2, 3, 4, 5, 6), Matrix.of(3, 1, 0, 1, 1));

    @Test
    void oneOutputSaysTheSecondClassAboveTheThresholdAndNotAtIt() {
        Matrix outputs = Matrix.of(4, 1, 0.2, 0.5, 0.51, 0.9);

        assertThat(Samples.classes(outputs)).containsExactly(0, 0, 1, 1);
        assertThat(Samples.classes(outputs, 0.1)).containsExactly(1, 1, 1, 1);
        assertThat(Samples.classes(outputs, 0.51)).containsExactly(0, 0, 0, 1);
    }

    /** NumPy's argmax: the first of the largest. */
    @Test
    void ofSeveralOutputsTheLargestIsTheClassAndOfEqualOnesTheFirst() {
        Matrix outputs = Matrix.ofRows(
                new double[] {0.2, 0.3, 0.5}, new double[] {0.4, 0.2, 0.4}, new double[] {0.2, 0.4, 0.4}, new double[] {
                    0.6, 0.3, 0.1
                });

        assertThat(Samples.classes(outputs)).containsExactly(2, 0, 1, 0);
    }

    @Test
    void rightAreTheRowsWhoseClassTheOutputsSay() {
        Matrix x = Matrix.zeros(4, 1);
        Samples two = new Samples(x, Matrix.of(4, 1, 0, 1, 1, 0));
        assertThat(two.right(Matrix.of(4, 1, 0.5, 0.51, 0.4, Double.NaN))).isEqualTo(3);
        Samples three = new Samples(x, Matrix.of(4, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1));
        assertThat(three.right(Matrix.of(4, 3, 0.4, 0.4, 0.2, 0, 1, 0, 1, 0, 0, 0.3, 0.3, 0.4)))
                .isEqualTo(3);
    }

    @Test
    void partsAreRowsWithTheirLabels() {
        assertThat(THREE.rows(1, 3)).isEqualTo(new Samples(Matrix.of(2, 2, 3, 4, 5, 6), Matrix.of(2, 1, 1, 1)));
        assertThat(THREE.rowsAt(2, 0)).isEqualTo(new Samples(Matrix.of(2, 2, 5, 6, 1, 2), Matrix.of(2, 1, 1, 0)));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void dl4jGetsTheSameRowsInItsOwnArrays(DataType type) {
        DataSet all = THREE.toDataSet(type);

        assertThat(all.getFeatures().dataType()).isEqualTo(type);
        assertThat(all.getLabels().dataType()).isEqualTo(type);
        assertThat(all.getFeatures().toDoubleMatrix()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(all.getLabels().toDoubleMatrix()).isDeepEqualTo(new double[][] {{0}, {1}, {1}});
        all.getFeatures().putScalar(0, 0, 99);
        assertThat(THREE.x().get(0, 0)).isEqualTo(1);
    }

    @Test
    void eachRowHasALabel() {
        assertThatThrownBy(() -> new Samples(Matrix.zeros(3, 2), Matrix.zeros(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("X has 3 rows, Y has 2");
    }

    @Test
    void weightsStayWithTheirRows() {
        Samples weighted = new Samples(THREE.x(), THREE.y(), new double[] {1, 2, 3});
        assertThat(weighted.rows(1, 3).weights()).containsExactly(2, 3);
        assertThat(weighted.rowsAt(2, 0).weights()).containsExactly(3, 1);
        assertThat(weighted.withInputs(Matrix.zeros(3, 2)).weights()).containsExactly(1, 2, 3);
        assertThat(THREE.rows(1, 3).isWeighted()).isFalse();
        assertThatThrownBy(() -> weighted.toDataSet(DataType.DOUBLE)).hasMessageContaining("choose the engine hand");
        assertThatThrownBy(() -> new Samples(THREE.x(), THREE.y(), new double[2]))
                .hasMessageContaining("3 rows, there are 2 weights");
    }
}
