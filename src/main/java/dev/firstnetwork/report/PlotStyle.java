package dev.firstnetwork.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jfree.chart.util.ShapeUtils;

/** What charts look like: fonts, colours, lines and points, and how much text and how many points they have room for. */
public final class PlotStyle {

    public static final Color TEXT = new Color(0x222222);
    public static final Color GREY = new Color(0x6b6b6b);
    public static final Color FAINT = new Color(0xdcdcdc);
    public static final Color CLEAR = new Color(255, 255, 255, 0);
    public static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    public static final Font BOLD = FONT.deriveFont(Font.BOLD);
    public static final Font TITLE = FONT.deriveFont(Font.BOLD, 16f);
    public static final BasicStroke THIN = stroke(1);
    public static final BasicStroke LINE = stroke(2.2f);
    public static final BasicStroke DASHED = dashed(1.6f, 6);

    /** One for each class; told apart by the colour-blind too (Okabe, Ito: <i>Color Universal Design</i>, 2008). */
    private static final int[] COLOURS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x6b6b6b};

    public static final int COLOUR_COUNT = COLOURS.length;

    /** About how many points of a line or of the data are drawn; more would not be told apart. */
    private static final int MOST_POINTS = 1500;

    private static final FontRenderContext TEXT_SIZES = new FontRenderContext(null, true, true);

    private PlotStyle() {}

    public static Color colour(int k) {
        return new Color(COLOURS[k % COLOURS.length]);
    }

    /** White with {@code part} of {@code colour} in it. */
    public static Color mix(Color colour, double part) {
        return mix(Color.WHITE, colour, part);
    }

    /** {@code from} with {@code part} of {@code to} in it. */
    public static Color mix(Color from, Color to, double part) {
        return new Color(
                (int) Math.round(from.getRed() + part * (to.getRed() - from.getRed())),
                (int) Math.round(from.getGreen() + part * (to.getGreen() - from.getGreen())),
                (int) Math.round(from.getBlue() + part * (to.getBlue() - from.getBlue())));
    }

    public static BasicStroke stroke(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    public static BasicStroke dashed(float width, float length) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {length, 0.7f * length}, 0);
    }

    /** The line of number {@code k}: solid while the colours last, then dashed. */
    public static BasicStroke line(int k) {
        return k < COLOUR_COUNT ? LINE : dashed(2.2f, 7);
    }

    /** The point of number {@code k}, {@code size} units wide: circle, square, triangle, diamond, and again. */
    public static Shape point(int k, double size) {
        double r = size / 2;
        return switch (k % 4) {
            case 0 -> new Ellipse2D.Double(-r, -r, size, size);
            case 1 -> new Rectangle2D.Double(-0.88 * r, -0.88 * r, 0.88 * size, 0.88 * size);
            case 2 -> ShapeUtils.createUpTriangle((float) r);
            default -> ShapeUtils.createDiamond((float) (1.2 * r));
        };
    }

    public static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
    }

    /** {@code text} shortened to {@code width} units of {@link #FONT}; what begins alike often differs at its end. */
    public static String fit(String text, double width) {
        String fitting = text;
        for (int length = text.length() - 1; length > 0 && width(fitting) > width; length--) {
            int end = length / 3;
            fitting = shorten(text, length - end) + text.substring(text.length() - end);
        }
        return fitting;
    }

    /** How wide {@code text} is in {@link #FONT}. */
    public static int width(String text) {
        return (int) Math.ceil(FONT.getStringBounds(text, TEXT_SIZES).getWidth());
    }

    /** Of the numbers below {@code count} one in so many that about {@value #MOST_POINTS} are left, and the last. */
    public static List<Integer> thinned(int count) {
        int step = Math.max(1, count / MOST_POINTS);
        return where(count, i -> i % step == 0 || i == count - 1);
    }

    /** The numbers below {@code count} that meet {@code condition}. */
    public static List<Integer> where(int count, IntPredicate condition) {
        return IntStream.range(0, count).filter(condition).boxed().toList();
    }
}
