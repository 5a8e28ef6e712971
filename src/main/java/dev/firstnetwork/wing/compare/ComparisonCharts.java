package dev.firstnetwork.wing.compare;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Texts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * The learning curves of several runs over each other: each line leads to the letter of its run, so that it needs no colour
 * to be told from the others.
 */
final class ComparisonCharts {

    private static final int LEAST_HEIGHT = 250;

    /** How far the letters at the ends of the lines keep apart, in units. */
    private static final int APART = 18;

    /** A loss that has risen so far above the untrained network's has left the picture. */
    private static final double MOST_LOSS = 3;

    /** A figure over the epochs, which those runs have that measured it. */
    enum Quantity {
        LOSS("loss", "loss", "mean loss (nats)"),
        SQUARED_ERROR("loss", "loss", "mean squared error"),
        ACCURACY("accuracy", "accuracy", "predicted right (%)"),
        R2("r2", "R²", "variance explained");

        /** What it is called in {@code metrics.csv}, after the side of the split. */
        private final String column;

        private final String title;
        private final String axis;

        Quantity(String column, String title, String axis) {
            this.column = column;
            this.title = title;
            this.axis = axis;
        }

        /** Those that one run or more has. */
        static List<Quantity> of(Comparison comparison) {
            return Arrays.stream(values())
                    .filter(quantity -> !quantity.runs(comparison).isEmpty())
                    .toList();
        }

        /** The runs that have it, by their number. */
        List<Integer> runs(Comparison comparison) {
            List<RecordedRun> runs = comparison.runs();
            return PlotStyle.where(runs.size(), i -> isMeasured(runs.get(i)));
        }

        private boolean isMeasured(RecordedRun run) {
            return switch (this) {
                case LOSS -> run.isLossInNats();
                case SQUARED_ERROR -> !run.isLossInNats();
                case ACCURACY, R2 -> run.history().containsKey("test_" + column);
            };
        }

        String title() {
            return title;
        }

        private String text(double value) {
            return switch (this) {
                case LOSS, R2 -> Texts.figure(value);
                case SQUARED_ERROR -> Texts.shortest(value);
                case ACCURACY -> Texts.percent(value / 100);
            };
        }

        private double[] values(RecordedRun run, String side) {
            return Arrays.stream(run.history().getOrDefault(side + "_" + column, new double[0]))
                    .map(value -> this == ACCURACY ? 100 * value : value)
                    .toArray();
        }

        /** The same range for both sides of the split. */
        private Range range(List<RecordedRun> runs) {
            DoubleSummaryStatistics all = runs.stream()
                    .flatMap(run -> Stream.of(values(run, "train"), values(run, "test")))
                    .flatMapToDouble(Arrays::stream)
                    .filter(Double::isFinite)
                    .summaryStatistics();
            double untrained = runs.stream()
                    .flatMapToDouble(run -> Arrays.stream(values(run, "test")).limit(1))
                    .filter(Double::isFinite)
                    .max()
                    .orElse(all.getMax());
            return switch (this) {
                case LOSS, SQUARED_ERROR -> PlotAxes.range(0.02, 0, Math.min(all.getMax(), MOST_LOSS * untrained));
                case ACCURACY -> PlotAxes.range(0.02, all.getMin(), 100);
                case R2 -> PlotAxes.range(0.02, Math.max(-1, Math.min(0, all.getMin())), 1);
            };
        }
    }

    /** What stands beside a line: {@code y} where it leaves the line, {@code label} where there is room for the text. */
    private record End(int run, double x, double y, String value, double label) {

        private End at(double other) {
            return new End(run, x, y, value, other);
        }
    }

    private ComparisonCharts() {}

    /** The colour of run number {@code i}: those of classes, and black for the eighth. */
    static Color runColour(int i) {
        int k = i % (PlotStyle.COLOUR_COUNT + 1);
        return k == PlotStyle.COLOUR_COUNT ? Color.BLACK : PlotStyle.colour(k);
    }

    /** {@link #runColour} as CSS has it. */
    static String css(int i) {
        return String.format(Locale.ROOT, "#%06x", runColour(i).getRGB() & 0xffffff);
    }

