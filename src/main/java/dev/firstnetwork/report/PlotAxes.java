package dev.firstnetwork.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * The axes of charts. JFreeChart labels as many places as there is room for, in the format of the reader's country; these
 * label a few at round numbers, with a decimal point.
 */
public final class PlotAxes {

    private PlotAxes() {}

    /**
     * From the least to the greatest of {@code values} that are finite, with {@code margin} of that added at both ends;
     * around a single one, where they are all the same.
     */
    public static Range range(double margin, double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double min = Arrays.stream(finite).min().orElse(0);
        double max = Arrays.stream(finite).max().orElse(1);
        double size = max - min <= 1e-12 * Math.max(Math.abs(min), Math.abs(max)) ? 0 : max - min;
        double more = size > 0 ? margin * size : min == 0 ? 1 : Math.abs(min) / 2;
        return new Range(min - more, max + more);
    }

    /** An axis over all of the data. */
    public static NumberAxis numbers(String title) {
        return round(title, false);
    }

    public static NumberAxis numbers(String title, Range range) {
        NumberAxis axis = numbers(title);
        axis.setRange(range);
        return axis;
    }

    public static NumberAxis numbers(String title, double min, double max) {
        return numbers(title, new Range(min, max));
    }

    /** An axis of whole numbers, such as epochs. */
    public static NumberAxis whole(String title, double min, double max) {
        NumberAxis axis = round(title, true);
        axis.setRange(min, max);
        return axis;
    }

    private static NumberAxis round(String title, boolean whole) {
        NumberAxis axis = new NumberAxis(title) {
            @Override
            public List<NumberTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
                double min = getLowerBound();
                double max = getUpperBound();
                return PlotAxes.ticks(most -> PlotAxes.ticks(min, max, most, whole), PlotAxes::text, area, edge);
            }
        };
        axis.setAutoRangeIncludesZero(false);
        style(axis);
        return axis;
    }

    /** A logarithmic axis; {@code min} is above 0. */
    public static LogAxis logarithmic(String title, double min, double max) {
        LogAxis axis = new LogAxis(title) {
            @Override
            public List<NumberTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
                return PlotAxes.ticks(most -> powers(min, max, most), PlotAxes::power, area, edge);
            }
        };
        axis.setRange(min, max);
        style(axis);
        return axis;
    }

    /** An axis with a name at 0, 1, 2 and so on; on a vertical one the first is on top if {@code inverted}. */
    public static SymbolAxis names(String title, List<String> names, boolean inverted) {
        SymbolAxis axis = new SymbolAxis(title, names.toArray(String[]::new));
        axis.setRange(-0.5, Math.max(names.size(), 1) - 0.5);
        axis.setGridBandsVisible(false);
        axis.setInverted(inverted);
        style(axis);
        return axis;
    }

    /**
     * A horizontal axis of names: upright and shortened, if they have no room beside each other.
     *
     * @param width how much there is for all of them, in units
     */
    public static SymbolAxis categories(String title, List<String> names, double width) {
        boolean upright = names.stream().anyMatch(name -> PlotStyle.width(name) > width / names.size() - 6);
        List<String> shown =
                names.stream().map(name -> PlotStyle.fit(name, 0.6 * width)).toList();
        SymbolAxis axis = names(title, upright ? shown : names, false);
        axis.setVerticalTickLabels(upright);
        return axis;
    }

    private static void style(ValueAxis axis) {
        axis.setLabelFont(PlotStyle.FONT);
        axis.setLabelPaint(PlotStyle.TEXT);
        axis.setTickLabelFont(PlotStyle.FONT);
        axis.setTickLabelPaint(PlotStyle.TEXT);
        axis.setTickMarksVisible(false);
        axis.setAxisLinePaint(PlotStyle.GREY);
        axis.setLabelInsets(new RectangleInsets(3, 3, 3, 3));
    }

    /** Round numbers from {@code min} to {@code max}, up to {@code most} of them and seldom fewer than half as many. */
    static double[] ticks(double min, double max, int most, boolean whole) {
        double power = Math.pow(10, Math.floor(Math.log10((max - min) / most)));
        double step = DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * power)
                .filter(size -> !whole || (size >= 1 && size == Math.rint(size)))
                .filter(size -> Math.floor(max / size + 1e-9) - Math.ceil(min / size - 1e-9) + 1 <= most)
                .findFirst()
                .orElse(whole ? Math.max(1, 20 * power) : 20 * power);
        return LongStream.rangeClosed((long) Math.ceil(min / step - 1e-9), (long) Math.floor(max / step + 1e-9))
                .mapToDouble(k -> k * step)
                .toArray();
    }

    /** Up to {@code most} powers of ten from {@code min} to {@code max}, or 1, 2 and 5 times a power where there are few. */
    static double[] powers(double min, double max, int most) {
        int from = (int) Math.floor(Math.log10(min));
        int to = (int) Math.ceil(Math.log10(max));
        int step = 1 + (to - from) / most;
        IntStream some = IntStream.rangeClosed(from, to).filter(power -> Math.floorMod(power, step) == 0);
        double[] powers = multiples(min, max, some, 1);
        return powers.length >= 2 ? powers : multiples(min, max, IntStream.rangeClosed(from, to), 1, 2, 5);
    }

    /** Those from {@code min} to {@code max}; exact, where a product would not be. */
    private static double[] multiples(double min, double max, IntStream powers, int... factors) {
        return powers.boxed()
                .flatMapToDouble(
                        power -> IntStream.of(factors).mapToDouble(factor -> Double.parseDouble(factor + "e" + power)))
                .filter(value -> value >= min && value <= max)
                .toArray();
    }

    /** {@code tick} without the rounding errors that came with it. */
    static String text(double tick) {
        double size = Math.abs(tick);
        if (size >= 1e4 && size < 1e9) {
            return Texts.shortest(tick).replaceFirst("000000$", "M").replaceFirst("000$", "k");
        }
        return size < 1e-12 ? "0" : Texts.shortest(tick);
    }

    private static String power(double value) {
        return value < 0.00099 || value > 99_999
                ? String.format(Locale.ROOT, "%.0e", value)
                        .replaceFirst("e([+-])0*", "e$1")
                        .replace("+", "")
                : Texts.shortest(value);
    }

    /** As many places as have room for their labels, out of what {@code places} finds for a number of them. */
    private static List<NumberTick> ticks(
            IntFunction<double[]> places, DoubleFunction<String> text, Rectangle2D area, RectangleEdge edge) {
        boolean level = RectangleEdge.isTopOrBottom(edge);
        int most = Math.max(3, (int) (level ? area.getWidth() / 40 : area.getHeight() / 28));
        double[] ticks = places.apply(most);
        while (level && most > 2 && width(ticks, text) > area.getWidth()) {
            most--;
            ticks = places.apply(most);
        }
        TextAnchor anchor = level ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        return Arrays.stream(ticks)
                .mapToObj(tick -> new NumberTick(tick, text.apply(tick), anchor, anchor, 0))
                .toList();
    }

    private static double width(double[] ticks, DoubleFunction<String> text) {
        return Arrays.stream(ticks)
                .map(tick -> PlotStyle.width(text.apply(tick)) + 12)
                .sum();
    }
}
