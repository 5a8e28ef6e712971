package dev.firstnetwork.wing.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.network.NetworkSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientCheckTest {

    private static final Samples TRAIN =
            new Samples(Golden.train().x(), Golden.train().y());
    private static final NetworkSpec SPEC = NetworkSpec.classifier(
            2,
            List.of(32),
            1,
            Activation.RELU,
            LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.1).with(new Penalty(0, 0.01)));

    private static Parameters start() {
        Parameters start = Golden.start();
        start.b(1)[3] = 0.5;
        start.b(2)[0] = -0.25;
        return start;
    }

    private static GradientCheck check(Optional<Mistake> planted) {
        return GradientCheck.of(SPEC, start(), TRAIN, 1e-6, planted);
    }

    @Test
    void nothingIsReportedWithoutAMistake() {
        GradientCheck check = check(Optional.empty());
        assertThat(check.passed()).isTrue();
        assertThat(check.notJudged()).isZero();
        // three pairs and the step, four tensors each
        assertThat(check.comparisons()).hasSize(16).allMatch(GradientCheck.Comparison::passed);
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void everyPlantedMistakeIsCaughtAndPinnedOnTheHandWrittenEngine(Mistake mistake) {
        GradientCheck check = check(Optional.of(mistake));
        assertThat(check.passed()).isFalse();
        Set<String> failed = check.comparisons().stream()
                .filter(comparison -> !comparison.passed())
                .map(GradientCheck.Comparison::pair)
                .collect(Collectors.toSet());
        if (mistake == Mistake.UPDATE_SIGN) {
            assertThat(failed).containsExactly("step");
        } else {
            assertThat(failed).containsExactlyInAnyOrder("hand-dl4j", "hand-numeric");
        }
    }
}
