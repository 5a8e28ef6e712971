package dev.firstnetwork.wing.tune;

import static dev.firstnetwork.report.Drawing.FAINT;
import static dev.firstnetwork.report.Drawing.FONT;
import static dev.firstnetwork.report.Drawing.GREY;
import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.SMALL;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.THIN;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.text;
import static dev.firstnetwork.report.Drawing.upright;

import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.Scale;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.explain.ExplanationCharts;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A search as a picture: on top the score of each trial in order with the best so far, or in successive halving the scores
 * from rung to rung; below, small panels of the score over each varied option.
 */
final class TuneChart {

    private static final int ACROSS = 3;
    private static final int LEFT = 74;
    private static final int RIGHT = 12;
    private static final int GAP = 18;
    private static final int TOP = 84;
    private static final int HEIGHT = 200;
    private static final int NAME = 26;
    private static final int PLOT_HEIGHT = 120;

    /** So many times the distance from the best to the median are shown; beyond, a dot lies hollow on the edge. */
    private static final double REACH = 3;

    private final Tuning tuning;

    /** The trials with a score, the winner last, so that it is drawn over the others. */
    private final List<Trial> scored;

    private final int winner;
    private final int mostRungs;
    private final double[] range;
    private final List<OptionAxis> axes;

    private TuneChart(Tuning tuning) {
        this.tuning = tuning;
        this.winner = tuning.best().map(Trial::number).orElse(0);
        this.scored = tuning.trials().stream()
                .filter(Trial::isScored)
                .sorted(Comparator.comparing(trial -> trial.number() == winner))
                .toList();
        this.mostRungs =
                scored.stream().mapToInt(trial -> trial.rungs().size()).max().orElse(1);
        this.range = range();
        this.axes = tuning.space().dimensions().stream().map(OptionAxis::of).toList();
    }

    static byte[] png(Tuning tuning) {
        return new TuneChart(tuning).png();
    }

    /** The best and the worst score that are shown. */
    private double[] range() {
        Stream<Trial.Rung> rungs = scored.stream().flatMap(trial -> trial.rungs().stream());
        double[] sorted = rungs.mapToDouble(Trial.Rung::mean)
                .boxed()
                .sorted(tuning.score()::compare)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (sorted.length == 0) {
            return new double[] {0, 1};
        }
        double best = sorted[0];
        double limit = best + REACH * (sorted[sorted.length / 2] - best);
        double worst = sorted[sorted.length - 1];
        return new double[] {best, tuning.score().compare(worst, limit) > 0 && limit != best ? limit : worst};
    }

    private Scale upwards(int top, int height) {
        return Scale.over(range, top + height, top).wider(0.08);
    }

    private byte[] png() {
        int across = Math.min(ACROSS, axes.size());
        int width = (WIDTH - LEFT - RIGHT) / across;
        int lines = (axes.size() + across - 1) / across;
        int[] y = new int[lines + 1];
        y[0] = TOP + HEIGHT + 62;
        for (int line = 0; line < lines; line++) {
            List<OptionAxis> row = axes.subList(line * across, Math.min(axes.size(), (line + 1) * across));
            int labels = row.stream()
                    .mapToInt(axis -> axis.labelHeight(width - GAP))
                    .max()
                    .orElse(0);
            y[line + 1] = y[line] + NAME + PLOT_HEIGHT + 14 + labels;
        }
        return Drawing.png(paint(WIDTH, y[lines] + 4, g -> {
            paintTitle(g);
            Scale top = upwards(TOP, HEIGHT);
            paintLevels(g, top, LEFT, WIDTH - RIGHT, true);
            if (tuning.hasRungs()) {
                paintRungs(g, top);
            } else {
                paintOrder(g, top);
            }
            for (int i = 0; i < axes.size(); i++) {
                int left = LEFT + i % across * width;
                paintPanel(g, axes.get(i), left, width - GAP, y[i / across] + NAME, i % across == 0);
            }
            g.setColor(TEXT);
            g.setFont(FONT);
            upright(g, shorten("mean " + tuning.score(), 30), 20, TOP + HEIGHT / 2.0, 0.5);
            upright(g, shorten("mean " + tuning.score(), 30), 20, (y[0] + y[lines]) / 2.0, 0.5);
        }));
    }

