package dev.firstnetwork.report;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.report.Run.PredictedRow;
import dev.firstnetwork.training.EpochFigures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A run as one HTML page that needs nothing else: the pictures are in it, nothing is loaded and no script runs. The
 * page itself is the resource {@code report.html}, and this class fills in its placeholders. Whatever comes from the
 * data or the command line is escaped.
 */
public final class HtmlReport {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern WIDTH = Pattern.compile("\\d+");
    private static final int MOST_MISCLASSIFIED = 20;
    private static final int MOST_INPUTS = 6;
    private static final String FACT = "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n";

    private HtmlReport() {}

    /**
     * The page about {@code run}.
     *
     * @param plots the PNG of each picture by its file name: {@code learning-curves.png}, {@code decision-surface.png}
     *     and {@code confusion-matrix.png}; the page does without one that is missing
     */
    public static String page(Run run, Map<String, byte[]> plots) {
        Map<String, String> values = Map.ofEntries(
                Map.entry("name", escape(run.name())),
                Map.entry("headline", headline(run)),
                Map.entry("summary", summary(run)),
                Map.entry("tiles", tiles(run)),
                Map.entry("learned", stopped(run) + trend(run.history())),
                Map.entry("curves", curves(run, plots)),
                Map.entry("surface", surface(run, plots)),
                Map.entry("confusion", confusion(run, plots)),
                Map.entry("trainRows", count(run.train().confusionMatrix().rows(), "row")),
                Map.entry("testRows", count(run.test().confusionMatrix().rows(), "row")),
                Map.entry("metrics", metrics(run)),
                Map.entry("misclassified", misclassified(run)),
                Map.entry("lockstep", lockstep(run)),
                Map.entry("command", escape(run.command())),
                Map.entry("configuration", facts("", run.configuration())),
                Map.entry("manifest", facts("", run.manifest())));
        // what is put in is not searched again, so a name may hold braces
        return PLACEHOLDER.matcher(template()).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("report.html has the unknown placeholder " + found.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String template() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String headline(Run run) {
        ConfusionMatrix test = run.test().confusionMatrix();
        String data = value(run.configuration().get("data"));
        return escape(data.substring(1 + Math.max(data.lastIndexOf('/'), data.lastIndexOf('\\')))) + ": " + right(test)
                + " of " + count(test.rows(), "test row") + " predicted right";
    }

    private static String summary(Run run) {
        ConfusionMatrix train = run.train().confusionMatrix();
        ConfusionMatrix test = run.test().confusionMatrix();
        int usual = IntStream.range(0, train.classes().size())
                .boxed()
                .max(Comparator.comparingLong(train::actual))
                .orElseThrow();
        String summary = """
                A network of <strong>%s</strong> was trained on %d of %s and judged on %d that were held out. It gets \
                %s of them right. Always answering &ldquo;%s&rdquo;, the most frequent class of the training rows, \
                would get %s.""";
        return format(
                summary,
                network(run),
                train.rows(),
                count(run.rows().size(), "row"),
                test.rows(),
                percent(run.test().accuracy()),
                escape(train.classes().get(usual)),
                percent((double) test.actual(usual) / test.rows()));
    }

    /** The layers, such as {@code 2 inputs, 32 ReLU, 1 sigmoid}. */
    private static String network(Run run) {
        int classes = run.test().confusionMatrix().classes().size();
        String activation = value(run.configuration().get("activation")).replace("relu", "ReLU");
        String hidden = value(run.configuration().get("hidden"));
        String layers = WIDTH.matcher(hidden)
                .results()
                .map(width -> width.group() + " " + escape(activation) + ", ")
                .collect(Collectors.joining());
        return count(run.inputNames().size(), "input") + ", " + layers
                + (classes == 2 ? "1 sigmoid" : classes + " softmax");
    }

    private static String tiles(Run run) {
        Metrics test = run.test();
        ConfusionMatrix matrix = test.confusionMatrix();
        return tile("Test accuracy", percent(test.accuracy()), right(matrix) + " of " + count(matrix.rows(), "row"))
                + tile("Test log loss", figure(test.logLoss()), "0 is perfect")
                + tile("Test ROC AUC", figure(test.rocAuc()), "1 is perfect, 0.5 is guessing")
                + tile("Training", duration(run.seconds()), count(run.epochs(), "epoch"));
    }

    private static String tile(String name, String figure, String remark) {
        return format("<div><dt>%s</dt><dd>%s <small>%s</small></dd></div>\n", name, figure, remark);
    }

    private static String stopped(Run run) {
        String epochs = count(run.epochs(), "epoch");
        return switch (run.stoppedBecause()) {
            case "epochs" -> "Training stopped after " + epochs + ", as it was told to.";
            case "interrupted" -> "Training was interrupted after " + epochs + ".";
            case "diverged" ->
                "<strong class=\"warning\">Training diverged: the loss is no longer finite.</strong> This page tells of"
                        + " the network after " + epochs + ", the last good one; a smaller learning rate may help.";
            default -> "Training stopped after " + epochs + ": " + escape(run.stoppedBecause()) + ".";
        };
    }

    /** Whether more epochs would help: where the test loss was lowest, and how it fell in the last tenth of them. */
    private static String trend(List<EpochFigures> history) {
        List<EpochFigures> finite =
                history.stream().filter(EpochFigures::isFinite).toList();
        if (finite.size() < 10) {
            return "";
        }
        EpochFigures best = finite.stream()
                .min(Comparator.comparingDouble(EpochFigures::testLoss))
                .orElseThrow();
        double end = last(finite).testLoss();
        double before = finite.get(finite.size() * 9 / 10 - 1).testLoss();
        if (end > 1.02 * best.testLoss()) {
            return " The test loss was lowest, " + figure(best.testLoss()) + ", after epoch " + best.epoch()
                    + "; what came after did not help with rows that it does not know.";
        }
        double fall = finite.get(0).testLoss() - end;
        return before - end > fall / 100
                ? " The test loss was still falling then: more epochs would probably help."
                : " The test loss hardly moved any more by then.";
    }

    private static String curves(Run run, Map<String, byte[]> plots) {
        String alt = "Loss and accuracy over the epochs.";
        if (!run.history().isEmpty()) {
            EpochFigures first = run.history().get(0);
            EpochFigures last = last(run.history());
            alt += " The training loss goes from " + figure(first.trainLoss()) + " to " + figure(last.trainLoss())
                    + ", the test loss from " + figure(first.testLoss()) + " to " + figure(last.testLoss()) + ".";
        }
        return picture(
                plots.get("learning-curves.png"),
                alt,
                "Epoch 0 is the untrained network. Both lines of a panel belong to the same parameters: where the test"
                        + " loss rises while the training loss falls, the network learns its rows by heart.");
    }

    private static String surface(Run run, Map<String, byte[]> plots) {
        return picture(
                plots.get("decision-surface.png"),
                "What the network answers over " + String.join(" and ", run.inputNames())
                        + ", with the rows of the data.",
                "What the network would answer for any two inputs. The stronger the colour, the surer it is; on the"
                        + " line it changes its mind. Filled points are training rows, hollow ones test rows, and a"
                        + " ring marks a misclassified row.");
    }

    private static String confusion(Run run, Map<String, byte[]> plots) {
        ConfusionMatrix matrix = run.test().confusionMatrix();
        String alt = IntStream.range(0, matrix.classes().size())
                .mapToObj(k -> matrix.classes().get(k) + ": " + matrix.right(k) + " of " + matrix.actual(k))
                .collect(Collectors.joining("; ", "Confusion matrix. Test rows predicted right, by class: ", "."));
        return picture(
                plots.get("confusion-matrix.png"),
                alt,
                "Each row of the matrix is an actual class, and says what its test rows were taken for, with the share"
                        + " of that class. All counts on the diagonal would be a perfect score.");
    }

    /** @param png the picture, or null for none */
    private static String picture(byte[] png, String alt, String caption) {
        if (png == null) {
            return "";
        }
        // where a PNG has its width and height
        ByteBuffer header = ByteBuffer.wrap(png, 16, 8);
        String figure = """
                <figure>
                <img alt="%s" width="%d" height="%d" src="data:image/png;base64,%s">
                <figcaption>%s</figcaption>
                </figure>
                """;
        return format(
                figure,
                escape(alt),
                header.getInt() / Drawing.SCALE,
                header.getInt() / Drawing.SCALE,
                Base64.getEncoder().encodeToString(png),
                caption);
    }

    private static String metrics(Run run) {
        List<String> classes = run.test().confusionMatrix().classes();
        String of = classes.size() == 2
                ? ", of class &ldquo;" + escape(classes.get(1)) + "&rdquo;"
                : ", mean over the classes";
        String precision = "of the rows given a class, the part that has it" + of;
        String recall = "of the rows that have a class, the part given it" + of;
        String f1 = "the harmonic mean of precision and recall" + of;
        String rocAuc = "how surely a row of the class is ranked above one that is not";
        return metric(run, "Accuracy", "the part predicted right", Metrics::accuracy)
                + metric(run, "Precision", precision, Metrics::precision)
                + metric(run, "Recall", recall, Metrics::recall)
                + metric(run, "F1", f1, Metrics::f1)
                + metric(run, "ROC AUC", rocAuc, Metrics::rocAuc)
                + metric(run, "Log loss", "mean of &minus;log p of the actual class, in nats", Metrics::logLoss);
    }

    private static String metric(Run run, String name, String meaning, ToDoubleFunction<Metrics> metric) {
        String row = """
                <tr><th scope="row">%s <small>%s</small></th><td class="number">%s</td><td class="number">%s</td></tr>
                """;
        String train = figure(metric.applyAsDouble(run.train()));
        return format(row, name, meaning, train, figure(metric.applyAsDouble(run.test())));
    }

    private static String misclassified(Run run) {
        List<PredictedRow> wrong = run.rows().stream()
                .filter(row -> row.predicted() != row.label())
                .sorted(Comparator.comparing(PredictedRow::test)
                        .thenComparing(HtmlReport::confidence)
                        .reversed()
                        .thenComparing(PredictedRow::row))
                .toList();
        if (wrong.isEmpty()) {
            return "<p>Nowhere: every row of the data is predicted right.</p>";
        }
        long test = wrong.stream().filter(PredictedRow::test).count();
        int more = wrong.size() - MOST_MISCLASSIFIED;
        String table = """
                <p>%s: %d held out for the test, %d trained on.%s Test rows come first, and the surest mistakes before \
                the close calls; rows are counted from 0.</p>
                <div class="box" tabindex="0" role="region" aria-label="Misclassified rows">
                <table class="cells">
                <thead><tr><th scope="col" class="number">Row</th><th scope="col">Used to</th>%s\
                <th scope="col">Actual</th><th scope="col">Predicted</th>\
                <th scope="col" class="number">How sure it was</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </div>""";
        return format(
                table,
                count(wrong.size(), "row"),
                test,
                wrong.size() - test,
                more > 0 ? " The other " + more + " are in <code>predictions.csv</code>." : "",
                shownInputs(run).stream()
                        .map(name -> "<th scope=\"col\" class=\"number\">" + escape(name) + "</th>")
                        .collect(Collectors.joining()),
                wrong.stream()
                        .limit(MOST_MISCLASSIFIED)
                        .map(row -> misclassified(run, row))
                        .collect(Collectors.joining()));
    }

    private static String misclassified(Run run, PredictedRow row) {
        List<String> classes = run.test().confusionMatrix().classes();
        String cells = """
                <tr><td class="number">%d</td><td>%s</td>%s<td>%s</td><td>%s</td><td class="number">%s</td></tr>
                """;
        return format(
                cells,
                row.row(),
                row.test() ? "test" : "train",
                IntStream.range(0, shownInputs(run).size())
                        .mapToObj(j -> "<td class=\"number\">" + shortest(row.x()[j]) + "</td>")
                        .collect(Collectors.joining()),
                escape(classes.get(row.label())),
                escape(classes.get(row.predicted())),
                percent(confidence(row)));
    }

    /** The inputs that have a column; a table of dozens would say nothing. */
    private static List<String> shownInputs(Run run) {
        return run.inputNames().size() <= MOST_INPUTS ? run.inputNames() : List.of();
    }

    /** The probability of the predicted class. */
    private static double confidence(PredictedRow row) {
        double[] p = row.probabilities();
        if (p.length > 1) {
            return p[row.predicted()];
        }
        return row.predicted() == 1 ? p[0] : 1 - p[0];
    }

    /** Left out of a run that diverged: past the last finite loss, a difference says nothing. */
    private static String lockstep(Run run) {
        return run.lockstep()
                .filter(lockstep -> !run.stoppedBecause().equals("diverged"))
                .map(HtmlReport::lockstep)
                .orElse("");
    }

    private static String lockstep(Run.Lockstep lockstep) {
        String verdict = lockstep.firstDivergence()
                .map(first -> "<strong class=\"warning\">They part beyond the tolerance, first at " + escape(first)
                        + ".</strong>")
                .orElse("That is within the tolerance at every step: what is written out by hand is what the library"
                        + " does.");
        String section = """
                <section>
                <h2>Do the two engines agree?</h2>
                <p>Each step was taken twice, side by side, by the back-propagation written by hand and by \
                Deeplearning4j, from the same start and on the same rows. Over the whole run no gradient differed by \
                more than <strong>%s</strong> and no parameter by more than <strong>%s</strong>. %s</p>
                </section>
                """;
        return format(
                section, power(lockstep.maxGradientDifference()), power(lockstep.maxParameterDifference()), verdict);
    }

    /** Rows of a table; a map within becomes rows of its own. */
    private static String facts(String prefix, Map<?, ?> facts) {
        StringBuilder html = new StringBuilder();
        facts.forEach((name, value) -> html.append(
                value instanceof Map<?, ?> inner
                        ? facts(prefix + name + " ", inner)
                        : format(FACT, escape(prefix + name), escape(value(value)))));
        return html.toString();
    }

    private static String value(Object value) {
        if (value instanceof Collection<?> values) {
            return values.stream().map(HtmlReport::value).collect(Collectors.joining(", "));
        }
        return value == null ? "none" : value.toString();
    }

    private static long right(ConfusionMatrix matrix) {
        return IntStream.range(0, matrix.classes().size())
                .mapToLong(matrix::right)
                .sum();
    }

    private static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private static String figure(double value) {
        return number("%.4f", value);
    }

    private static String percent(double fraction) {
        return number("%.1f%%", 100 * fraction);
    }

    private static String number(String format, double value) {
        if (Double.isNaN(value)) {
            return "n/a";
        }
        return Double.isInfinite(value) ? "infinite" : format(format, value);
    }

    /** With ASCII digits and a decimal point, whatever the reader's language is. */
    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String duration(double seconds) {
        if (seconds < 1) {
            return number("%.0f ms", 1000 * seconds);
        }
        return seconds < 120 ? number("%.1f s", seconds) : number("%.1f min", seconds / 60);
    }

    /** At most five significant digits. */
    private static String shortest(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return number("%.0f", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros();
        return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9 ? rounded.toPlainString() : rounded.toString();
    }

    /** Two digits and a power of ten, as HTML. */
    private static String power(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return number("%.0f", value);
        }
        String text = number("%.1e", value);
        int e = text.indexOf('e');
        String exponent = text.substring(e + 1).replace("+", "").replace("-", "&minus;");
        return format("<span class=\"whole\">%s &times; 10<sup>%s</sup></span>", text.substring(0, e), exponent);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
