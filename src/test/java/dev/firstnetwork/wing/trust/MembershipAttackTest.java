package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TrainingPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Moons in so much noise that the labels are nearly chance: a network that gets its training rows right knows them by heart. */
class MembershipAttackTest {

    private static final SplitData DATA = ColumnRoles.label("label").split(Generated.moons(60, 3, 1, true), 0.5, 0, 42);
    private static final LearningRule ADAM = LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.02);

    private static Experiment experiment(SplitData data, LearningRule rule, int epochs) {
        NetworkSpec spec = NetworkSpec.classifier(2, List.of(48), 1, Activation.RELU, rule);
        TrainingPlan plan = new TrainingPlan(epochs, 0, true, 1);
        return new Experiment(data, spec, 1, Optional.empty(), EngineKind.HAND, Precision.DOUBLE, plan);
    }

    private static MembershipAttack attack(LearningRule rule, int epochs, int shadows) {
        Experiment experiment = experiment(DATA, rule, epochs);
        Model model =
                experiment.train(figures -> {}, () -> false, Optional.empty()).model();
        return MembershipAttack.of(experiment, model, data -> experiment(data, rule, epochs), shadows, 1, () -> false);
    }

    /** The deviation of the AUC of 30 against 30 that are alike (Mann and Whitney 1947): sqrt(61 / (12 * 900)). */
    private static final double DEVIATION = 0.075;

    @Test
    void whatIsKnownByHeartIsGivenAway() {
        MembershipAttack attack = attack(ADAM, 600, 12);

        assertThat(attack.lossAuc()).isGreaterThan(0.5 + 3 * DEVIATION);
        assertThat(attack.ratioAuc().orElseThrow()).isGreaterThan(0.5 + 4 * DEVIATION);
    }

    @Test
    void ofARowThatWasNotSeenNothingIs() {
        assertThat(attack(ADAM, 0, 0)).satisfies(attack -> {
            assertThat(attack.lossAuc()).isCloseTo(0.5, within(2 * DEVIATION));
            assertThat(attack.ratioAuc()).isEmpty();
        });
    }

    @Test
    void noiseHidesWhatWasLearnedByHeart() {
        LearningRule noisy = ADAM.with(new PrivateGradient(10, 1, 30, step -> NumpyRandom.of(4, step)));

        assertThat(attack(noisy, 600, 0).lossAuc()).isCloseTo(0.5, within(2 * DEVIATION));
    }
}
