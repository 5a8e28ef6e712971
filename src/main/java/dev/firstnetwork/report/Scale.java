package dev.firstnetwork.report;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A straight axis: {@code min} lies at {@code from} units, {@code max} at {@code to}.
 *
 * @param min the least value
 * @param max the greatest; above {@code min}
 */
public record Scale(double min, double max, double from, double to) {

    /** From the least to the greatest of {@code values} that are finite; around a single one, where they are all the same. */
    public static Scale over(double[] values, double from, double to) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double min = Arrays.stream(finite).min().orElse(0);
        double max = Arrays.stream(finite).max().orElse(1);
        if (max - min <= 1e-12 * Math.max(Math.abs(min), Math.abs(max))) {
            double margin = min == 0 ? 1 : Math.abs(min) / 2;
            return new Scale(min - margin, max + margin, from, to);
        }
        return new Scale(min, max, from, to);
    }

    /** With {@code part} of its length added at both ends. */
    public Scale wider(double part) {
        double margin = part * (max - min);
        return new Scale(min - margin, max + margin, from, to);
    }

    /** Where {@code value} lies, in units. */
    public double at(double value) {
        return from + (value - min) / (max - min) * (to - from);
    }

    /** Round values on the axis, up to {@code most} of them and seldom fewer than half as many. */
    public double[] ticks(int most) {
        double step = Math.pow(10, Math.floor(Math.log10((max - min) / most)));
        for (int factor : new int[] {2, 5, 10, 20}) {
            if (count(step) <= most) {
                break;
            }
            step = Math.pow(10, Math.floor(Math.log10((max - min) / most))) * factor;
        }
        double round = step;
        return LongStream.rangeClosed((long) Math.ceil(min / round - 1e-9), (long) Math.floor(max / round + 1e-9))
                .mapToDouble(k -> k * round)
                .toArray();
    }

    private double count(double step) {
        return Math.floor(max / step + 1e-9) - Math.ceil(min / step - 1e-9) + 1;
    }

    /** {@code tick} without the rounding errors that came with it. */
    public static String text(double tick) {
        double size = Math.abs(tick);
        if (size >= 1e4) {
            return Texts.shortest(tick).replaceFirst("000000$", "M").replaceFirst("000$", "k");
        }
        return size < 1e-12 ? "0" : Texts.shortest(new BigDecimal(tick).doubleValue());
    }
}
