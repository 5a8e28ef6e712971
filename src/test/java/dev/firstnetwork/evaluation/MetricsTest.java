package dev.firstnetwork.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.factory.Nd4j;

class MetricsTest {

    private static final Offset<Double> ROUNDING = within(1e-15);
    private static final List<String> TWO = List.of("no", "yes");

    private static Matrix column(double... values) {
        return Matrix.of(values.length, 1, values);
    }

    @Test
    void figuresByHand() {
        // scores by class: no 0.1, 0.6, 0.4; yes 0.9, 0.7, 0.3, 0.4
        Matrix y = column(0, 0, 0, 1, 1, 1, 1);
        Metrics metrics = Metrics.of(TWO, column(0.1, 0.6, 0.4, 0.9, 0.7, 0.3, 0.4), y, 0.5);
        assertThat(metrics.confusionMatrix().counts()).isDeepEqualTo(new long[][] {{2, 1}, {2, 2}});
        assertThat(metrics.accuracy()).isCloseTo(4 / 7.0, ROUNDING);
        assertThat(metrics.precision()).isCloseTo(2 / 3.0, ROUNDING);
        assertThat(metrics.recall()).isCloseTo(0.5, ROUNDING);
        assertThat(metrics.f1()).isCloseTo(4 / 7.0, ROUNDING);
        // of 12 pairs: 0.9 wins 3, 0.7 wins 3, 0.3 wins 1, 0.4 wins 1 and ties one: 8.5
        assertThat(metrics.rocAuc()).isCloseTo(8.5 / 12, ROUNDING);
        double sum = Math.log(0.9)
                + Math.log(0.4)
                + Math.log(0.6)
                + Math.log(0.9)
                + Math.log(0.7)
                + Math.log(0.3)
                + Math.log(0.4);
        assertThat(metrics.logLoss()).isCloseTo(-sum / 7, ROUNDING);
    }

    /** The example in scikit-learn's documentation of roc_auc_score and roc_curve: 0.75. */
    @Test
    void rocAucOfScikitLearnsExample() {
        Metrics metrics = Metrics.of(TWO, column(0.1, 0.4, 0.35, 0.8), column(0, 0, 1, 1), 0.5);
        assertThat(metrics.rocAuc()).isEqualTo(0.75);
    }

    /** The example in scikit-learn's documentation of log_loss: 0.21616. */
    @Test
    void logLossOfScikitLearnsExample() {
        Metrics metrics = Metrics.of(TWO, column(0.9, 0.1, 0.2, 0.65), column(1, 0, 0, 1), 0.5);
        assertThat(metrics.logLoss()).isCloseTo(0.21616, within(5e-6));
    }

    /** The examples in scikit-learn's documentation of precision_score, recall_score and f1_score, average='macro'. */
    @Test
    void macroAveragesOfScikitLearnsExample() {
        int[] actual = {0, 1, 2, 0, 1, 2};
        int[] predicted = {0, 2, 1, 0, 0, 1};
        Matrix y = Matrix.zeros(6, 3);
        Matrix p = Matrix.zeros(6, 3).map(ignored -> 0.2);
        for (int i = 0; i < 6; i++) {
            y.set(i, actual[i], 1);
            p.set(i, predicted[i], 0.6);
        }
        Metrics metrics = Metrics.of(List.of("a", "b", "c"), p, y, 0.5);
        assertThat(metrics.precision()).isCloseTo(0.2222222222222222, ROUNDING);
        assertThat(metrics.recall()).isCloseTo(0.3333333333333333, ROUNDING);
        assertThat(metrics.f1()).isCloseTo(0.26666666666666666, ROUNDING);
        // two labels at 0.6, four at 0.2
        assertThat(metrics.logLoss()).isCloseTo(-(2 * Math.log(0.6) + 4 * Math.log(0.2)) / 6, ROUNDING);
    }

    static Stream<Judged> judgedByScikitLearn() {
        return Judged.of("classification");
    }

    @ParameterizedTest
    @MethodSource("judgedByScikitLearn")
    void everyFigureIsScikitLearns(Judged predictions) {
        Metrics metrics =
                Metrics.of(predictions.classes(), predictions.p(), predictions.y(), predictions.number("threshold"));

        JsonNode expected = predictions.expected().get("figures");
        assertThat(metrics.figures()).extracting(Figure::key).containsExactlyElementsOf(expected::fieldNames);
        for (Figure figure : metrics.figures()) {
            if (expected.get(figure.key()).isNull()) {
                assertThat(figure.value()).as(figure.name()).isNaN();
            } else {
                double value = expected.get(figure.key()).doubleValue();
                assertThat(figure.value()).as(figure.name()).isCloseTo(value, within(1e-12));
            }
        }
        assertThat(metrics.rows()).isEqualTo(predictions.p().rows());
    }

    @Test
    void figuresAreNamedInOrder() {
        List<Figure> figures =
                Metrics.of(TWO, column(0.1, 0.9), column(0, 1), 0.5).figures();

        assertThat(figures)
                .extracting(Figure::name)
                .containsExactly(
                        "accuracy",
                        "balanced accuracy",
                        "precision",
                        "recall",
                        "F1",
                        "ROC AUC",
                        "average precision",
                        "log loss",
                        "Brier score");
    }

