package dev.firstnetwork.wing.tune;

import static dev.firstnetwork.report.Drawing.SMALL;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.text;
import static dev.firstnetwork.report.Drawing.upright;

import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.Scale;
import dev.firstnetwork.report.Texts;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The axis of one option: numbers, or a place for each of its values.
 *
 * @param ends least and greatest number, logarithms where the scale is so; empty where there are places
 */
record OptionAxis(String name, double[] ends, boolean logarithmic, List<String> places) {

    static OptionAxis of(SearchSpace.Dimension dimension) {
        if (dimension instanceof SearchSpace.Range range) {
            double[] ends = range.logarithmic()
                    ? new double[] {Math.log10(range.from()), Math.log10(range.to())}
                    : new double[] {range.from(), range.to()};
            return new OptionAxis(dimension.name(), ends, range.logarithmic(), List.of());
        }
        return new OptionAxis(dimension.name(), new double[0], false, dimension.grid());
    }

    private Scale scale(double left, double width) {
        return places.isEmpty()
                ? Scale.over(ends, left, left + width).wider(0.06)
                : new Scale(-0.5, places.size() - 0.5, left, left + width);
    }

    /** Where a trial lies; of those with the same value, one beside the other. */
    double at(Trial trial, double left, double width) {
        String value = trial.values().get(name);
        Scale x = scale(left, width);
        if (places.isEmpty()) {
            double number = Double.parseDouble(value);
            return x.at(logarithmic ? Math.log10(number) : number);
        }
        double aside = Math.min(0.5, 30 * places.size() / width) * ((trial.number() * 7 % 11) / 10.0 - 0.5);
        return x.at(places.indexOf(value) + aside);
    }

    /** Whether the values do not stand beside each other in {@code width}. */
    private boolean isUpright(double width) {
        return places.stream().anyMatch(place -> Drawing.width(place) > width / places.size() - 6);
    }

    int labelHeight(double width) {
        return places.isEmpty() || !isUpright(width)
                ? 18
                : 8
                        + places.stream()
                                .mapToInt(place -> Drawing.width(shorten(place, 14)))
                                .max()
                                .orElse(0);
    }

    void paint(Graphics2D g, double left, double width, double bottom) {
        g.setColor(TEXT);
        g.setFont(SMALL);
        Scale x = scale(left, width);
        if (!places.isEmpty()) {
            int step = 1 + (int) (places.size() * 14 / width);
            for (int k = 0; k < places.size(); k += step) {
                if (isUpright(width)) {
                    upright(g, shorten(places.get(k), 14), x.at(k) + 5, bottom + 6, 1);
                } else {
                    text(g, places.get(k), x.at(k), bottom + 16, 0.5);
                }
            }
            return;
        }
        for (double tick : logarithmic ? logarithmicTicks(x) : x.ticks(4)) {
            g.draw(new Line2D.Double(x.at(tick), bottom - 4, x.at(tick), bottom));
            text(g, logarithmic ? power(tick) : Scale.text(tick), x.at(tick), bottom + 16, 0.5);
        }
    }

    /** The logarithms of up to four powers of ten, or of 1, 2 and 5 times a power where there are few. */
    private static double[] logarithmicTicks(Scale x) {
        int from = (int) Math.floor(x.min());
        int to = (int) Math.ceil(x.max());
        int[] inside = IntStream.rangeClosed(from, to)
                .filter(power -> power >= x.min() && power <= x.max())
                .toArray();
        int step = 1 + (inside.length - 1) / 4;
        double[] powers = IntStream.of(inside)
                .filter(power -> Math.floorMod(power, step) == 0)
                .mapToDouble(power -> power)
                .toArray();
        return powers.length >= 2
                ? powers
                : IntStream.rangeClosed(from, to)
                        .boxed()
                        .flatMap(power -> Stream.of(1, 2, 5).map(factor -> power + Math.log10(factor)))
                        .mapToDouble(Double::doubleValue)
                        .filter(tick -> tick >= x.min() && tick <= x.max())
                        .toArray();
    }

    private static String power(double logarithm) {
        double value = Math.pow(10, logarithm);
        int power = (int) Math.rint(logarithm);
        return value < 0.00099 || value > 99_999 ? "1e" + power : Texts.shortest(value);
    }
}
