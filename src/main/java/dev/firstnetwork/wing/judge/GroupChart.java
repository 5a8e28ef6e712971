package dev.firstnetwork.wing.judge;

import static dev.firstnetwork.report.Drawing.BOLD;
import static dev.firstnetwork.report.Drawing.FAINT;
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

import dev.firstnetwork.evaluation.Interval;
import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.judge.GroupMetrics.Group;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The rates of groups as bars: a row for each group, a column for each rate; see {@link EvaluationCharts#groups}. */
public final class GroupChart {

    /** More would not be compared by eye; the largest are shown. */
    private static final int MOST_GROUPS = 16;

    private static final int LEFT = 236;
    private static final int TOP = 76;
    private static final int ROW = 30;
    private static final int PANEL = 100;
    private static final int BAR = 76;
    private static final BasicStroke WHISKER = stroke(1.5f);

    private record Rate(String title, Function<Group, Proportion> of) {}

    private static final List<Rate> RATES = List.of(
            new Rate("accuracy", Group::right),
            new Rate("selection rate", Group::selected),
            new Rate("true pos. rate", Group::truePositive),
            new Rate("false pos. rate", Group::falsePositive));

    private GroupChart() {}

    public static byte[] png(GroupMetrics metrics, String column) {
        List<Group> shown = metrics.groups().stream()
                .sorted(Comparator.comparingLong(Group::rows).reversed())
                .limit(MOST_GROUPS)
                .toList();
        int bottom = TOP + ROW * shown.size();
        int more = metrics.groups().size() - shown.size();
        return Drawing.png(paint(WIDTH, bottom + 74, g -> {
            g.setColor(TEXT);
            g.setFont(BOLD);
            text(g, "Rates by " + shorten(column, 40), WIDTH / 2.0, 28, 0.5);
            for (int j = 0; j < RATES.size(); j++) {
                paintAxis(g, LEFT + j * PANEL, bottom, RATES.get(j).title());
            }
            for (int i = 0; i < shown.size(); i++) {
                paintRow(g, shown.get(i), TOP + i * ROW);
            }
            g.setFont(SMALL);
            g.setColor(TEXT);
            text(
                    g,
                    "per cent, with 95% interval; pale: less than " + GroupMetrics.SMALL + " rows",
                    WIDTH - 24,
                    bottom + 44,
                    1);
            if (more > 0) {
                text(g, "and " + Texts.count(more, "smaller group"), LEFT - 12, bottom + 20, 1);
            }
        }));
    }

    private static void paintAxis(Graphics2D g, int left, int bottom, String title) {
        g.setFont(SMALL);
        g.setStroke(THIN);
        for (int percent = 0; percent <= 100; percent += 50) {
            double x = left + BAR * percent / 100.0;
            g.setColor(FAINT);
            g.draw(new Line2D.Double(x, TOP - 4, x, bottom));
            g.setColor(TEXT);
            text(g, String.valueOf(percent), x, bottom + 17, 0.5);
        }
        text(g, title, left + BAR / 2.0, TOP - 14, 0.5);
    }

    private static void paintRow(Graphics2D g, Group group, int top) {
        g.setFont(SMALL);
        g.setColor(TEXT);
        text(g, shorten(group.name(), 20) + " (n=" + group.rows() + ")", LEFT - 12, top + 19, 1);
        for (int j = 0; j < RATES.size(); j++) {
            Proportion rate = RATES.get(j).of().apply(group);
            int left = LEFT + j * PANEL;
            if (!rate.isDefined()) {
                text(g, "n/a", left + 4, top + 19, 0);
                continue;
            }
            g.setColor(mix(colour(j), group.isSmall() ? 0.35 : 0.8));
            g.fill(new Rectangle2D.Double(left, top + 6, BAR * rate.value(), ROW - 12));
            Interval interval = rate.interval();
            double y = top + ROW / 2.0;
            g.setColor(TEXT);
            g.setStroke(WHISKER);
            g.draw(new Line2D.Double(left + BAR * interval.lower(), y, left + BAR * interval.upper(), y));
            for (double end : new double[] {interval.lower(), interval.upper()}) {
                g.draw(new Line2D.Double(left + BAR * end, y - 3, left + BAR * end, y + 3));
            }
        }
    }
}
