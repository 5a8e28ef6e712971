package dev.firstnetwork.wing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.wing.explain.Explanation.Settings;
import dev.firstnetwork.wing.explain.Explanation.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final Preparation PREPARATION =
            ColumnRoles.label("label").learn(new Generated(Generated.Shape.MOONS, 20, 0.1, 1, true));

    private static Explanation explanation(Optional<Matrix> y, Settings settings) {
        Subject subject = Subject.drawn(SmallModel.x(), y, 40, 10, 5, 1);
        var target = Explanation.Target.of(PREPARATION);
        return Explanation.of(SmallModel::network, target, SmallModel.GROUPS, subject, settings);
    }

    @Test
    void allThreeAreAskedOfTheirRows() {
        Explanation explanation = explanation(Optional.of(SmallModel.y()), Explanations.SETTINGS);

        assertThat(explanation.importance()).hasSize(2);
        assertThat(explanation.dependence()).hasSize(4);
        assertThat(explanation.rows()).hasSize(5);
        assertThat(explanation.explained()).isEqualTo("probability of 1");
        assertThat(explanation.subject().averaged()).hasSize(40).isSorted();
        assertThat(explanation.subject().background()).hasSize(10).isSorted().doesNotHaveDuplicates();
        assertThat(explanation.dependence().get(0).individual()).isEmpty();
        assertThat(explanation.rows().get(2).row())
                .isEqualTo(explanation.subject().explained()[2]);
    }

    @Test
    void withoutLabelsThereIsNoImportanceAndShapleyValuesOrderTheColumns() {
        Explanation explanation = explanation(Optional.empty(), Explanations.SETTINGS);

        assertThat(explanation.importance()).isEmpty();
        assertThat(explanation.order()).isEqualTo(explanation.shapleyOrder());
        double last = Double.POSITIVE_INFINITY;
        for (int column : explanation.order()) {
            assertThat(explanation.meanShapley(column)).isLessThanOrEqualTo(last);
            last = explanation.meanShapley(column);
        }
    }

    @Test
    void individualLinesAreThoseOfTheExplainedRows() {
        Settings settings = new Settings(1, 5, true, 1, OptionalInt.empty(), 1);

        Explanation explanation = explanation(Optional.empty(), settings);

        assertThat(explanation.dependence())
                .allSatisfy(dependence -> assertThat(dependence.individual()).hasSize(5));
    }

    /** Softmax without a softmax: three outputs, the second the largest where x1 is above 0, else the third. */
    @Test
    void ofSeveralOutputsThePredictedOneIsExplainedOrTheOneThatIsAskedFor() {
        Matrix x = Matrix.of(2, 2, 1, 5, -1, 5);
        var groups = InputGroup.of(List.of(new Column("a", List.of()), new Column("b", List.of())));
        var target = new Explanation.Target(List.of("p", "q", "r"), List.of());
        Subject subject = new Subject(x, Optional.empty(), new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 1});

        Explanation predicted = Explanation.of(ExplanationTest::three, target, groups, subject, Explanations.SETTINGS);
        Explanation asked = Explanation.of(
                ExplanationTest::three, target, groups, subject, new Settings(1, 5, false, 1, OptionalInt.of(2), 1));

        assertThat(predicted.rows()).extracting(Explanation.Row::output).containsExactly(1, 2);
        assertThat(predicted.explained()).isEqualTo("probability of the predicted class");
        assertThat(predicted.rows().get(0).values().output()).isEqualTo(1);
        assertThat(asked.rows()).extracting(Explanation.Row::output).containsExactly(2, 2);
        assertThat(asked.explained()).isEqualTo("r");
        assertThat(asked.rows().get(0).values().output()).isEqualTo(-1);
    }

    private static Matrix three(Matrix x) {
        Matrix result = Matrix.zeros(x.rows(), 3);
        for (int i = 0; i < x.rows(); i++) {
            result.set(i, 0, -9);
            result.set(i, 1, x.get(i, 0));
            result.set(i, 2, -x.get(i, 0));
        }
        return result;
    }

    /** Row 7's values are the same whether it is explained alone or with others. */
    @Test
    void aRowIsExplainedAsItIsAlone() {
        Subject all = Subject.drawn(SmallModel.x(), Optional.empty(), 40, 10, 40, 1);
        var target = Explanation.Target.of(PREPARATION);

        var together = Explanation.of(SmallModel::network, target, SmallModel.GROUPS, all, Explanations.SETTINGS);
        var alone = Explanation.of(
                SmallModel::network, target, SmallModel.GROUPS, all.explaining(7), Explanations.SETTINGS);

        assertThat(alone.rows()).hasSize(1);
        assertThat(alone.rows().get(0).values().values())
                .isEqualTo(together.rows().get(7).values().values());
    }

    @Test
    void severalClassesAreOneOutputEach() {
        Preparation three = new Preparation(
                PREPARATION.features(),
                new Column("kind", List.of("a", "b", "c")),
                Preparation.Missing.ERROR,
                Dialect.ANY,
                null,
                Standardiser.NONE);

        assertThat(Explanation.Target.of(three).outputs())
                .containsExactly("probability of a", "probability of b", "probability of c");
    }

    @Test
    void valuesOfCategoriesAreTold() {
        Matrix x = SmallModel.x();
        InputGroup c = SmallModel.GROUPS.get(3);

        assertThat(c.text(c.value(x, 0))).isEqualTo("c");
        x.set(0, 5, Double.NaN);
        assertThat(c.text(c.value(x, 0))).isEqualTo("missing");
        assertThat(SmallModel.GROUPS.get(0).text(0.25)).isEqualTo("0.25");
    }

    @Test
    void noRowsAreRefused() {
        assertThatThrownBy(() -> Subject.drawn(SmallModel.x(), Optional.empty(), 40, 0, 1, 1))
                .hasMessageContaining("found 40, 0 and 1");
    }
}
