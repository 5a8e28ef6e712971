package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TrainingPlan;
import dev.firstnetwork.wing.trust.Robustness.Level;
import dev.firstnetwork.wing.trust.Threat.Norm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trained models of two and of three classes, attacked and certified. */
class RobustnessTest {

    private static final SplitData MOONS = ColumnRoles.label("label").split(Generated.moons(60, 0.2, 1, true), 0.3, 42);

    private static final SplitData BLOBS =
            ColumnRoles.label("label").split(new Generated(Generated.Shape.BLOBS, 60, 3, 1, true), 0.3, 42);

    private static final double[] EPSILONS = {0.4, 0.02, 0.1, 0.2};

    private static Model trained(SplitData data, Activation f, List<Integer> hidden) {
        LearningRule rule = LearningRule.of(new Updater.Sgd(), 0.2);
        int outputs = data.preparation().outputs();
        return new Experiment(
                        data,
                        NetworkSpec.classifier(2, hidden, outputs, f, rule),
                        1,
                        Optional.empty(),
                        EngineKind.HAND,
                        Precision.DOUBLE,
                        new TrainingPlan(60, 8, true, 1))
                .run(figures -> {}, () -> false)
                .model();
    }

    static Stream<Arguments> models() {
        return Arrays.stream(Activation.values())
                .filter(f -> f != Activation.SOFTMAX)
                .flatMap(f -> Stream.of(
                        Arguments.of(MOONS, Norm.INF, f, List.of(8)),
                        Arguments.of(MOONS, Norm.TWO, f, List.of(8, 6)),
                        Arguments.of(BLOBS, Norm.INF, f, List.of(8, 6)),
                        Arguments.of(BLOBS, Norm.TWO, f, List.of(8))));
    }

    /** What an attack leaves is never less than what is certified, and neither rises with epsilon. */
    @ParameterizedTest
    @MethodSource("models")
    void noAttackUndercutsWhatIsCertified(SplitData data, Norm norm, Activation f, List<Integer> hidden) {
        Model model = trained(data, f, hidden).withThreshold(data.equals(MOONS) ? 0.4 : 0.5);
        Threat threat = Threat.of(norm, model.preparation());
        Robustness found = Robustness.of(model, threat, data.all(), EPSILONS, 1);
        assertThat(found.levels()).extracting(Level::epsilon).containsExactly(0.02, 0.1, 0.2, 0.4);
        Level before = new Level(0, found.clean(), found.clean(), found.clean());
        for (Level level : found.levels()) {
            assertThat(level.certified().part()).isLessThanOrEqualTo(level.pgd().part());
            assertThat(level.pgd().part()).isLessThanOrEqualTo(level.fgsm().part());
            assertThat(level.certified().part())
                    .isLessThanOrEqualTo(before.certified().part());
            assertThat(level.pgd().part()).isLessThanOrEqualTo(before.pgd().part());
            before = level;
        }
        // the proofs are no empty ones: at the smallest epsilon hardly a row is between the two
        Level first = found.levels().get(0);
        assertThat(first.pgd().part() - first.certified().part()).isLessThanOrEqualTo(2);
        assertThat(first.certified().value()).isGreaterThan(0.6);
        assertThat(before.certified().part()).isLessThan(first.certified().part());
    }

    /** 10,000 points in the ball of the certified radius of each row, as the engine computes them, have the row's class. */
    @ParameterizedTest
    @MethodSource("models")
    void noPointInACertifiedBallChangesItsClass(SplitData data, Norm norm, Activation f, List<Integer> hidden) {
        Model model = trained(data, f, hidden).withThreshold(data.equals(MOONS) ? 0.4 : 0.5);
        Threat threat = Threat.of(norm, model.preparation());
        Certifier certifier = Certifier.of(model, threat);
        Matrix x = data.test().x();
        var engine = EngineKind.HAND.create(model.spec(), model.parameters(), Precision.DOUBLE);
        int[] classes = Samples.classes(engine.predict(x), model.threshold());
        double[] radius = certifier.radius(x, classes, 2);
        assertThat(Arrays.stream(radius).max().orElseThrow()).isGreaterThan(0.1);
        NumpyRandom random = NumpyRandom.of(1);
        for (int i = 0; i < x.rows(); i++) {
            Matrix points = LinearBoundsTest.pointsAround(threat, x.rowsAt(i), radius[i], random);
            assertThat(Samples.classes(engine.predict(points), model.threshold()))
                    .containsOnly(classes[i]);
        }
    }

    /** By hand: z = x1 - x2 with the threshold e / (1 + e), which is z = 1: the distance over the dual norm of the weights. */
    @Test
    void theRadiusOfALinearModelIsItsDistance() {
        Parameters parameters = new Parameters(
                List.of(Tensor.weights("W1", Matrix.of(2, 1, 1, -1)), Tensor.bias("b1", new double[] {0})));
        NetworkSpec spec =
                NetworkSpec.classifier(2, List.of(), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.1));
        Model model = new Model(spec, parameters, MOONS.preparation()).withThreshold(Math.E / (1 + Math.E));
        Matrix x = Matrix.of(3, 2, 3, 0, 0, 0, 1, 0);
        int[] classes = {1, 0, 0};
        Certifier inf = Certifier.of(model, new Threat(Norm.INF, LinearBoundsTest.BOTH));
        assertThat(inf.radius(x, classes, 4)).containsExactly(new double[] {1, 0.5, 0}, within(0.001));
        Certifier two = Certifier.of(model, new Threat(Norm.TWO, LinearBoundsTest.BOTH));
        assertThat(two.radius(x, classes, 4))
                .containsExactly(new double[] {Math.sqrt(2), Math.sqrt(0.5), 0}, within(0.001));
        // never above it
        assertThat(inf.certified(x, classes, 0.999999, 0.499999, 0)).containsExactly(true, true, false);
        assertThat(inf.certified(x, classes, 1, 0.5, 1e-9)).containsExactly(false, false, false);
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        Model model = trained(MOONS, Activation.RELU, List.of(8));
        Threat threat = Threat.of(Norm.INF, model.preparation());
        Robustness first = Robustness.of(model, threat, MOONS.all(), EPSILONS, 1);
        assertThat(Robustness.of(model, threat, MOONS.all(), EPSILONS, 1).levels())
                .isEqualTo(first.levels());
    }

    @Test
    void anEnsembleIsRefused() {
        Model one = trained(MOONS, Activation.RELU, List.of(4));
        Model two = new Model(one.spec(), List.of(one.parameters(), one.parameters()), one.preparation(), 0.5);
        Threat threat = Threat.of(Norm.INF, one.preparation());
        assertThatThrownBy(() -> Robustness.of(two, threat, MOONS.all(), EPSILONS, 1))
                .hasMessageContaining("found an ensemble of 2");
    }
}
