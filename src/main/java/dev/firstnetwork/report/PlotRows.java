package dev.firstnetwork.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleInsets;

/** Pictures of one chart or more below each other, as high as their titles, axes and legends need beside the data. */
public final class PlotRows {

    private PlotRows() {}

    /** A chart whose data are {@code height} units high. */
    public static byte[] png(JFreeChart chart, int height) {
        return png(List.of(chart), height);
    }

    /**
     * Charts one below the other.
     *
     * @param heights of the data of each chart in units; the last one is for all that follow, too
     */
    public static byte[] png(List<JFreeChart> charts, int... heights) {
        int[] tops = new int[charts.size() + 1];
        for (int i = 0; i < charts.size(); i++) {
            if (i > 0) {
                charts.get(i).setPadding(new RectangleInsets(0, 6, 0, 14));
                charts.get(i).getPlot().setInsets(new RectangleInsets(2, 8, 0, 8));
            }
            tops[i + 1] = tops[i] + heights[Math.min(i, heights.length - 1)] + besideData(charts.get(i));
        }
        return Plots.png(Plots.WIDTH, tops[charts.size()], g -> {
            for (int i = 0; i < charts.size(); i++) {
                Plots.draw(g, charts.get(i), 0, tops[i], Plots.WIDTH, tops[i + 1] - tops[i]);
            }
        });
    }

    /** What stands above and below the data of {@code chart}, in units: found by drawing it where nobody sees it. */
    private static int besideData(JFreeChart chart) {
        int high = 10_000;
        ChartRenderingInfo info = new ChartRenderingInfo(null);
        Graphics2D g = Plots.graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        chart.draw(g, new Rectangle2D.Double(0, 0, Plots.WIDTH, high), info);
        g.dispose();
        return (int) Math.ceil(high - info.getPlotInfo().getDataArea().getHeight());
    }
}
