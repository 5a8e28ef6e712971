package dev.firstnetwork.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.Reference;
import dev.firstnetwork.backprop.LearningRate.Constant;
import dev.firstnetwork.backprop.LearningRate.Cosine;
import dev.firstnetwork.backprop.LearningRate.Exponential;
import dev.firstnetwork.backprop.LearningRate.Step;
import dev.firstnetwork.backprop.LearningRate.WarmUp;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearningRateTest {

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of("step every 3 by 0.5", new Step(0.1, 0.5, 3)),
                Arguments.of("step every 1 by 0.9", new Step(0.1, 0.9, 1)),
                Arguments.of("exponential 0.8", new Exponential(0.1, 0.8)),
                Arguments.of("cosine 10", new Cosine(0.1, 10)),
                Arguments.of("warm-up 4, constant", new WarmUp(4, new Constant(0.1))),
                Arguments.of("warm-up 4, cosine 10", new WarmUp(4, new Cosine(0.1, 10))),
                Arguments.of("warm-up 5, step every 2 by 0.5", new WarmUp(5, new Step(0.1, 0.5, 2))));
    }

    /** reference/make_learning.py: StepLR, ExponentialLR, CosineAnnealingLR, LinearLR and ChainedScheduler. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void theRatesArePyTorchs(String name, LearningRate rate) {
        double[] expected = Reference.numbers(
                Reference.json("reference/learning.json").get("schedules").get(name));

        double[] actual =
                IntStream.rangeClosed(1, expected.length).mapToDouble(rate::at).toArray();

        assertThat(expected.length).isGreaterThanOrEqualTo(8);
        assertThat(actual).containsExactly(expected, within(1e-15));
    }

    @Test
    void aWaveEndsAtNothingAndStaysThere() {
        Cosine cosine = new Cosine(0.4, 6);
        assertThat(cosine.at(1)).isEqualTo(0.4);
        assertThat(cosine.at(4)).isCloseTo(0.2, within(1e-16));
        assertThat(cosine.at(7)).isZero();
        assertThat(cosine.at(8)).isZero();
        assertThat(cosine.at(Integer.MAX_VALUE)).isZero();
    }

    @Test
    void warmUpEndsWithItsLastStepAndStartsAboveNothing() {
        WarmUp warmUp = new WarmUp(3, new Constant(0.3));
        assertThat(warmUp.at(1)).isCloseTo(0.1, within(1e-16)).isPositive();
        assertThat(warmUp.at(3)).isEqualTo(0.3);
        assertThat(warmUp.at(4)).isEqualTo(0.3);
        assertThat(new WarmUp(1, new Constant(0.3)).at(1)).isEqualTo(0.3);
    }

    @Test
    void stepsComeAfterEachFullPart() {
        Step step = new Step(1, 0.5, 4);
        assertThat(new double[] {step.at(1), step.at(4), step.at(5), step.at(8), step.at(9)})
                .containsExactly(1, 1, 0.5, 0.5, 0.25);
        assertThat(new Step(0.1, 1, 1).at(1000)).isEqualTo(0.1);
        assertThat(new Exponential(0.1, 0.5).at(1)).isEqualTo(0.1);
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        for (double bad : new double[] {0, -0.1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new Step(0.1, bad, 1))
                    .hasMessage("the decay of the learning rate must be in (0, 1], found " + bad);
            assertThatThrownBy(() -> new Exponential(0.1, bad)).hasMessageContaining(String.valueOf(bad));
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Constant(bad)).hasMessageContaining("learning rate");
            assertThatThrownBy(() -> new Cosine(bad, 5)).hasMessageContaining(String.valueOf(bad));
        }
        assertThatThrownBy(() -> new Step(0.1, 0.5, 0)).hasMessage("a schedule needs 1 step or more, found 0");
        assertThatThrownBy(() -> new Cosine(0.1, 0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> new WarmUp(-1, new Constant(0.1))).hasMessageContaining("found -1");
    }
}
