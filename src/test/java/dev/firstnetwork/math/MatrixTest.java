package dev.firstnetwork.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Products of small matrices, worked out by hand. */
class MatrixTest {

    private final Matrix a = Matrix.ofRows(new double[] {1, 2, 3}, new double[] {4, 5, 6});
    private final Matrix b = Matrix.ofRows(new double[] {1, -1}, new double[] {0, 2}, new double[] {3, 1});

    @Test
    void products() {
        assertThat(a.times(b)).isEqualTo(Matrix.ofRows(new double[] {10, 6}, new double[] {22, 12}));
        Matrix c = Matrix.ofRows(new double[] {1, 0}, new double[] {2, -1});
        assertThat(a.transposeTimes(c))
                .isEqualTo(Matrix.ofRows(new double[] {9, -4}, new double[] {12, -5}, new double[] {15, -6}));
        Matrix d = Matrix.ofRows(new double[] {1, 0, -1});
        assertThat(a.timesTranspose(d)).isEqualTo(Matrix.ofRows(new double[] {-2}, new double[] {-2}));
    }

    @Test
    void elementByElement() {
        Matrix c = Matrix.ofRows(new double[] {2, 2, 2}, new double[] {1, 0, -1});
        assertThat(a.minus(c)).isEqualTo(Matrix.ofRows(new double[] {-1, 0, 1}, new double[] {3, 5, 7}));
        assertThat(a.hadamard(c)).isEqualTo(Matrix.ofRows(new double[] {2, 4, 6}, new double[] {4, 0, -6}));
        assertThat(a.scaled(0.5).values()).containsExactly(0.5, 1, 1.5, 2, 2.5, 3);
        assertThat(a.map(v -> v * v).values()).containsExactly(1, 4, 9, 16, 25, 36);
        assertThat(a.plusRow(new double[] {10, 20, 30}).values()).containsExactly(11, 22, 33, 14, 25, 36);
        assertThat(a.columnSums()).containsExactly(5, 7, 9);
    }

    @Test
    void operandsAreLeftAlone() {
        double[] before = a.values().clone();
        a.minus(a);
        a.hadamard(a);
        a.scaled(3);
        a.plusRow(new double[] {1, 1, 1});
        a.times(b);
        assertThat(a.values()).containsExactly(before);
    }

    @Test
    void rowsAndElements() {
        assertThat(a.row(1)).containsExactly(4, 5, 6);
        assertThat(a.rowsAt(1, 0, 1).values()).containsExactly(4, 5, 6, 1, 2, 3, 4, 5, 6);
        assertThat(a.get(1, 2)).isEqualTo(6);
        Matrix copy = a.copy();
        copy.set(0, 1, 9);
        assertThat(copy.values()).containsExactly(1, 9, 3, 4, 5, 6);
        assertThat(a.get(0, 1)).isEqualTo(2);
        assertThat(Matrix.ofRows()).isEqualTo(Matrix.zeros(0, 0));
    }

    @Test
    void indicesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> a.get(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> a.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> a.row(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> a.rowsAt(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> a.set(-1, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void sizesThatDoNotFitAreBothNamed() {
        assertThatThrownBy(() -> b.times(b)).hasMessage("the sizes do not fit A B: A is [3, 2], B is [3, 2]");
        assertThatThrownBy(() -> a.transposeTimes(b)).hasMessage("the sizes do not fit A' B: A is [2, 3], B is [3, 2]");
        assertThatThrownBy(() -> a.timesTranspose(b)).hasMessage("the sizes do not fit A B': A is [2, 3], B is [3, 2]");
        assertThatThrownBy(() -> a.minus(b)).hasMessageContaining("A - B").hasMessageContaining("[3, 2]");
        assertThatThrownBy(() -> a.hadamard(Matrix.zeros(2, 2))).hasMessageContaining("[2, 2]");
        assertThatThrownBy(() -> a.plusRow(new double[2]))
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[2]");
        assertThatThrownBy(() -> Matrix.of(2, 2, 1, 2, 3)).hasMessage("a [2, 2] matrix cannot hold 3 values");
        assertThatThrownBy(() -> Matrix.of(-1, 0)).hasMessageContaining("[-1, 0]");
        assertThatThrownBy(() -> Matrix.of(0, -1)).hasMessageContaining("[0, -1]");
        assertThatThrownBy(() -> Matrix.ofRows(new double[2], new double[3]))
                .hasMessage("row 1 has 3 values, row 0 has 2");
    }

    @Test
    void equalityIsBySizeAndValues() {
        assertThat(Matrix.of(1, 4, 1, 2, 3, 4)).isNotEqualTo(Matrix.of(2, 2, 1, 2, 3, 4));
        assertThat(Matrix.of(2, 2, 1, 2, 3, 4)).isNotEqualTo(Matrix.of(2, 2, 1, 2, 3, 5));
        assertThat(a.copy()).isEqualTo(a).hasSameHashCodeAs(a);
        assertThat(a.hashCode()).isNotEqualTo(b.hashCode());
        assertThat(a.toString()).isEqualTo("[2, 3][1.0, 2.0, 3.0, 4.0, 5.0, 6.0]");
        assertThat(a.sameSize(Matrix.zeros(2, 3))).isTrue();
        assertThat(a.sameSize(Matrix.zeros(2, 4))).isFalse();
        assertThat(a.sameSize(Matrix.zeros(3, 3))).isFalse();
    }
}
