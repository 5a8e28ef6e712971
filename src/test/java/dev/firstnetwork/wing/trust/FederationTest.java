package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.TrainingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class FederationTest {

    private static final SplitData DATA =
            ColumnRoles.label("label").split(Generated.moons(100, 0.1, 1, true), 0.2, 0, 42);
    private static final NetworkSpec SPEC = NetworkSpec.classifier(
            2,
            List.of(8),
            1,
            Activation.TANH,
            LearningRule.of(new Updater.Sgd(), 0.3).with(new Penalty(0, 0.01)));
    private static final Parameters START = Parameters.glorotUniform(SPEC.sizes(), NumpyRandom.of(1));

    private static PrivacyOptions privacy(Double noise, Double clip) {
        PrivacyOptions options = new PrivacyOptions();
        options.noise = noise;
        options.clip = clip;
        options.delta = 1e-5;
        options.seed = noise == null ? null : 1L;
        return options;
    }

    private static Federation of(
            int clients, int rounds, int batch, double fraction, boolean secure, PrivacyOptions privacy) {
        TrainingPlan plan = new TrainingPlan(0, batch, true, 1);
        List<int[]> rows = LabelSkew.of(Samples.classes(DATA.train().y()), clients, 0.3, 1);
        return new Federation(SPEC, DATA, rows, new Federation.Settings(rounds, 1, fraction, plan, 1, secure, privacy));
    }

    private static Federation.Outcome run(Federation federation) {
        return federation.run(START, () -> false);
    }

    private static double difference(Parameters a, Parameters b) {
        double largest = 0;
        for (int i = 0; i < a.tensors().size(); i++) {
            double[] left = a.tensors().get(i).values();
            double[] right = b.tensors().get(i).values();
            for (int j = 0; j < left.length; j++) {
                largest = Math.max(largest, Math.abs(left[j] - right[j]));
            }
        }
        return largest;
    }

    /** The mean of the clients' gradients by their rows is the gradient of all rows (McMahan et al. 2017, section 2). */
    @Test
    void withAllClientsAndOneFullStepItIsGradientDescentOnAllRows() {
        HandEngine central = new HandEngine(SPEC, START);
        for (int step = 0; step < 20; step++) {
            central.step(DATA.train());
        }

        // 80 rows among 7: not as many for each
        Federation.Outcome outcome = run(of(7, 20, 0, 1, false, privacy(null, null)));

        assertThat(difference(outcome.parameters(), central.parameters())).isLessThan(1e-14);
        assertThat(outcome.central().get(20).loss())
                .isCloseTo(outcome.federated().get(20).loss(), within(1e-13));
    }

    @Test
    void withMasksItIsTheSameButForTheUnitOfWhatIsSent() {
        Federation.Outcome plain = run(of(6, 10, 8, 0.5, false, privacy(null, null)));
        Federation.Outcome masked = run(of(6, 10, 8, 0.5, true, privacy(null, null)));

        // 3 clients round to half a unit of 2^-40, 10 times over
        assertThat(difference(plain.parameters(), masked.parameters())).isBetween(1e-300, 1e-10);
    }

    /** 33 parameters of 8 bytes go to 3 of 6 clients and come back, in each round. */
    @Test
    void theBytesAreThoseOfTheParametersBothWays() {
        Federation.Outcome outcome = run(of(6, 4, 8, 0.5, false, privacy(null, null)));

        assertThat(outcome.federated().stream().map(Federation.Point::bytes))
                .containsExactly(0L, 1584L, 3168L, 4752L, 6336L);
        assertThat(outcome.central()).allMatch(point -> point.bytes() == 80 * 3 * 8);
        assertThat(outcome.alone()).allMatch(point -> point.bytes() == 0).hasSize(5);
        assertThat(outcome.worstAlone())
                .isLessThanOrEqualTo(outcome.alone().get(4).score())
                .isLessThanOrEqualTo(outcome.bestAlone());
    }

    /** 80 rows among 8 clients are 10 each, so that each counts alike with and without privacy. */
    @Test
    void withoutNoiseAndCutTheProtectedSumIsTheMean() {
        Federation.Outcome plain = run(of(8, 5, 0, 1, false, privacy(null, null)));
        Federation.Outcome guarded = run(of(8, 5, 0, 1, true, privacy(0.0, 1e9)));

        assertThat(difference(plain.parameters(), guarded.parameters())).isLessThan(1e-10);
    }

    @Test
    void noClientMovesTheNetworkFurtherThanTheCut() {
        Federation.Outcome outcome = run(of(8, 1, 1, 1, false, privacy(0.0, 0.01)));

        double square = 0;
        for (int i = 0; i < START.tensors().size(); i++) {
            double[] before = START.tensors().get(i).values();
            double[] after = outcome.parameters().tensors().get(i).values();
            for (int j = 0; j < before.length; j++) {
                square += (after[j] - before[j]) * (after[j] - before[j]);
            }
        }
        assertThat(Math.sqrt(square)).isBetween(0.001, 0.01);
    }

    @Test
    void theSameSeedsGiveTheSameBitsNoiseIncluded() {
        Federation federation = of(8, 5, 4, 0.5, true, privacy(1.0, 0.1));

        assertThat(difference(run(federation).parameters(), run(federation).parameters()))
                .isZero();
        assertThat(federation.spent(5)).contains(new Accountant(1, 0.5, 5, 1e-5));
    }

    @Test
    void itEndsWhenItIsAskedTo() {
        assertThat(of(4, 5, 0, 1, false, privacy(null, null))
                        .run(START, () -> true)
                        .federated())
                .hasSize(1);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        for (double bad : new double[] {0, -0.1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> of(4, 1, 0, bad, false, privacy(null, null)))
                    .hasMessageContaining("found " + bad);
        }
        assertThatThrownBy(() -> of(4, -1, 0, 1, false, privacy(null, null))).hasMessageContaining("found -1");
        TrainingPlan plan = new TrainingPlan(0, 0, true, 1);
        assertThatThrownBy(() -> new Federation.Settings(1, 0, 1, plan, 1, false, privacy(null, null)))
                .hasMessageContaining("found 0");
    }
}
