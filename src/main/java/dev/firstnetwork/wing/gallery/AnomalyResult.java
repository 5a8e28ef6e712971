package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.wing.gallery.LearningChart.Line;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The autoencoder of {@link Anomaly} beside distances, and the pictures of it. */
final class AnomalyResult {

    private static final String NETWORK = "autoencoder";

    private AnomalyResult() {}

    /**
     * The network beside distances on the same rows, which are standardised.
     *
     * @param scores the network's, {@code [n, 1]} for the test rows
     * @param curve its AUC on the validation rows, from before the first epoch on
     */
    static Result of(Sensors train, Sensors validation, Sensors test, INDArray scores, double[] curve) {
        INDArray components = Distances.components(train.rows());
        // the number of components is chosen with faulty rows at hand: more than PCA would have in earnest
        int plane = IntStream.range(1, Sensors.COUNT)
                .boxed()
                .max(Comparator.comparingDouble(
                        k -> auc(validation, Distances.toPlane(validation.rows(), components, k))))
                .orElseThrow();
        Map<String, INDArray> methods = new LinkedHashMap<>();
        methods.put(NETWORK, scores);
        methods.put("nearest sound row", Distances.toNearest(test.rows(), train.rows()));
        methods.put("PCA", Distances.toPlane(test.rows(), components, plane));
        methods.put("Mahalanobis", Distances.mahalanobis(test.rows(), train.rows(), components));
        methods.put("z-norm", Distances.zNorm(test.rows()));
        Map<String, ROC> curves = new LinkedHashMap<>();
        methods.forEach((name, each) -> curves.put(name, Anomaly.roc(test, each)));
        Map<String, Double> areas = curves.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().calculateAUC()));
        return Result.of(areas.get(NETWORK))
                .claiming("z-norm", areas.get("z-norm"))
                .claiming("PCA", areas.get("PCA"))
                .claiming("Mahalanobis", areas.get("Mahalanobis"))
                .beside("nearest sound row", areas.get("nearest sound row"))
                .fact("components", plane)
                .note(
                        "Each value of a faulty row is one that its sensor often has, so z-scores know no more than a coin. PCA"
                                + " sees what leaves a plane, but sound rows lie on a curved surface. The nearest sound row follows"
                                + " any surface, as far as there are rows enough on it; it needs all of them at work, the network"
                                + " only its weights.")
                .note("The number of PCA's components, " + plane
                        + ", is the best of all on the validation rows, faulty ones" + " among them.")
                .picture(
                        "scores.png",
                        "histogram of the autoencoder's errors on sound and on faulty test rows",
                        "Where both overlap, what the sensor told at another moment happened to be nearly right.",
                        () -> AnomalyChart.scores(
                                scores.toDoubleVector(), test.faulty().toDoubleVector()))
                .picture(
                        "roc.png",
                        "ROC curves of the autoencoder and of each distance",
                        "The rate of faults that are found, over the rate of false alarms, for all thresholds.",
                        () -> AnomalyChart.roc(curves))
                .picture(
                        "learning.png",
                        "the area under the ROC curve on the validation rows over the epochs",
                        "How well the rows are told apart that it has not seen, after each epoch.",
                        () -> LearningChart.figure(
                                "What it learns over the epochs",
                                "ROC AUC, validation rows",
                                List.of(new Line(NETWORK, curve))));
    }

    private static double auc(Sensors sensors, INDArray scores) {
        return Anomaly.roc(sensors, scores).calculateAUC();
    }
}
