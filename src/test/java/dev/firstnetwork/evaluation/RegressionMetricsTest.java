package dev.firstnetwork.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.evaluation.Figures.RegressionMetrics;
import dev.firstnetwork.math.Matrix;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegressionMetricsTest {

    static Stream<Judged> judgedByScikitLearn() {
        return Judged.of("regression");
    }

    @ParameterizedTest
    @MethodSource("judgedByScikitLearn")
    void everyFigureIsScikitLearns(Judged predictions) {
        double[] y = predictions.numbers("y");
        double[] p = predictions.numbers("p");

        RegressionMetrics metrics = RegressionMetrics.of(Matrix.of(p.length, 1, p), Matrix.of(y.length, 1, y));

        assertThat(metrics.rows()).isEqualTo(y.length);
        for (Figure figure : metrics.figures()) {
            if (predictions.expected().get(figure.key()).isNull()) {
                assertThat(figure.value()).as(figure.name()).isNaN();
            } else {
                double value = predictions.number(figure.key());
                assertThat(figure.value()).as(figure.name()).isCloseTo(value, within(1e-12 * Math.max(1, value)));
            }
        }
    }

    @Test
    void figuresAreNamedInOrder() {
        assertThat(RegressionMetrics.of(Matrix.of(2, 1, 1, 2), Matrix.of(2, 1, 1, 4))
                        .figures())
                .extracting(Figure::name)
                .containsExactly("R²", "RMSE", "MAE", "max error");
    }

    @Test
    void sizesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> RegressionMetrics.of(Matrix.zeros(3, 1), Matrix.zeros(2, 1)))
                .hasMessageContaining("[3, 1]")
                .hasMessageContaining("[2, 1]");
        assertThatThrownBy(() -> RegressionMetrics.of(Matrix.zeros(3, 2), Matrix.zeros(3, 2)))
                .hasMessageContaining("[3, 2]");
        assertThatThrownBy(() -> RegressionMetrics.of(Matrix.zeros(0, 1), Matrix.zeros(0, 1)))
                .hasMessageContaining("[0, 1]");
    }
}
