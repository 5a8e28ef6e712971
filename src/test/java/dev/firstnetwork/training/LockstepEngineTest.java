package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockstepEngineTest {

    private static final Samples TRAIN =
            new Samples(Golden.train().x(), Golden.train().y());
    private static final NetworkSpec SPEC =
            NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.1));

    /** The hand-written engine with something added to what it tells: a fault to be found. */
    private static final class Faulty implements Engine {

        private final HandEngine engine = new HandEngine(SPEC, Golden.start());
        private final int faultyStep;
        private final double inGradient;
        private final double inParameter;
        private int steps;

        Faulty(int faultyStep, double inGradient, double inParameter) {
            this.faultyStep = faultyStep;
            this.inGradient = inGradient;
            this.inParameter = inParameter;
        }

        @Override
        public Parameters step(Samples batch) {
            Parameters gradients = engine.step(batch).copy();
            steps++;
            if (steps == faultyStep) {
                gradients.w(2).values()[17] += inGradient;
            }
            return gradients;
        }

        @Override
        public Parameters parameters() {
            Parameters parameters = engine.parameters();
            if (steps >= faultyStep) {
                parameters.w(1).set(1, 5, parameters.w(1).get(1, 5) + inParameter);
            }
            return parameters;
        }

        @Override
        public void fit(Iterable<Samples> batches) {
            batches.forEach(this::step);
        }

        @Override
        public Matrix predict(Matrix x) {
            return engine.predict(x);
        }

        @Override
        public Outcome evaluate(Samples samples) {
            return engine.evaluate(samples);
        }

        @Override
        public Map<String, double[]> state() {
            return engine.state();
        }

        @Override
        public void restore(Map<String, double[]> state) {
            engine.restore(state);
        }
    }

    private static LockstepEngine run(Engine second, int steps) {
        LockstepEngine lockstep = new LockstepEngine(new HandEngine(SPEC, Golden.start()), second);
        lockstep.fit(Collections.nCopies(steps, TRAIN));
        return lockstep;
    }

    @Test
    void enginesThatAreTheSameDoNotDiffer() {
        LockstepEngine lockstep = run(new HandEngine(SPEC, Golden.start()), 5);
        assertThat(lockstep.differences()).isEqualTo(new LockstepEngine.Differences(0, 0));
        assertThat(lockstep.firstDivergence()).isEmpty();
        assertThat(lockstep.worstGradients())
                .extracting(TensorDifference::tensor)
                .containsExactly("W1", "b1", "W2", "b2");
        assertThat(lockstep.worstGradients())
                .extracting(TensorDifference::relative)
                .containsOnly(0.0);
    }

    @Test
    void theFirstGradientThatPartsIsNamed() {
        LockstepEngine lockstep = run(new Faulty(3, 1e-3, 0), 5);
        LockstepEngine.Divergence divergence = lockstep.firstDivergence().orElseThrow();
        assertThat(divergence.step()).isEqualTo(3);
        assertThat(divergence.what()).isEqualTo("gradient");
        assertThat(divergence.tensor()).isEqualTo("W2");
        assertThat(divergence.index()).isEqualTo("[17, 0]");
        assertThat(divergence.second() - divergence.first()).isCloseTo(1e-3, within(1e-15));
        assertThat(divergence)
                .hasToString("step 3, gradient W2[17, 0]: " + divergence.first() + " against " + divergence.second());
        assertThat(lockstep.differences().gradient()).isCloseTo(1e-3, within(1e-15));
        assertThat(lockstep.worstGradients())
                .extracting(TensorDifference::maxAbsolute)
                .filteredOn(d -> d > 0)
                .hasSize(1);
    }

    @Test
    void theFirstParameterThatPartsIsNamed() {
        LockstepEngine lockstep = run(new Faulty(2, 0, 1e-6), 4);
        LockstepEngine.Divergence divergence = lockstep.firstDivergence().orElseThrow();
        assertThat(divergence.step()).isEqualTo(2);
        assertThat(divergence.what()).isEqualTo("parameter");
        assertThat(divergence.tensor()).isEqualTo("W1");
        assertThat(divergence.index()).isEqualTo("[1, 5]");
        assertThat(lockstep.worstParameters().get(0).maxAbsolute()).isCloseTo(1e-6, within(1e-12));
    }

    @Test
    void enginesThatStartApartAreFoundBeforeTheFirstStep() {
        LockstepEngine lockstep = run(new Faulty(0, 0, 1e-6), 0);
        assertThat(lockstep.firstDivergence().orElseThrow().step()).isZero();
    }

    @Test
    void differencesWithinTheToleranceAreRecordedAndNoDivergence() {
        LockstepEngine lockstep = run(new Faulty(2, 0, 1e-10), 4);
        assertThat(lockstep.firstDivergence()).isEmpty();
        assertThat(lockstep.differences().parameter()).isCloseTo(1e-10, within(1e-15));
    }

    @Test
    void eachEpochHasItsOwnLargestDifferences() {
        LockstepEngine lockstep = new LockstepEngine(new HandEngine(SPEC, Golden.start()), new Faulty(2, 1e-3, 0));
        lockstep.fit(Collections.nCopies(2, TRAIN));
        assertThat(lockstep.takeEpochDifferences().gradient()).isGreaterThan(1e-4);
        lockstep.fit(Collections.nCopies(2, TRAIN));
        assertThat(lockstep.takeEpochDifferences().gradient()).isZero();
        assertThat(lockstep.differences().gradient()).isGreaterThan(1e-4);
    }

    /** golden/gradients.json by PyTorch: a fault of the second engine is recorded and not handed on. */
    @Test
    void theGradientsOfAStepAreTheFirstEngines() {
        LockstepEngine lockstep = new LockstepEngine(new HandEngine(SPEC, Golden.start()), new Faulty(1, 1e-3, 0));

        Parameters gradients = lockstep.step(TRAIN);

        TensorDifference.of(
                        gradients,
                        Golden.parameters(Golden.json("gradients.json").get("gradients")))
                .forEach(difference -> assertThat(difference.relative()).isLessThan(1e-12));
        assertThat(lockstep.differences().gradient()).isCloseTo(1e-3, within(1e-15));
    }

    /** What was found before is known to engines that take the run up, and they go on as the others would. */
    @ParameterizedTest
    @CsvSource({"1e-3, 0, gradient", "0, 1e-6, parameter", "1e-12, 0, "})
    void whereTheEnginesPartedAndByHowMuchIsTakenUp(double inGradient, double inParameter, String what) {
        LockstepEngine whole = run(new Faulty(2, inGradient, inParameter), 4);
        LockstepEngine resumed = run(new Faulty(1, 1, 1), 3);

        resumed.restore(whole.state());

        assertThat(resumed.firstDivergence()).isEqualTo(whole.firstDivergence());
        assertThat(resumed.firstDivergence().map(LockstepEngine.Divergence::what))
                .isEqualTo(Optional.ofNullable(what));
        assertThat(resumed.worstGradients()).isEqualTo(whole.worstGradients());
        assertThat(resumed.worstParameters()).isEqualTo(whole.worstParameters());
        assertThat(resumed.differences()).isEqualTo(whole.differences());
        assertThat(resumed.state()).usingRecursiveComparison().isEqualTo(whole.state());
        assertThat(resumed.state().get("steps")).containsExactly(4);
    }

    @Test
    void floatIsCloseToDoubleAndNotTheSame() {
        Engine inFloat = EngineKind.DL4J.create(SPEC, Golden.start(), Precision.FLOAT);
        Engine inDouble = EngineKind.DL4J.create(SPEC, Golden.start(), Precision.DOUBLE);
        inFloat.fit(Collections.nCopies(10, TRAIN));
        inDouble.fit(Collections.nCopies(10, TRAIN));
        double worst = TensorDifference.of(inFloat.parameters(), inDouble.parameters()).stream()
                .mapToDouble(TensorDifference::maxAbsolute)
                .max()
                .orElseThrow();
        assertThat(worst).isBetween(1e-12, 1e-6);
    }
}
