package dev.firstnetwork.data;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.Locale;
import java.util.Set;

/** Numbers as they stand in a table: decimal, in every locale alike, with the marks of its {@link Dialect}. */
public final class Numbers {

    /** Numbers beyond this are refused: the sum of their squares would be infinite. */
    public static final double LARGEST = 1e148;

    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

    private static final String BLANKS = " \u00a0\u2007\u202f";

    private final char decimal;
    private final boolean plain;
    private final char thousands;
    private char[] plainText = new char[32];

    /** Numbers as {@code dialect} has them; not for several threads at once. */
    public Numbers(Dialect dialect) {
        this.decimal = dialect.decimal().isEmpty() ? '.' : dialect.decimal().charAt(0);
        this.thousands = dialect.thousands().isEmpty() ? 0 : dialect.thousands().charAt(0);
        this.plain = decimal == '.' && thousands == 0;
    }

    /** The number in {@code text}; NaN where it is none; infinite where it is beyond the range of a double. */
    public double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /** The same of the characters from {@code from} up to {@code to}; Java's {@code 1d} and {@code 0x1p3} are no numbers. */
    public double parse(char[] text, int from, int to) {
        int at = from;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        int whole = wholeEnd(text, at, to);
        if (whole < 0) {
            return Double.NaN;
        }
        int digits = whole - at;
        at = whole;
        if (at < to && text[at] == decimal) {
            int end = digitsEnd(text, at + 1, to);
            digits += end - at - 1;
            at = end;
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (at < to && (text[at] | 0x20) == 'e') {
            at++;
            if (at < to && (text[at] == '-' || text[at] == '+')) {
                at++;
            }
            int end = digitsEnd(text, at, to);
            at = end == at ? -1 : end;
        }
        if (at != to) {
            return Double.NaN;
        }
        return plain ? JavaDoubleParser.parseDouble(text, from, to - from) : parsePlain(text, from, to);
    }

    private static int digitsEnd(char[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    /** The end of the digits before the decimals; -1 where they are not in groups of three, or of two and then three. */
    private int wholeEnd(char[] text, int from, int to) {
        int at = digitsEnd(text, from, to);
        if (thousands == 0 || at == from || at == to || !isThousands(text[at])) {
            return at;
        }
        int group = at - from;
        if (group > 3) {
            return -1;
        }
        while (at < to && isThousands(text[at])) {
            int end = digitsEnd(text, at + 1, to);
            group = end - at - 1;
            boolean last = end == to || !isThousands(text[end]);
            if (group != 3 && (last || group != 2)) {
                return -1;
            }
            at = end;
        }
        return at;
    }

    /** A blank between thousands may be one that does not break. */
    private boolean isThousands(char c) {
        return c == thousands || (thousands == ' ' && BLANKS.indexOf(c) >= 0);
    }

    private double parsePlain(char[] text, int from, int to) {
        if (plainText.length < to - from) {
            plainText = new char[2 * (to - from)];
        }
        int length = 0;
        for (int i = from; i < to; i++) {
            if (thousands == 0 || !isThousands(text[i])) {
                plainText[length++] = text[i] == decimal ? '.' : text[i];
            }
        }
        return JavaDoubleParser.parseDouble(plainText, 0, length);
    }

    /** What was expected where {@code text} stands, which reads as {@code value}. */
    public static String expected(String text, double value) {
        boolean large = Double.isInfinite(value) || isNotFinite(text);
        return large
                ? "a finite number"
                : Double.isNaN(value) ? "a number" : "a number whose square is finite, below 1e148";
    }

    private static boolean isNotFinite(String text) {
        String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return NOT_FINITE.contains(unsigned.toLowerCase(Locale.ROOT));
    }

    /** The shortest decimal that reads back as {@code value}, on every JDK: Double.toString is not the shortest on 17. */
    public static String text(double value) {
        return NumberOutput.toString(value, true);
    }
}
