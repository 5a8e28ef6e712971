package dev.firstnetwork.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each rule by hand: two steps of rate 0.1 from w = 1 with the gradients 0.5 and -0.25. */
class UpdaterTest {

    private static final Offset<Double> ROUNDING = within(1e-15);

    private static double[] twoSteps(Updater updater) {
        double[] w = {1};
        double[][] state = new double[updater.stateSize()][1];
        Arrays.stream(state).forEach(kept -> Arrays.fill(kept, updater.initialState()));
        updater.step(w, new double[] {0.5}, state, 1, 0.1);
        double first = w[0];
        updater.step(w, new double[] {-0.25}, state, 2, 0.1);
        return new double[] {first, w[0]};
    }

    @Test
    void sgd() {
        assertThat(twoSteps(new Updater.Sgd())).containsExactly(new double[] {0.95, 0.975}, ROUNDING);
    }

    @Test
    void momentum() {
        // v = -0.05, then 0.9 * -0.05 + 0.025 = -0.02
        assertThat(twoSteps(new Updater.Momentum(0.9))).containsExactly(new double[] {0.95, 0.93}, ROUNDING);
    }

    @Test
    void nesterov() {
        // v = -0.05: w = 1 - 1.9 * 0.05 = 0.905; v' = -0.02: w += 1.9 * -0.02 + 0.9 * 0.05 = +0.007
        assertThat(twoSteps(new Updater.Nesterov(0.9))).containsExactly(new double[] {0.905, 0.912}, ROUNDING);
    }

    @Test
    void adaGrad() {
        double first = 1 - 0.1 * 0.5 / (Math.sqrt(0.25 + 1e-6) + 1e-6);
        double second = first + 0.1 * 0.25 / (Math.sqrt(0.25 + 0.0625 + 1e-6) + 1e-6);
        assertThat(twoSteps(new Updater.AdaGrad(1e-6))).containsExactly(new double[] {first, second}, ROUNDING);
    }

    @Test
    void rmsProp() {
        double h1 = 0.95 * 1e-8 + 0.05 * 0.25;
        double first = 1 - 0.1 * 0.5 / (Math.sqrt(h1) + 1e-8);
        double h2 = 0.95 * h1 + 0.05 * 0.0625;
        double second = first + 0.1 * 0.25 / (Math.sqrt(h2) + 1e-8);
        assertThat(twoSteps(new Updater.RmsProp(0.95, 1e-8))).containsExactly(new double[] {first, second}, ROUNDING);
    }

    @Test
    void adam() {
        // the first step of Adam is the learning rate, but for epsilon
        double rate1 = 0.1 * Math.sqrt(0.001) / 0.1;
        double first = 1 - rate1 * 0.05 / (Math.sqrt(0.001 * 0.25) + 1e-8);
        assertThat(first).isCloseTo(0.9, within(1e-6));
        double m2 = 0.9 * 0.05 - 0.1 * 0.25;
        double v2 = 0.999 * 0.001 * 0.25 + 0.001 * 0.0625;
        double rate2 = 0.1 * Math.sqrt(1 - 0.999 * 0.999) / (1 - 0.81);
        double second = first - rate2 * m2 / (Math.sqrt(v2) + 1e-8);
        assertThat(twoSteps(new Updater.Adam(0.9, 0.999, 1e-8)))
                .containsExactly(new double[] {first, second}, within(1e-13));
    }

    @Test
    void formulasAreThoseOfThePapers() {
        assertThat(new Updater.Sgd().formula()).isEqualTo("w -= lr g");
        assertThat(new Updater.Momentum(0.9).formula()).isEqualTo("v = momentum v - lr g; w += v");
        assertThat(new Updater.Nesterov(0.9).formula()).endsWith("w += (1 + momentum) v' - momentum v");
        assertThat(new Updater.AdaGrad(1e-6).formula()).startsWith("h += g^2;");
        assertThat(new Updater.RmsProp(0.95, 1e-8).formula()).startsWith("h = decay h + (1 - decay) g^2;");
        assertThat(new Updater.Adam(0.9, 0.999, 1e-8).formula()).endsWith("w -= lr_t m / (sqrt(v) + epsilon)");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        for (double bad : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            List<Runnable> updaters = List.of(
                    () -> LearningRule.of(new Updater.Sgd(), bad),
                    () -> new Updater.AdaGrad(bad),
                    () -> new Updater.RmsProp(0.95, bad),
                    () -> new Updater.Adam(0.9, 0.999, bad));
            updaters.forEach(updater -> assertThatThrownBy(updater::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(bad)));
        }
        for (double fraction : new double[] {-0.1, 1, Double.NaN}) {
            List<Runnable> updaters = List.of(
                    () -> new Updater.Momentum(fraction),
                    () -> new Updater.Nesterov(fraction),
                    () -> new Updater.RmsProp(fraction, 1e-8),
                    () -> new Updater.Adam(fraction, 0.999, 1e-8),
                    () -> new Updater.Adam(0.9, fraction, 1e-8));
            updaters.forEach(
                    updater -> assertThatThrownBy(updater::run).hasMessageContaining("in [0, 1), found " + fraction));
        }
        assertThat(new Updater.Momentum(0).momentum()).isZero();
    }
}