    private void paintTitle(Graphics2D g) {
        int folds = scored.stream()
                .flatMap(trial -> trial.last().stream())
                .mapToInt(rung -> rung.scores().size())
                .max()
                .orElse(0);
        String failures = tuning.failures() == 0 ? "" : ", " + tuning.failures() + " without a score (×)";
        ExplanationCharts.title(
                g,
                "Search over " + Texts.count(axes.size(), "option"),
                Texts.count(tuning.trials().size(), "trial") + ", " + tuning.score() + " (mean over " + folds
                        + " folds, " + (tuning.score().isHigherBetter() ? "higher" : "lower") + " is better)"
                        + failures);
        g.setFont(SMALL);
        int x = LEFT;
        x = paintLegend(g, x, colour(0), false, tuning.hasRungs() ? "darker: trained longer" : "trial");
        x = paintLegend(g, x, colour(1), false, "winner");
        if (!tuning.hasRungs()) {
            g.setColor(colour(1));
            g.setStroke(LINE);
            g.draw(new Line2D.Double(x, 66, x + 22, 66));
            g.setColor(TEXT);
            text(g, "best so far", x + 28, 71, 0);
            x += 28 + Drawing.width("best so far") + 24;
        }
        if (scored.stream().anyMatch(trial -> isBeyond(trial.mean()))) {
            paintLegend(g, x, colour(0), true, "worse than the axis shows");
        }
    }

    private static int paintLegend(Graphics2D g, int x, Color colour, boolean hollow, String label) {
        paintDot(g, x + 5, 66, 4.5, colour, hollow);
        g.setColor(TEXT);
        text(g, label, x + 16, 71, 0);
        return x + 16 + Drawing.width(label) + 24;
    }

    private boolean isBeyond(double score) {
        return tuning.score().compare(score, range[1]) > 0;
    }

    private static void paintDot(Graphics2D g, double x, double y, double radius, Color colour, boolean hollow) {
        Ellipse2D dot = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
        g.setColor(hollow ? Color.WHITE : colour);
        g.fill(dot);
        g.setColor(hollow ? colour : Color.WHITE);
        g.setStroke(stroke(hollow ? 1.4f : 0.8f));
        g.draw(dot);
    }

    /** Where a score lies; one that is worse than the axis shows, on its edge. */
    private double at(Scale y, double score) {
        return y.at(isBeyond(score) ? range[1] : score);
    }

    private void paintTrial(Graphics2D g, Trial trial, double x, Scale y) {
        boolean won = trial.number() == winner;
        double depth = (double) trial.rungs().size() / mostRungs;
        paintDot(
                g,
                x,
                at(y, trial.mean()),
                won ? 6 : 4.2,
                won ? colour(1) : mix(colour(0), 0.2 + 0.8 * depth),
                isBeyond(trial.mean()));
    }

    private static void paintLevels(Graphics2D g, Scale y, double left, double right, boolean labelled) {
        g.setFont(SMALL);
        g.setStroke(THIN);
        for (double tick : y.ticks(5)) {
            g.setColor(FAINT);
            g.draw(new Line2D.Double(left, y.at(tick), right, y.at(tick)));
            if (labelled) {
                g.setColor(TEXT);
                text(g, Scale.text(tick), left - 8, y.at(tick) + 5, 1);
            }
        }
        g.setColor(TEXT);
        g.draw(new Line2D.Double(left, y.from(), right, y.from()));
    }

