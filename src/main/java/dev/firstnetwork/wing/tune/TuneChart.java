package dev.firstnetwork.wing.tune;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Texts;
import java.awt.Color;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.util.ShapeUtils;
import org.jfree.data.Range;

/**
 * A search as a picture: on top the score of each trial in order with the best so far, or in successive halving the scores
 * from rung to rung; below, small panels of the score over each varied option.
 */
final class TuneChart {

    private static final int ACROSS = 2;
    private static final int HEIGHT = 190;
    private static final int PANEL_HEIGHT = 136;

    /** So many times the distance from the best to the median are shown; beyond, a dot lies hollow on the edge. */
    private static final double REACH = 3;

    private static final Shape DOT = PlotStyle.point(0, 8);
    private static final Shape CROSS = ShapeUtils.createDiagonalCross(3.5f, 0.1f);

    private final Tuning tuning;

    private final List<Trial> scored;

    private final int winner;
    private final int mostRungs;

    /** The worst score that is shown. */
    private final double worst;

    private final Range range;

    private TuneChart(Tuning tuning) {
        this.tuning = tuning;
        this.winner = tuning.best().map(Trial::trial).orElse(0);
        this.scored = tuning.trials().stream().filter(Trial::isScored).toList();
        this.mostRungs =
                scored.stream().mapToInt(trial -> trial.rungs().size()).max().orElse(1);
        double[] means = scored.stream()
                .flatMap(trial -> trial.rungs().stream())
                .map(Trial.Rung::mean)
                .filter(Double::isFinite)
                .sorted(tuning.score()::compare)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double best = means.length == 0 ? 0 : means[0];
        double limit = means.length == 0 ? 1 : best + REACH * (means[means.length / 2] - best);
        double last = means.length == 0 ? 1 : means[means.length - 1];
        this.worst = tuning.score().compare(last, limit) > 0 && limit != best ? limit : last;
        this.range = PlotAxes.range(0.08, best, worst);
    }

    static byte[] png(Tuning tuning) {
        return new TuneChart(tuning).png();
    }

    private byte[] png() {
        var options = tuning.space().dimensions();
        int folds = scored.stream()
                .mapToInt(trial -> trial.last().orElseThrow().scores().size())
                .max()
                .orElse(0);
        String below = Texts.count(tuning.trials().size(), "trial") + ", " + tuning.score() + " (mean over " + folds
                + " folds, " + (tuning.score().isHigherBetter() ? "higher" : "lower") + " is better)"
                + (tuning.failures() == 0 ? "" : ", " + tuning.failures() + " without a score (×)");
        var top = Plots.beside(score(HEIGHT), tuning.hasRungs() ? rungs() : order());
        List<JFreeChart> charts = new ArrayList<>();
        charts.add(Plots.below(Plots.chart("Search over " + Texts.count(options.size(), "option"), top), below));
        for (int i = 0; i < options.size(); i += ACROSS) {
            var row = options.subList(i, Math.min(options.size(), i + ACROSS));
            XYPlot[] panels =
                    row.stream().map(option -> panel(option, row.size())).toArray(XYPlot[]::new);
            charts.add(Plots.chart("", Plots.beside(score(PANEL_HEIGHT), panels)));
        }
        return Plots.png(Plots.WIDTH, charts, HEIGHT, PANEL_HEIGHT);
    }

    private ValueAxis score(int height) {
        return PlotAxes.numbers(PlotStyle.fit("mean " + tuning.score(), height + 30.0), range);
    }

    private boolean isBeyond(double score) {
        return !Double.isNaN(score) && tuning.score().compare(score, worst) > 0;
    }

    /** Where a score lies; one that is worse than the axis shows, on its edge. */
    private double at(double score) {
        return isBeyond(score) ? worst : score;
    }