    /**
     * One side of the split over the epochs.
     *
     * @param side {@code train} or {@code test}
     * @throws IllegalArgumentException if no run has measured {@code quantity}
     */
    static byte[] curves(Comparison comparison, Quantity quantity, String side) {
        List<Integer> shown = quantity.runs(comparison);
        if (shown.isEmpty()) {
            throw new IllegalArgumentException("no run has measured " + quantity.axis);
        }
        List<RecordedRun> runs = shown.stream().map(comparison.runs()::get).toList();
        Range range = quantity.range(runs);
        double right = runs.stream()
                .flatMapToDouble(run -> Arrays.stream(run.history().get("epoch")))
                .map(epoch -> 1.02 * epoch)
                .reduce(1.02, Math::max);
        XYPlot curves = Plots.plot(PlotAxes.whole("epoch", 0, right), null);
        ValueAxis none = PlotAxes.numbers(null, 0, 1);
        none.setVisible(false);
        XYPlot letters = Plots.plot(none, null);
        letters.setRangeGridlinesVisible(false);
        End[] ends = shown.stream()
                .map(run -> addLine(curves, run, comparison.runs().get(run), quantity, side, range))
                .sorted(Comparator.comparingDouble(End::y).reversed().thenComparing(End::run))
                .toArray(End[]::new);
        int height = Math.max(LEAST_HEIGHT, APART * (ends.length + 1));
        spread(ends, range, range.getLength() * APART / height);
        for (End end : ends) {
            addEnd(curves, letters, end, right);
        }
        String title = (side.equals("test") ? "Test " : "Training ") + quantity.title;
        curves.setWeight(5);
        letters.setWeight(2);
        var both = Plots.beside(PlotAxes.numbers(quantity.axis, range), curves, letters);
        both.setGap(0);
        return Plots.png(Plots.chart(title, both), height);
    }

    /** Draws what is finite of a line, and tells where the network is whose figures are reported. */
    private static End addLine(
            XYPlot plot, int run, RecordedRun recorded, Quantity quantity, String side, Range range) {
        double[] values = quantity.values(recorded, side);
        double[] epochs = recorded.history().get("epoch");
        List<Integer> finite = PlotStyle.where(values.length, i -> Double.isFinite(values[i]));
        if (finite.isEmpty()) {
            return new End(run, 0, range.getLowerBound(), "n/a", range.getLowerBound());
        }
        List<Integer> drawn =
                PlotStyle.thinned(finite.size()).stream().map(finite::get).toList();
        BasicStroke stroke = run <= PlotStyle.COLOUR_COUNT ? PlotStyle.LINE : PlotStyle.dashed(2.2f, 7);
        Plots.line(plot, null, Plots.at(drawn, i -> epochs[i], i -> values[i]), runColour(run), stroke);
        // a run that was stopped early goes on beyond the network that it kept
        int last = finite.stream()
                .filter(i -> epochs[i] == recorded.epochs())
                .findFirst()
                .orElse(finite.get(finite.size() - 1));
        double end = range.constrain(values[last]);
        return new End(run, epochs[last], end, quantity.text(values[last]), end);
    }

    /** Makes room for the text of ends from top to bottom: those too near are pushed apart, and none below the axis. */
    private static void spread(End[] ends, Range range, double apart) {
        double above = range.getUpperBound() + apart / 2;
        for (int i = 0; i < ends.length; i++) {
            above = Math.min(ends[i].y(), above - apart);
            ends[i] = ends[i].at(above);
        }
        double below = range.getLowerBound() + apart / 2;
        for (int i = ends.length - 1; i >= 0 && ends[i].label() < below; i--) {
            ends[i] = ends[i].at(below);
            below += apart;
        }
    }

    /** A faint line from the end of a curve to its letter, which stands on the right with the last value. */
    private static void addEnd(XYPlot curves, XYPlot letters, End end, double right) {
        Color colour = runColour(end.run());
        Color faint = PlotStyle.mix(colour, 0.55);
        double y = end.label();
        double[][] level = {{end.x(), right}, {end.y(), end.y()}};
        double[][] at = {{end.x()}, {end.y()}};
        Plots.line(curves, null, level, faint, PlotStyle.THIN);
        Plots.points(curves, null, at, PlotStyle.point(0, 8), colour, PlotStyle.CLEAR);
        Plots.line(letters, null, new double[][] {{0, 0.12}, {end.y(), y}}, faint, PlotStyle.THIN);
        String letter = Comparison.letter(end.run());
        Plots.text(letters, letter, 0.14, y, PlotStyle.BOLD, colour, TextAnchor.CENTER_LEFT);
        Plots.text(letters, end.value(), 0.29, y, PlotStyle.FONT, PlotStyle.TEXT, TextAnchor.CENTER_LEFT);
    }
}