    @Test
    void aProbabilityThatIsNoNumberLeavesFiguresUndefined() {
        Metrics metrics = Metrics.of(TWO, column(0.25, Double.NaN, 0.75), column(0, 1, 1), 0.5);

        assertThat(metrics.accuracy()).isEqualTo(2 / 3.0);
        for (double figure :
                List.of(metrics.rocAuc(), metrics.averagePrecision(), metrics.logLoss(), metrics.brierScore())) {
            assertThat(figure).isNaN();
        }
    }

    @Test
    void bothZerosAreOneScore() {
        Metrics metrics = Metrics.of(TWO, column(-0.0, 0.0, 0.0, -0.0), column(0, 0, 1, 1), 0.5);

        assertThat(metrics.rocAuc()).isEqualTo(0.5);
        assertThat(metrics.averagePrecision()).isEqualTo(0.5);
    }

    @Test
    void aThresholdIsForTwoClassesAndAProbability() {
        assertThatThrownBy(() -> Metrics.of(TWO, column(0.5), column(1), 1.5)).hasMessageContaining("found 1.5");
        assertThatThrownBy(() -> Metrics.of(TWO, column(0.5), column(1), Double.NaN))
                .hasMessageContaining("found NaN");
        Matrix y = Matrix.of(1, 3, 1, 0, 0);
        Matrix p = Matrix.of(1, 3, 0.4, 0.3, 0.3);
        assertThat(Metrics.of(List.of("a", "b", "c"), p, y, 0.9).accuracy()).isEqualTo(1);
    }

    @Test
    void nothingToDivideByIsZeroAndOneClassHasNoRocAuc() {
        Metrics metrics = Metrics.of(TWO, column(0.1, 0.2), column(0, 0), 0.5);
        assertThat(metrics.precision()).isZero();
        assertThat(metrics.recall()).isZero();
        assertThat(metrics.f1()).isZero();
        assertThat(metrics.rocAuc()).isNaN();
        assertThat(metrics.accuracy()).isEqualTo(1);
    }

    @Test
    void certaintyThatIsWrongIsFinite() {
        Metrics metrics = Metrics.of(TWO, column(0, 1), column(1, 0), 0.5);
        // -log of the machine epsilon, as scikit-learn clips it
        assertThat(metrics.logLoss()).isCloseTo(-Math.log(Math.ulp(1.0)), within(1e-12));
    }

    /** For the same reason: log(1 + 2^-52) by mpmath 1.3, 1 ulp above what log_loss([0, 1], [0, 1]) of scikit-learn 1.9.1 says. */
    @Test
    void certaintyThatIsRightCostsAnEpsilon() {
        assertThat(Metrics.of(TWO, column(0, 1), column(0, 1), 0.5).logLoss()).isEqualTo(2.2204460492503136e-16);
    }

    /** Of two classes the second alone is judged, of three each against the rest. */
    @Test
    void whatIsSaidOfEachClassGoesByItsName() {
        assertThat(Metrics.ofEach(TWO, k -> k)).containsExactly(Map.entry("yes", 1));
        assertThat(Metrics.ofEach(List.of("a", "b", "c"), k -> k))
                .containsExactly(Map.entry("a", 0), Map.entry("b", 1), Map.entry("c", 2));
    }

    @Test
    void oneHalfIsNotPositive() {
        assertThat(Metrics.of(TWO, column(0.5), column(0), 0.5).accuracy()).isEqualTo(1);
    }

    @Test
    void dl4jsOwnEvaluationAgrees() {
        NumpyRandom random = NumpyRandom.of(11);
        Matrix y = Matrix.zeros(300, 1).map(ignored -> random.nextInt(2));
        Matrix p = Matrix.zeros(300, 1).map(ignored -> random.nextDouble());
        Metrics metrics = Metrics.of(TWO, p, y, 0.5);

        var labels = Nd4j.createFromArray(y.values()).reshape(300, 1);
        var probabilities = Nd4j.createFromArray(p.values()).reshape(300, 1);
        Evaluation evaluation = new Evaluation(1);
        evaluation.eval(labels, probabilities);
        ROC roc = new ROC(0);
        roc.eval(labels, probabilities);
        assertThat(metrics.accuracy()).isCloseTo(evaluation.accuracy(), within(1e-12));
        assertThat(metrics.precision()).isCloseTo(evaluation.precision(1), within(1e-12));
        assertThat(metrics.recall()).isCloseTo(evaluation.recall(1), within(1e-12));
        assertThat(metrics.f1()).isCloseTo(evaluation.f1(1), within(1e-12));
        assertThat(metrics.rocAuc()).isCloseTo(roc.calculateAUC(), within(1e-12));
    }

    @Test
    void sizesThatDoNotFitAreBothNamed() {
        assertThatThrownBy(() -> Metrics.of(TWO, Matrix.zeros(3, 1), Matrix.zeros(1, 3), 0.5))
                .hasMessageContaining("[3, 1]")
                .hasMessageContaining("[1, 3]");
        assertThatThrownBy(() -> Metrics.of(TWO, Matrix.zeros(3, 1), Matrix.zeros(2, 1), 0.5))
                .hasMessageContaining("[3, 1]")
                .hasMessageContaining("[2, 1]");
        assertThatThrownBy(() -> ConfusionMatrix.of(TWO, new int[2], new int[3]))
                .hasMessageContaining("2 actual")
                .hasMessageContaining("3 predicted");
    }
}
