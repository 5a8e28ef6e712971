package dev.firstnetwork.wing.compare;

import static dev.firstnetwork.report.Drawing.BOLD;
import static dev.firstnetwork.report.Drawing.FAINT;
import static dev.firstnetwork.report.Drawing.FONT;
import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.SMALL;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.THIN;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.dashed;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.png;
import static dev.firstnetwork.report.Drawing.text;
import static dev.firstnetwork.report.Drawing.thinned;
import static dev.firstnetwork.report.Drawing.upright;

import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.Scale;
import dev.firstnetwork.report.Texts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The learning curves of several runs over each other, drawn with Java2D alone: each line leads to the letter of its run,
 * so that it needs no colour to be told from the others.
 */
final class ComparisonCharts {

    private static final int HEIGHT = 340;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 96;
    private static final int TOP = 44;
    private static final int BOTTOM = HEIGHT - 54;

    /** How far the letters at the ends of the lines keep apart. */
    private static final int APART = 17;

    private static final Font LETTER = SMALL.deriveFont(Font.BOLD);

    /** A loss that has risen so far above the untrained network's has left the picture. */
    private static final double MOST_LOSS = 3;

    /** A figure over the epochs, which those runs have that measured it. */
    enum Quantity {
        LOSS("loss", "mean loss (nats)"),
        SQUARED_ERROR("loss", "mean squared error"),
        ACCURACY("accuracy", "predicted right (%)"),
        R2("R²", "variance explained");

        private final String title;
        private final String axis;

        Quantity(String title, String axis) {
            this.title = title;
            this.axis = axis;
        }

        /** Those that one run or more has. */
        static List<Quantity> of(Comparison comparison) {
            return Arrays.stream(values())
                    .filter(quantity -> quantity.runs(comparison).length > 0)
                    .toList();
        }

        /** The runs that have it, by their number. */
        int[] runs(Comparison comparison) {
            return IntStream.range(0, comparison.runs().size())
                    .filter(i -> isMeasured(comparison.runs().get(i)))
                    .toArray();
        }

        private boolean isMeasured(RecordedRun run) {
            return switch (this) {
                case LOSS -> run.isLossInNats();
                case SQUARED_ERROR -> !run.isLossInNats();
                case ACCURACY -> run.history().containsKey("test_accuracy");
                case R2 -> run.history().containsKey("test_r2");
            };
        }

        String title() {
            return title;
        }

        private String text(double value) {
            return switch (this) {
                case LOSS -> Texts.figure(value);
                case SQUARED_ERROR -> Texts.shortest(value);
                case ACCURACY -> Texts.percent(value / 100);
                case R2 -> Texts.figure(value);
            };
        }

        private boolean isLoss() {
            return this == LOSS || this == SQUARED_ERROR;
        }

        private double[] values(RecordedRun run, String side) {
            String column = side + "_" + (isLoss() ? "loss" : this == R2 ? "r2" : "accuracy");
            double[] none = new double[run.history().get("epoch").length];
            Arrays.fill(none, Double.NaN);
            double[] values = run.history().getOrDefault(column, none);
            return this == ACCURACY
                    ? Arrays.stream(values).map(part -> 100 * part).toArray()
                    : values;
        }

        /** The same axis for both sides of the split. */
        private Scale axis(List<RecordedRun> runs) {
            double[] all = runs.stream()
                    .flatMapToDouble(run -> DoubleStream.concat(
                            Arrays.stream(values(run, "train")), Arrays.stream(values(run, "test"))))
                    .filter(Double::isFinite)
                    .toArray();
            double most = Arrays.stream(all).max().orElse(1);
            double least = Arrays.stream(all).min().orElse(0);
            double untrained = runs.stream()
                    .flatMapToDouble(run -> Arrays.stream(values(run, "test")).limit(1))
                    .filter(Double::isFinite)
                    .max()
                    .orElse(most);
            double[] ends =
                    switch (this) {
                        case LOSS, SQUARED_ERROR -> new double[] {0, Math.min(most, MOST_LOSS * untrained)};
                        case ACCURACY -> new double[] {least, 100};
                        case R2 -> new double[] {Math.max(-1, Math.min(0, least)), 1};
                    };
            return Scale.over(ends, BOTTOM, TOP).wider(0.02);
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
        int k = i % (Drawing.COLOUR_COUNT + 1);
        return k == Drawing.COLOUR_COUNT ? Color.BLACK : colour(k);
    }

    /**
     * One side of the split over the epochs.
     *
     * @param side {@code train} or {@code test}
     * @throws IllegalArgumentException if no run has measured {@code quantity}
     */
    static byte[] curves(Comparison comparison, Quantity quantity, String side) {
        int[] shown = quantity.runs(comparison);
        if (shown.length == 0) {
            throw new IllegalArgumentException("no run has measured " + quantity.axis);
        }
        List<RecordedRun> runs =
                IntStream.of(shown).mapToObj(comparison.runs()::get).toList();
        Scale y = quantity.axis(runs);
        Scale x = epochs(runs);
        String title = (side.equals("test") ? "Test " : "Training ") + quantity.title;
        return png(paint(WIDTH, HEIGHT, g -> {
            paintAxes(g, title, quantity, x, y);
            End[] ends = new End[shown.length];
            Shape all = g.getClip();
            g.setClip(new Rectangle2D.Double(LEFT - 2, TOP - 3, RIGHT - LEFT + 6, BOTTOM - TOP + 6));
            for (int i = 0; i < shown.length; i++) {
                ends[i] = paintLine(g, shown[i], runs.get(i), quantity, side, x, y);
            }
            g.setClip(all);
            for (End end : spread(ends)) {
                paintEnd(g, end);
            }
        }));
    }