    /** Each trial in the order in which it was drawn, and the best so far. */
    private XYPlot order() {
        List<Trial> trials = tuning.trials();
        XYPlot plot = Plots.plot(PlotAxes.whole("trial", 0.5, Math.max(2, trials.size()) + 0.5), null);
        double[][] best = new double[2][2 * trials.size()];
        double soFar = Double.NaN;
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            Arrays.fill(best[0], 2 * i, 2 * i + 2, trial.trial());
            best[1][2 * i] = at(soFar);
            if (trial.isScored() && (Double.isNaN(soFar) || tuning.score().compare(trial.mean(), soFar) < 0)) {
                soFar = trial.mean();
            }
            best[1][2 * i + 1] = at(soFar);
        }
        Plots.line(plot, "best so far", best, PlotStyle.mix(PlotStyle.colour(1), 0.6), PlotStyle.LINE);
        addTrials(plot, trials, Trial::trial, true);
        return plot;
    }

    /** Each trial from rung to rung, as far as it came. */
    private XYPlot rungs() {
        List<String> epochs =
                scored.stream().map(Trial::rungs).max(Comparator.comparingInt(List::size)).orElse(List.of()).stream()
                        .map(rung -> String.valueOf(rung.epochs()))
                        .toList();
        XYPlot plot = Plots.plot(PlotAxes.names("epochs of each rung", epochs, false), null);
        List<Trial> stages = new ArrayList<>();
        for (Trial trial : scored) {
            boolean won = trial.trial() == winner;
            List<Trial.Rung> rungs = trial.rungs();
            double[][] at = Plots.at(
                    PlotStyle.where(rungs.size(), k -> true),
                    k -> k,
                    k -> at(rungs.get(k).mean()));
            Color colour = won ? PlotStyle.colour(1) : PlotStyle.mix(PlotStyle.colour(0), 0.5);
            Plots.line(plot, null, at, colour, won ? PlotStyle.LINE : PlotStyle.stroke(1.2f));
            IntStream.rangeClosed(1, rungs.size()).mapToObj(trial::upTo).forEach(stages::add);
        }
        addTrials(plot, stages, trial -> trial.rungs().size() - 1, true);
        return plot;
    }

    /** The score over one option. */
    private XYPlot panel(SearchSpace.Dimension option, int across) {
        XYPlot plot = Plots.plot(axis(option, 360.0 / across - 10), null);
        addTrials(plot, tuning.trials(), trial -> at(trial, option), false);
        return plot;
    }

    private static ValueAxis axis(SearchSpace.Dimension option, double width) {
        if (!(option instanceof SearchSpace.Range numbers)) {
            return PlotAxes.categories(option.name(), option.grid(), width);
        }
        if (!numbers.logarithmic()) {
            return PlotAxes.numbers(option.name(), PlotAxes.range(0.06, numbers.from(), numbers.to()));
        }
        double margin = Math.pow(numbers.to() / numbers.from(), 0.06);
        return PlotAxes.logarithmic(option.name(), numbers.from() / margin, numbers.to() * margin);
    }

    /** Where a trial lies; of those with the same value, one beside the other. */
    private static double at(Trial trial, SearchSpace.Dimension option) {
        String value = trial.values().get(option.name());
        return option instanceof SearchSpace.Range
                ? Double.parseDouble(value)
                : option.grid().indexOf(value) + 0.4 * ((trial.trial() * 7 % 11) / 10.0 - 0.5);
    }

    /**
     * A dot for each trial, the winner's over the others; one without a score is a cross beyond the worst.
     *
     * @param named whether the legend says what they mean
     */
    private void addTrials(XYPlot plot, List<Trial> trials, ToDoubleFunction<Trial> x, boolean named) {
        for (int rungs = 1; rungs <= mostRungs; rungs++) {
            int depth = rungs;
            Color colour = PlotStyle.mix(PlotStyle.colour(0), 0.2 + 0.8 * depth / mostRungs);
            String name = mostRungs > 1 ? "darker: trained longer" : "trial";
            double[][] at = where(
                    trials, x, trial -> trial.isScored() && trial.rungs().size() == depth && trial.trial() != winner);
            Plots.points(plot, named && depth == mostRungs ? name : null, at, DOT, colour, Color.WHITE);
        }
        double[][] beyond = where(trials, x, trial -> isBeyond(trial.mean()));
        String worse = named && beyond[0].length > 0 ? "even worse" : null;
        Plots.points(plot, worse, beyond, DOT, Color.WHITE, PlotStyle.colour(0));
        double[][] failed = where(trials, x, trial -> !trial.isScored());
        Plots.points(plot, null, failed, CROSS, PlotStyle.GREY, PlotStyle.GREY);
        double[][] won = where(trials, x, trial -> trial.trial() == winner);
        Plots.points(plot, named ? "winner" : null, won, PlotStyle.point(0, 12), PlotStyle.colour(1), Color.WHITE);
    }

    private double[][] where(List<Trial> trials, ToDoubleFunction<Trial> x, Predicate<Trial> which) {
        double inside = (tuning.score().isHigherBetter() ? 0.035 : -0.035) * range.getLength();
        double edge = (inside > 0 ? range.getLowerBound() : range.getUpperBound()) + inside;
        return Plots.at(trials.stream().filter(which).toList(), x, trial -> trial.isScored() ? at(trial.mean()) : edge);
    }
}
