package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.wing.trust.GroupThresholds.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thresholds by hand. */
class GroupThresholdsTest {

    private static final List<String> GROUPS = List.of("a", "a", "a", "a", "b", "b", "b", "b");

    private static GroupThresholds of(boolean opportunity, List<String> groups, double[] p, double... y) {
        int n = y.length;
        return GroupThresholds.of(Matrix.of(n, 1, p), Matrix.of(n, 1, y), groups, opportunity, 0.5);
    }

    /**
     * Group a scores 0.9+ 0.8+ 0.6- 0.2-, group b 0.7+ 0.4- 0.3+ 0.1-. Right rows if so many are selected: a 2 3 4 3 2, b 2 3 2
     * 3 2. Alike: 4 5... 0: 2+2, 1/4: 3+3, 2/4: 4+2, 3/4: 3+3, 1: 2+2. So 1/4 and 2/4 and 3/4 tie at 6 with rates as close, and
     * the lowest is taken: a above (0.9 + 0.8) / 2, b above (0.7 + 0.4) / 2.
     */
    @Test
    void demographicParity() {
        GroupThresholds found =
                of(false, GROUPS, new double[] {0.9, 0.8, 0.6, 0.2, 0.7, 0.4, 0.3, 0.1}, 1, 1, 0, 0, 1, 0, 1, 0);
        assertThat(found.choices().get(0).threshold()).isCloseTo(0.85, within(1e-12));
        assertThat(found.choices().get(1).threshold()).isCloseTo(0.55, within(1e-12));
        assertThat(found.choices()).extracting(choice -> choice.rate().value()).containsExactly(0.25, 0.25);
        assertThat(found.predicted("a", 0.84)).isZero();
        assertThat(found.predicted("b", 0.56)).isEqualTo(1);
        // a group that was not there is judged by the model's own
        assertThat(found.predicted("c", 0.51)).isEqualTo(1);
        assertThat(found.predicted("c", 0.5)).isZero();
    }

    /**
     * The same rows by the rate of the positive ones: at 1 group a has 4 right above 0.7 = (0.8 + 0.6) / 2, and b 3 above 0.2 =
     * (0.3 + 0.1) / 2: 7 in all. At 1/2 there are 3 + 3, at 0 they are 2 + 2.
     */
    @Test
    void equalOpportunity() {
        GroupThresholds found =
                of(true, GROUPS, new double[] {0.9, 0.8, 0.6, 0.2, 0.7, 0.4, 0.3, 0.1}, 1, 1, 0, 0, 1, 0, 1, 0);
        assertThat(found.choices().get(0).threshold()).isCloseTo(0.7, within(1e-12));
        assertThat(found.choices().get(1).threshold()).isCloseTo(0.2, within(1e-12));
        assertThat(found.choices()).extracting(choice -> choice.rate().value()).containsExactly(1.0, 1.0);
    }

    /** Rows with one score are selected together; a score of 0 is above no threshold. */
    @Test
    void equalScoresStayTogether() {
        GroupThresholds found =
                of(false, GROUPS, new double[] {0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0}, 1, 1, 0, 0, 1, 1, 0, 0);
        assertThat(found.choices()).extracting(Choice::threshold).containsExactly(0.25, 0.25);
        assertThat(found.choices()).extracting(choice -> choice.rate().part()).containsExactly(3L, 3L);
    }

    /** Without a positive row there is no rate that could be the same: the model's threshold stays. */
    @Test
    void aGroupOfOneClassAndAGroupOfOneRow() {
        GroupThresholds found =
                of(true, List.of("a", "a", "b", "b", "c"), new double[] {0.9, 0.1, 0.8, 0.7, 0.6}, 1, 0, 0, 0, 1);
        assertThat(found.choices().get(1).threshold()).isEqualTo(0.5);
        assertThat(found.choices().get(1).rate().isDefined()).isFalse();
        assertThat(found.choices().get(2).rate().whole()).isEqualTo(1);
        assertThat(found.choices().get(2).threshold()).isCloseTo(0.3, within(1e-12));
    }
}
