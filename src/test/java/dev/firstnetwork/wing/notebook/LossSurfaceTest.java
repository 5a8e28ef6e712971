package dev.firstnetwork.wing.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LossSurfaceTest {

    @Test
    void theFirstParameterGoesAlongARowAndTheSecondFromRowToRow() {
        LossSurface surface = LossSurface.of(new double[] {0, 2}, new double[] {10, 30}, 3, (x, y) -> x + y);

        assertThat(surface.x()).containsExactly(0, 1, 2);
        assertThat(surface.y()).containsExactly(10, 20, 30);
        assertThat(surface.loss()).isDeepEqualTo(new double[][] {{10, 11, 12}, {20, 21, 22}, {30, 31, 32}});
    }

    @Test
    void aGridOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> new LossSurface(new double[2], new double[3], new double[2][3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the grid is 2 by 3, the loss 3 by 2: expected the same, 2 or more");
    }
}
