package dev.firstnetwork.report;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** Contour lines of a field that is known on a grid. */
public final class Contours {

    /** The edges of a cell of the grid, each from row and column to row and column. */
    private static final int[][] EDGES = {{0, 0, 0, 1}, {0, 1, 1, 1}, {1, 1, 1, 0}, {1, 0, 0, 0}};

    private Contours() {}

    /**
     * Where {@code field} crosses {@code level}, by marching squares (Lorensen, Cline: <i>Marching cubes</i>, 1987, in 2D).
     *
     * @return line segments in units of the grid: {@code (j, i)} stands for {@code field[i][j]}
     */
    public static Path2D level(double[][] field, double level) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < field.length - 1; i++) {
            for (int j = 0; j < field[i].length - 1; j++) {
                Point2D start = null;
                for (int[] edge : EDGES) {
                    Point2D point = crossing(field, level, i + edge[0], j + edge[1], i + edge[2], j + edge[3]);
                    if (start != null && point != null) {
                        path.append(new Line2D.Double(start, point), false);
                        start = null;
                    } else if (point != null) {
                        start = point;
                    }
                }
            }
        }
        return path;
    }

    /** Where {@code field} is {@code level} between {@code (i, j)} and {@code (m, n)}; null if it is nowhere. */
    private static Point2D crossing(double[][] field, double level, int i, int j, int m, int n) {
        double here = field[i][j] - level;
        double there = field[m][n] - level;
        if ((here > 0) == (there > 0)) {
            return null;
        }
        double part = here / (here - there);
        return new Point2D.Double(j + part * (n - j), i + part * (m - i));
    }
}
