package dev.firstnetwork.data;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.Locale;
import java.util.Set;

/** Numbers as they stand in a table: decimal, and in every locale with a point. */
public final class Numbers {

    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

    private static final Set<String> PLACEHOLDERS = Set.of("?", "NA");

    private Numbers() {}

    /** Whether {@code text} is a number, one that is not finite included; Java's {@code 1d} and {@code 0x1p3} are text. */
    public static boolean isNumber(String text) {
        String number = text.strip();
        for (int i = 0; i < number.length(); i++) {
            if ("0123456789+-.eE".indexOf(number.charAt(i)) < 0) {
                return isNotFinite(number);
            }
        }
        try {
            Double.parseDouble(number);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isNotFinite(String number) {
        String unsigned = number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
        return NOT_FINITE.contains(unsigned.toLowerCase(Locale.ROOT));
    }

    /** Whether nothing stands there, or what many tables put where a number is missing. */
    public static boolean isMissing(String text) {
        return text.isBlank() || PLACEHOLDERS.contains(text.strip());
    }

    /** The number in {@code text}; not a number where it is none, or not finite. */
    static double parse(String text) {
        if (!isNumber(text) || isNotFinite(text.strip())) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text.strip());
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /** The shortest decimal that reads back as {@code value}, on every JDK: Double.toString is not the shortest on 17. */
    public static String text(double value) {
        return NumberOutput.toString(value, true);
    }
}
