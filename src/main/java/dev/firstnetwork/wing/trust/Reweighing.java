package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What rows count so that their class tells nothing of their group: as many as there would be of the group and the class if
 * the two were independent, over as many as there are, {@code P(group) P(class) / P(group, class)} (Kamiran, Calders:
 * <i>Data preprocessing techniques for classification without discrimination</i>, 2012, section 4.3). Together they count
 * as many as there are rows.
 *
 * @param cells each group with each class, groups by name
 */
public record Reweighing(List<Cell> cells) {

    /**
     * The rows of one group and class.
     *
     * @param rows how many there are
     * @param weight what each counts; NaN where there are none
     */
    public record Cell(String group, int label, long rows, double weight) {}

    /**
     * By training rows.
     *
     * @param groups the group of each row
     * @param labels the class of each row
     * @param classes how many there are
     */
    public static Reweighing of(List<String> groups, int[] labels, int classes) {
        List<Cell> cells = new ArrayList<>();
        double n = labels.length;
        for (String group : new TreeSet<>(groups)) {
            int[] rows = IntStream.range(0, labels.length)
                    .filter(i -> groups.get(i).equals(group))
                    .toArray();
            for (int k = 0; k < classes; k++) {
                int label = k;
                long both = IntStream.of(rows).filter(i -> labels[i] == label).count();
                long all = IntStream.of(labels).filter(other -> other == label).count();
                cells.add(new Cell(group, k, both, both == 0 ? Double.NaN : rows.length * (all / n) / both));
            }
        }
        return new Reweighing(cells);
    }

    /** What each row counts, {@code [n]}, by its group and class. */
    double[] weights(List<String> groups, int... labels) {
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> cells.stream()
                        .filter(cell -> cell.label == labels[i] && cell.group.equals(groups.get(i)))
                        .findFirst()
                        .orElseThrow()
                        .weight())
                .toArray();
    }

    /** {@code data} with these weights on its training rows, of which {@code groups} names the group of each. */
    public SplitData applied(SplitData data, List<String> groups) {
        Samples train = data.train();
        double[] weights = weights(groups, Samples.classes(train.y()));
        return new SplitData(
                data.preparation(),
                data.all(),
                data.split(),
                new Samples(train.x(), train.y(), weights),
                data.validation(),
                data.test());
    }
}
