package dev.firstnetwork.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.wing.proof.Mistake;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check of the present network, and what it says of a planted mistake. */
class ProofTest {

    private static Run run(int epochs) {
        return run(epochs, 8, 4);
    }

    private static Run run(int epochs, double... hidden) {
        DoubleStream numbers = DoubleStream.of(100, 0.1, 1, 0.2, 42, 0, 1, 0.1, 0, 0, 0, 1, 1, 0, 1, 0);
        Recipe recipe =
                Recipe.of(DoubleStream.concat(numbers, Arrays.stream(hidden)).toArray());
        Run run = new Run(Points.of(recipe.figure()), recipe, null);
        for (int i = 0; i < epochs; i++) {
            run.epoch();
        }
        return run;
    }

    private static List<Boolean> passed(Proof.Checks checks) {
        return checks.tensors().stream().map(Proof.Check::passed).toList();
    }

    @Test
    void theGradientsOfTheNetworkAreRightAtAnyTime() {
        for (int epochs : new int[] {0, 1, 30}) {
            // W1, b1, W2, b2, W3, b3, and a step of each
            assertThat(passed(Proof.check(run(epochs), null))).hasSize(12).containsOnly(true);
        }
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void eachMistakeIsCaughtInAnUntrainedNetworkAndInATrainedOne(Mistake mistake) {
        assertThat(passed(Proof.check(run(0), mistake))).contains(false);
        assertThat(passed(Proof.check(run(20), mistake))).contains(false);
    }

    @Test
    void aWrongSignShowsInTheStepAlone() {
        List<Boolean> passed = passed(Proof.check(run(3), Mistake.UPDATE_SIGN));

        assertThat(passed.subList(0, 6)).containsOnly(true);
        assertThat(passed.subList(6, 12)).containsOnly(false);
    }

    /** What makes the check worth its while: the loss of the article's network falls under most mistakes too. */
    @ParameterizedTest
    @EnumSource(value = Mistake.class, names = "UPDATE_SIGN", mode = EnumSource.Mode.EXCLUDE)
    void theLossFallsAllTheSame(Mistake mistake) {
        double[] losses = Proof.losses(run(0, 32), mistake, 50);

        assertThat(losses).hasSize(51);
        assertThat(losses[0]).isEqualTo(run(0, 32).figures()[0]);
        assertThat(losses[50]).isLessThan(losses[0]);
    }

    @Test
    void withoutAMistakeItIsTheRunItself() {
        double[] losses = Proof.losses(run(4), null, 30);

        assertThat(losses[0]).isEqualTo(run(0).figures()[0]);
        assertThat(losses[30]).isCloseTo(run(30).figures()[0], within(1e-14));
    }
}
