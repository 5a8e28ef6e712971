package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccountantTest {

    static List<JsonNode> settings() {
        return Reference.json("reference/dp.json").get("cases").valueStream().toList();
    }

    private static Accountant of(JsonNode setting) {
        return new Accountant(
                setting.get("noiseMultiplier").doubleValue(),
                setting.get("sampleRate").doubleValue(),
                setting.get("steps").longValue(),
                setting.get("delta").doubleValue());
    }

    /** Figures of {@code reference/make_dp.py}. */
    @ParameterizedTest
    @MethodSource("settings")
    void agreesWithPython(JsonNode setting) {
        Accountant.Spent spent = of(setting).spent();

        assertThat(spent.epsilon()).isCloseTo(setting.get("epsilon").doubleValue(), within(1e-9));
        assertThat(spent.order()).isEqualTo(setting.get("order").intValue());
    }

    /** Figures of {@code reference/make_dp.py} with the last term of epsilon exchanged for Canonne's, Kamath's and Steinke's. */
    @ParameterizedTest
    @CsvSource({
        "1.1, 0.004266666666666667, 14062, 1e-5, 2.5969811785952",
        "2, 0.07032967032967033, 1400, 1e-4, 6.4161520096644"
    })
    void theTighterConversionIsTheirs(double noise, double rate, long steps, double delta, double epsilon) {
        Accountant accountant = new Accountant(noise, rate, steps, delta);

        assertThat(accountant.tighter().epsilon())
                .isCloseTo(epsilon, within(1e-9))
                .isLessThan(accountant.spent().epsilon());
    }

    /** With all rows in each step the divergence is {@code order / (2 sigma^2)} (Mironov 2017, corollary 3): by hand. */
    @Test
    void aFullBatchIsTheGaussianMechanism() {
        Accountant.Spent spent = new Accountant(4, 1, 10, 1e-5).spent();

        // 10 * 7 / 32 + log(100000) / 6
        assertThat(spent.epsilon()).isCloseTo(4.106320910828, within(1e-11));
        assertThat(spent.order()).isEqualTo(7);
    }

    @Test
    void withoutStepsNothingIsToldAndWithoutNoiseAllMayBe() {
        assertThat(new Accountant(1, 0.1, 0, 1e-5).spent().epsilon()).isZero();
        assertThat(new Accountant(0, 0.1, 1, 1e-5).tighter().epsilon()).isInfinite();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0.1, 1, 0.1, the noise must be",
        "NaN, 0.1, 1, 0.1, found NaN",
        "1, 0, 1, 0.1, the sample rate must be",
        "1, 1.1, 1, 0.1, found 1.1",
        "1, 0.1, -1, 0.1, found -1",
        "1, 0.1, 1, 0, delta must be between 0 and 1",
        "1, 0.1, 1, 1, found 1.0"
    })
    void whatMakesNoSenseIsRefused(double noise, double rate, long steps, double delta, String message) {
        assertThatThrownBy(() -> new Accountant(noise, rate, steps, delta)).hasMessageContaining(message);
    }
}
