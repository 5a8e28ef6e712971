package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.report.GroupMetrics.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GroupMetricsTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    /** The rates of each group are scikit-learn's, the differences are their ranges as fairlearn defines them. */
    @Test
    void ratesAreScikitLearnsOfEachGroup() {
        JsonNode expected = Reference.json("reference/metrics.json").get("groups");
        List<String> names = new ArrayList<>();
        expected.get("names").forEach(name -> names.add(name.textValue()));

        GroupMetrics metrics = GroupMetrics.of(
                names, Reference.integers(expected.get("y")), Reference.integers(expected.get("predicted")), 1);

        assertThat(metrics.groups()).extracting(Group::name).containsExactly("a c", "b", "d", "Ä");
        for (int i = 0; i < metrics.groups().size(); i++) {
            Group group = metrics.groups().get(i);
            JsonNode json = expected.get("groups").get(i);
            assertThat(group.name()).isEqualTo(json.get("name").textValue());
            assertThat(group.rows()).isEqualTo(json.get("rows").longValue());
            assertThat(group.isSmall()).isEqualTo(group.rows() < 30);
            assertRate(group.positive(), json, "positive");
            assertRate(group.selected(), json, "selected");
            assertRate(group.right(), json, "right");
            assertRate(group.truePositive(), json, "truePositive");
            assertRate(group.falsePositive(), json, "falsePositive");
            assertRate(group.precise(), json, "precise");
        }
        assertThat(metrics.demographicParityDifference())
                .isCloseTo(expected.get("demographicParityDifference").doubleValue(), ROUNDING);
        assertThat(metrics.equalisedOddsDifference())
                .isCloseTo(expected.get("equalisedOddsDifference").doubleValue(), ROUNDING);
    }

    private static void assertRate(Proportion rate, JsonNode json, String name) {
        assertThat(rate.value()).as(name).isCloseTo(json.get(name).doubleValue(), ROUNDING);
    }

    /** By hand: a has true positive rate 1/2 and false positive rate 1, b 1 and 0; c has no positive row. */
    @Test
    void aRateOfNothingIsLeftOut() {
        GroupMetrics metrics = GroupMetrics.of(
                List.of("a", "a", "a", "b", "b", "c"), new int[] {1, 1, 0, 1, 0, 0}, new int[] {1, 0, 1, 1, 0, 0}, 1);

        assertThat(metrics.groups().get(2).truePositive().value()).isNaN();
        assertThat(metrics.groups().get(2).precise().value()).isNaN();
        assertThat(metrics.demographicParityDifference()).isEqualTo(2 / 3.0);
        assertThat(metrics.equalisedOddsDifference()).isEqualTo(1);
    }

    /** By hand: class 2 is positive; a row of class 0 taken for 1 is wrong but a true negative. */
    @Test
    void oneOfThreeClassesAgainstTheRest() {
        Group group = GroupMetrics.of(Collections.nCopies(4, "all"), new int[] {0, 1, 2, 2}, new int[] {1, 1, 2, 0}, 2)
                .groups()
                .get(0);

        assertThat(group)
                .isEqualTo(new Group(
                        "all",
                        new Proportion(2, 4),
                        new Proportion(1, 4),
                        new Proportion(2, 4),
                        new Proportion(1, 2),
                        new Proportion(0, 2),
                        new Proportion(1, 1)));
    }

    @Test
    void aSingleGroupHasNoDifferenceAndNoGroupHasNone() {
        GroupMetrics single = GroupMetrics.of(List.of("", ""), new int[] {0, 1}, new int[] {1, 1}, 1);
        assertThat(single.demographicParityDifference()).isZero();
        assertThat(single.equalisedOddsDifference()).isZero();
        GroupMetrics none = GroupMetrics.of(List.of(), new int[0], new int[0], 1);
        assertThat(none.demographicParityDifference()).isNaN();
        assertThat(none.equalisedOddsDifference()).isNaN();
    }

    @Test
    void sizesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> GroupMetrics.of(List.of("a"), new int[2], new int[3], 1))
                .hasMessageContaining("1 rows")
                .hasMessageContaining("2")
                .hasMessageContaining("3");
    }

    /** SciPy's binomtest(part, whole).proportion_ci(method="wilson"). */
    @Test
    void theIntervalOfAProportionIsWilsons() {
        for (JsonNode json : Reference.json("reference/metrics.json").get("wilson")) {
            Proportion proportion =
                    new Proportion(json.get(0).longValue(), json.get(1).longValue());
            assertThat(proportion.interval().lower()).isCloseTo(json.get(2).doubleValue(), ROUNDING);
            assertThat(proportion.interval().upper()).isCloseTo(json.get(3).doubleValue(), ROUNDING);
        }
        assertThat(new Proportion(0, 0).interval()).isEqualTo(new Interval(0, 1));
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessageContaining("3 of 2");
        assertThatThrownBy(() -> new Interval(1, 0)).hasMessageContaining("1.0 to 0.0");
    }
}
