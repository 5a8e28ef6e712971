package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.math.NumpyRandom;
import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RingGanTest {

    @Test
    void aSmallRunGivesItsFigureBesideAGaussian() throws IOException {
        Result result = Small.checked(new RingGan(), "a Gaussian fitted to the data");
        assertThat(result.value()).isLessThanOrEqualTo(1);
        assertThat((int) result.facts().get("modes")).isBetween(0, 8);
    }

    @Test
    void theLayersHaveTheShapesThatAreTold() {
        INDArray points = Nd4j.zeros(5, 2);

        assertThat(Small.shapes(RingGan.generator(1), points)).isEqualTo("[5, 2] [5, 64] [5, 64] [5, 2]");
        assertThat(Small.shapes(RingGan.critic(1), points)).isEqualTo("[5, 2] [5, 64] [5, 64] [5, 1]");
    }

    /** The first step of Adam is about its learning rate for each parameter, down the gradient; the critic keeps its own. */
    @Test
    void aStepOfTheGeneratorRaisesTheCriticsAnswerAndChangesTheGeneratorAlone() {
        MultiLayerNetwork generator = RingGan.generator(1);
        MultiLayerNetwork critic = RingGan.critic(2);
        INDArray noise = Nd4j.randn(Nd4j.getRandomFactory().getNewRandomInstance(3), 256, 2);
        INDArray criticBefore = critic.params().dup();
        INDArray before = generator.params().dup();
        double answer = critic.output(generator.output(noise)).meanNumber().doubleValue();

        RingGan.teach(generator, critic, noise, Nd4j.zeros(256, 2), 0);

        assertThat(critic.params()).isEqualTo(criticBefore);
        assertThat(generator.params().sub(before).amaxNumber().doubleValue()).isEqualTo(2e-3, within(1e-5));
        assertThat(critic.output(generator.output(noise)).meanNumber().doubleValue())
                .isGreaterThan(answer);
    }

    /** Within 0.2 of (2, 0), of (0, 2) and of none: two of three; an eighth of three, and a fifth of that, is below one. */
    @Test
    void shareAndModesAreCounted() {
        float[][] points = {{2.1f, 0.1f}, {0, 1.85f}, {2.15f, 0.15f}};

        assertThat(Ring.share(points)).isEqualTo(2.0 / 3, within(1e-12));
        assertThat(Ring.modes(points)).isEqualTo(2);
        assertThat(Ring.modes(new float[80][2])).isZero();
    }

    /** 2 of 80 points are a fifth of the 10 that a mode should have; 1 is less. */
    @Test
    void aModeWithFewPointsIsNotFound() {
        float[][] points = new float[80][];
        for (int i = 0; i < points.length; i++) {
            double[] centre = Ring.centre(i < 2 ? 1 : i < 3 ? 2 : 0);
            points[i] = new float[] {(float) centre[0], (float) centre[1]};
        }

        assertThat(Ring.modes(points)).isEqualTo(2);
    }

    /** The data are near to a centre nearly always: 0.2 is four times their spread, and exp(-8) lie farther off. */
    @Test
    void theDataHaveAllModes() {
        float[][] points = Ring.points(4000, NumpyRandom.of(1));

        assertThat(Ring.modes(points)).isEqualTo(8);
        assertThat(Ring.share(points)).isGreaterThan(0.998);
    }

    /** By hand: means 2 and 2, variances 2 and 1.5, covariance 1.5. */
    @Test
    void theGaussianHasMeanAndCovarianceOfTheData() {
        INDArray data = Nd4j.createFromArray(new float[][] {{0, 0}, {2, 3}, {4, 3}, {2, 2}});
        INDArray noise = Nd4j.randn(Nd4j.getRandomFactory().getNewRandomInstance(3), 100_000, 2);

        INDArray made = Nd4j.createFromArray(Ring.gaussian(data, noise));

        INDArray mean = made.mean(0);
        assertThat(mean.getDouble(0)).isEqualTo(2, within(0.02));
        assertThat(mean.getDouble(1)).isEqualTo(2, within(0.02));
        INDArray centred = made.subRowVector(mean.reshape(1, 2));
        INDArray covariance = centred.transpose().mmul(centred).div(100_000);
        assertThat(covariance.getDouble(0, 0)).isEqualTo(2, within(0.04));
        assertThat(covariance.getDouble(0, 1)).isEqualTo(1.5, within(0.04));
        assertThat(covariance.getDouble(1, 1)).isEqualTo(1.5, within(0.04));
    }
}