    /** Each trial in the order in which it was drawn, and the best so far. */
    private void paintOrder(Graphics2D g, Scale y) {
        int count = tuning.trials().size();
        Scale x = new Scale(0.5, Math.max(2, count) + 0.5, LEFT, WIDTH - RIGHT);
        g.setColor(TEXT);
        for (double tick : x.ticks(10)) {
            if (tick >= 1 && tick <= count && tick == Math.rint(tick)) {
                text(g, Scale.text(tick), x.at(tick), y.from() + 18, 0.5);
            }
        }
        g.setFont(FONT);
        text(g, "trial", (LEFT + WIDTH - RIGHT) / 2.0, y.from() + 40, 0.5);
        Path2D best = new Path2D.Double();
        double soFar = Double.NaN;
        for (Trial trial : tuning.trials()) {
            boolean better =
                    trial.isScored() && (Double.isNaN(soFar) || tuning.score().compare(trial.mean(), soFar) < 0);
            double height = at(y, better ? trial.mean() : soFar);
            if (Double.isNaN(soFar) && better) {
                best.moveTo(x.at(trial.number()), height);
            } else if (!Double.isNaN(soFar)) {
                best.lineTo(x.at(trial.number()), at(y, soFar));
                best.lineTo(x.at(trial.number()), height);
            }
            soFar = better ? trial.mean() : soFar;
        }
        Drawing.draw(g, best, mix(colour(1), 0.6), LINE);
        for (Trial trial : tuning.trials()) {
            if (!trial.isScored()) {
                paintCross(g, x.at(trial.number()), worstEdge(y));
            }
        }
        scored.forEach(trial -> paintTrial(g, trial, x.at(trial.number()), y));
    }

    /** Where trials without a score lie: beyond the worst. */
    private double worstEdge(Scale y) {
        return tuning.score().isHigherBetter() ? y.from() - 7 : y.to() + 4;
    }

    private static void paintCross(Graphics2D g, double x, double y) {
        g.setColor(GREY);
        g.setStroke(stroke(1.6f));
        g.draw(new Line2D.Double(x - 3.5, y - 3.5, x + 3.5, y + 3.5));
        g.draw(new Line2D.Double(x - 3.5, y + 3.5, x + 3.5, y - 3.5));
    }

    /** Each trial from rung to rung, as far as it came. */
    private void paintRungs(Graphics2D g, Scale y) {
        Scale x = new Scale(-0.3, mostRungs - 0.7, LEFT, WIDTH - RIGHT);
        List<Trial.Rung> longest = scored.stream()
                .max(Comparator.comparingInt(trial -> trial.rungs().size()))
                .map(Trial::rungs)
                .orElse(List.of());
        g.setColor(TEXT);
        for (int k = 0; k < longest.size(); k++) {
            text(g, String.valueOf(longest.get(k).epochs()), x.at(k), y.from() + 18, 0.5);
        }
        g.setFont(FONT);
        text(g, "epochs of each rung", (LEFT + WIDTH - RIGHT) / 2.0, y.from() + 40, 0.5);
        for (Trial trial : scored) {
            boolean won = trial.number() == winner;
            Path2D path = new Path2D.Double();
            for (int k = 0; k < trial.rungs().size(); k++) {
                double height = at(y, trial.rungs().get(k).mean());
                if (k == 0) {
                    path.moveTo(x.at(k), height);
                } else {
                    path.lineTo(x.at(k), height);
                }
            }
            Color line = won ? colour(1) : mix(colour(0), 0.5);
            Drawing.draw(g, path, line, won ? LINE : stroke(1.2f));
            for (int k = 0; k < trial.rungs().size(); k++) {
                paintTrial(
                        g,
                        new Trial(trial.number(), trial.values(), trial.rungs().subList(0, k + 1)),
                        x.at(k),
                        y);
            }
        }
    }

    /** The score over one option. */
    private void paintPanel(Graphics2D g, OptionAxis axis, int left, int width, int top, boolean first) {
        Scale y = upwards(top, PLOT_HEIGHT);
        g.setColor(TEXT);
        g.setFont(SMALL.deriveFont(Font.BOLD));
        text(g, axis.name(), left + width / 2.0, top - 7, 0.5);
        paintLevels(g, y, left, left + width, first);
        axis.paint(g, left, width, top + PLOT_HEIGHT);
        for (Trial trial : tuning.trials()) {
            if (!trial.isScored()) {
                paintCross(g, axis.at(trial, left, width), worstEdge(y));
            }
        }
        scored.forEach(trial -> paintTrial(g, trial, axis.at(trial, left, width), y));
    }
}
