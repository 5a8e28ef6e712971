package dev.firstnetwork.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers and other values as a reader of the page wants them. */
public final class Texts {

    private Texts() {}

    public static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    public static String figure(double value) {
        return number("%.4f", value);
    }

    public static String percent(double fraction) {
        return number("%.1f%%", 100 * fraction);
    }

    /** With ASCII digits and a decimal point, whatever the reader's language is. */
    private static String number(String format, double value) {
        if (Double.isNaN(value)) {
            return "n/a";
        }
        return Double.isInfinite(value) ? "infinite" : String.format(Locale.ROOT, format, value);
    }

    public static String duration(double seconds) {
        if (seconds < 1) {
            return number("%.0f ms", 1000 * seconds);
        }
        return seconds < 120 ? number("%.1f s", seconds) : number("%.1f min", seconds / 60);
    }

    /** At most five significant digits. */
    public static String shortest(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return number("%.0f", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros();
        return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9 ? rounded.toPlainString() : rounded.toString();
    }

    /** Two digits and a power of ten, which zero and what is not finite do without. */
    public static Map<String, Object> power(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return Map.of("digits", number("%.0f", value), "ten", List.of());
        }
        String text = number("%.1e", value);
        int e = text.indexOf('e');
        var ten = Map.of(
                "negative", text.charAt(e + 1) == '-', "exponent", Math.abs(Integer.parseInt(text.substring(e + 1))));
        return Map.of("digits", text.substring(0, e), "ten", List.of(ten));
    }

    /** An option's value; those of a list with commas between them. */
    public static String value(Object value) {
        if (value instanceof Collection<?> values) {
            return values.stream().map(Texts::value).collect(Collectors.joining(", "));
        }
        return value == null ? "none" : value.toString();
    }
}
