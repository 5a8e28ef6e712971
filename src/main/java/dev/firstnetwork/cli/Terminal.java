package dev.firstnetwork.cli;

import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.report.Tables;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Text for a terminal: aligned tables, figures, and colour where it is a terminal that shows it. */
public final class Terminal {

    private Terminal() {}

    /** A figure with four decimals; {@code n/a} where it is not defined. */
    public static String figure(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** A difference with two significant digits: {@code 2.2e-16}. */
    public static String difference(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    /** {@code text} in green if {@code good}, else in red; plain where there is no colour. */
    public static String judged(boolean good, String text) {
        return Ansi.AUTO.string("@|" + (good ? "green" : "red") + " " + text + "|@");
    }

    public static String bold(String text) {
        return Ansi.AUTO.string("@|bold " + text + "|@");
    }

    /** What matches {@code pattern} in {@code text} in bold letters, where there are some. */
    public static String bold(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(bold(found.group())));
    }

    /** How often each class was taken for which, with a blank line after it; nothing for a regression. */
    public static List<String> confusion(Figures figures) {
        return figures instanceof Metrics metrics
                ? List.of(
                        Tables.confusion(metrics.confusionMatrix(), "", "actual ")
                                .text(),
                        "")
                : List.of();
    }
}