    private static Scale epochs(List<RecordedRun> runs) {
        double most = runs.stream()
                .flatMapToDouble(run -> Arrays.stream(run.history().get("epoch")))
                .max()
                .orElse(1);
        return new Scale(0, Math.max(1, most), LEFT, RIGHT);
    }

    private static void paintAxes(Graphics2D g, String title, Quantity quantity, Scale x, Scale y) {
        g.setColor(TEXT);
        g.setFont(BOLD);
        text(g, title, (LEFT + RIGHT) / 2.0, 26, 0.5);
        g.setFont(SMALL);
        g.setStroke(THIN);
        for (double tick : y.ticks(6)) {
            g.setColor(FAINT);
            g.draw(new Line2D.Double(LEFT, y.at(tick), RIGHT, y.at(tick)));
            g.setColor(TEXT);
            text(g, Scale.text(tick), LEFT - 8, y.at(tick) + 5, 1);
        }
        g.draw(new Line2D.Double(LEFT, BOTTOM, RIGHT, BOTTOM));
        for (double tick : x.ticks(7)) {
            if (tick == Math.rint(tick)) {
                g.draw(new Line2D.Double(x.at(tick), BOTTOM, x.at(tick), BOTTOM + 4));
                text(g, Scale.text(tick), x.at(tick), BOTTOM + 20, 0.5);
            }
        }
        g.setFont(FONT);
        text(g, "epoch", (LEFT + RIGHT) / 2.0, HEIGHT - 14, 0.5);
        upright(g, quantity.axis, 22, (TOP + BOTTOM) / 2.0, 0.5);
    }

    /** Draws what is finite of a line, and tells where the network is whose figures are reported. */
    private static End paintLine(
            Graphics2D g, int run, RecordedRun recorded, Quantity quantity, String side, Scale x, Scale y) {
        double[] values = quantity.values(recorded, side);
        double[] epochs = recorded.history().get("epoch");
        int[] finite = IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .toArray();
        if (finite.length == 0) {
            return new End(run, LEFT, BOTTOM, "n/a", BOTTOM);
        }
        Path2D line = new Path2D.Double();
        thinned(finite.length).map(i -> finite[i]).forEach(i -> {
            if (line.getCurrentPoint() == null) {
                line.moveTo(x.at(epochs[i]), y.at(values[i]));
            } else {
                line.lineTo(x.at(epochs[i]), y.at(values[i]));
            }
        });
        // one path, so that its dashes go on over all points
        BasicStroke stroke = run <= Drawing.COLOUR_COUNT ? LINE : dashed(2.5f, 7);
        Drawing.draw(g, line, runColour(run), stroke);
        // a run that was stopped early goes on beyond the network that it kept
        int last = IntStream.of(finite)
                .filter(i -> epochs[i] == recorded.epochs())
                .findFirst()
                .orElse(finite[finite.length - 1]);
        double end = Math.max(TOP, Math.min(BOTTOM, y.at(values[last])));
        return new End(run, x.at(epochs[last]), end, quantity.text(values[last]), end);
    }

    /** The same ends with room for their text: those that are too near are pushed apart, and none below the axis. */
    private static List<End> spread(End... ends) {
        End[] sorted = ends.clone();
        Arrays.sort(sorted, Comparator.comparingDouble(End::y).thenComparing(End::run));
        for (int i = 1; i < sorted.length; i++) {
            sorted[i] = sorted[i].at(Math.max(sorted[i].label(), sorted[i - 1].label() + APART));
        }
        double below = BOTTOM;
        for (int i = sorted.length - 1; i >= 0 && sorted[i].label() > below; i--) {
            sorted[i] = sorted[i].at(below);
            below -= APART;
        }
        return List.of(sorted);
    }

    private static void paintEnd(Graphics2D g, End end) {
        Color colour = runColour(end.run());
        g.setColor(mix(colour, 0.55));
        g.setStroke(THIN);
        g.draw(new Line2D.Double(end.x(), end.y(), RIGHT, end.y()));
        g.draw(new Line2D.Double(RIGHT, end.y(), RIGHT + 14, end.label()));
        g.setColor(colour);
        g.fill(new Ellipse2D.Double(end.x() - 4, end.y() - 4, 8, 8));
        g.setFont(LETTER);
        text(g, Comparison.letter(end.run()), RIGHT + 17, end.label() + 5, 0);
        g.setColor(TEXT);
        g.setFont(SMALL);
        text(g, end.value(), RIGHT + 32, end.label() + 5, 0);
    }
}
