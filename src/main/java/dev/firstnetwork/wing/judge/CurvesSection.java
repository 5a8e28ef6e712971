package dev.firstnetwork.wing.judge;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.report.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The pictures of how good a network is on the test rows: ROC curve and reliability diagram, or for a regression predicted
 * against actual numbers.
 */
record CurvesSection(Preparation preparation, Predictions rows) implements Section {

    @Override
    public Place place() {
        return Place.JUDGEMENT;
    }

    @Override
    public Map<String, Supplier<byte[]>> pictures() {
        int[] test = rows.split().testRows();
        Matrix outputs = rows.outputs().rowsAt(test);
        Matrix y = rows.samples().y().rowsAt(test);
        List<String> classes = preparation.classes();
        Map<String, Supplier<byte[]>> pictures = new LinkedHashMap<>();
        if (classes.isEmpty()) {
            String label = preparation.label().name();
            pictures.put("predicted-actual.png", () -> EvaluationCharts.predictedAgainstActual(outputs, y, label));
        } else {
            pictures.put("roc-curve.png", () -> EvaluationCharts.rocCurves(RocCurve.of(classes, outputs, y)));
            pictures.put(
                    "reliability.png", () -> EvaluationCharts.reliability(CalibrationCurve.of(classes, outputs, y)));
        }
        return pictures;
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        return Page.figure(
                        pictures.get("predicted-actual.png"),
                        "Predicted against actual numbers of the test rows.",
                        "Each point is a test row. On the line, the predicted number is the actual one.")
                + Page.figure(pictures.get("roc-curve.png"), "ROC curve on the test rows.", """
                        What lowering the decision threshold brings: more rows of the class found, and more others taken for it. The
                        diagonal is guessing.""")
                + Page.figure(
                        pictures.get("reliability.png"),
                        "Reliability diagram on the test rows.",
                        "Whether a probability means what it says: on the diagonal, of the rows given 0.3 three in ten are of"
                                + " the class.");
    }
}
