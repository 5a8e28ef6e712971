package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReweighingTest {

    /**
     * Example 4 of Kamiran and Calders 2012: ten people, of five women two and of five men four with the positive class; a
     * woman's positive row counts 1.5, her negative one 0.67, a man's 0.75 and 2.
     */
    @Test
    void theWeightsAreThePapers() {
        List<String> groups = new ArrayList<>(Collections.nCopies(5, "F"));
        groups.addAll(Collections.nCopies(5, "M"));
        int[] labels = {1, 1, 0, 0, 0, 1, 1, 1, 1, 0};
        double[] weights = Reweighing.of(groups, labels, 2).weights(groups, labels);
        assertThat(weights)
                .containsExactly(
                        new double[] {1.5, 1.5, 2 / 3.0, 2 / 3.0, 2 / 3.0, 0.75, 0.75, 0.75, 0.75, 2}, within(1e-12));
    }

    /** By hand: of two classes among four rows, the group of one row has one only, which counts P(class) = 1/2. */
    @Test
    void aGroupOfOneRowHasOneClass() {
        Reweighing found = Reweighing.of(List.of("a", "a", "a", "b"), new int[] {1, 0, 1, 0}, 2);
        assertThat(found.cells()).extracting(Reweighing.Cell::rows).containsExactly(1L, 2L, 1L, 0L);
        assertThat(found.cells()).extracting(Reweighing.Cell::weight).containsExactly(1.5, 0.75, 0.5, Double.NaN);
    }
}
