package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.dl4j.Backend;
import dev.firstnetwork.math.NumpyRandom;
import java.util.List;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The autoencoder and the distances beside it; NumPy's and scikit-learn's figures are from {@code reference/make_simple_methods.py}. */
class AnomalyTest {

    private static final Offset<Double> FLOAT = within(2e-5);

    @BeforeAll
    static void loadBackend() {
        Backend.require();
    }

    /** Five rows with columns of mean 0 and deviation 1. */
    private static INDArray five() {
        double[][] rows = {
            {1.3518177271779988, -0.6028035277130152, 0.48162097430095163},
            {-0.7885603408538326, 0.12056070554260306, 1.444862922902855},
            {0.45060590905933295, -1.3261677609686335, -0.9632419486019033},
            {-1.464469204442832, 1.6878498775964423, 0.32108064953396775},
            {0.45060590905933295, 0.12056070554260306, -1.284322598135871}
        };
        return Nd4j.createFromArray(rows).castTo(DataType.FLOAT);
    }

    private static INDArray two() {
        return Nd4j.createFromArray(new float[][] {{1, 2, -1}, {0.5f, -0.5f, 0.25f}});
    }

    @Test
    void zNormIsTheSumOfSquares() {
        assertThat(Distances.zNorm(two()).toDoubleVector()).containsExactly(6, 0.5625);
    }

    @Test
    void distanceToThePlaneIsScikitLearnsPca() {
        INDArray components = Distances.components(five());

        assertThat(Distances.toPlane(two(), components, 1).toDoubleVector())
                .containsExactly(new double[] {5.971596103090046, 0.28501539045980584}, FLOAT);
        assertThat(Distances.toPlane(two(), components, 2).toDoubleVector())
                .containsExactly(new double[] {3.9842110872091085, 0.0019783270594501538}, FLOAT);
    }

    @Test
    void mahalanobisIsNumPys() {
        INDArray train = five();

        assertThat(Distances.mahalanobis(two(), train, Distances.components(train))
                        .toDoubleVector())
                .containsExactly(new double[] {21.646897553641107, 0.5168850994506065}, within(2e-3));
    }

    @Test
    void distanceToTheNearestRowIsNumPys() {
        assertThat(Distances.toNearest(two(), five()).toDoubleVector())
                .containsExactly(new double[] {3.914965268521772, 0.7898102813810542}, FLOAT);
    }

    @Test
    void areaIsScikitLearns() {
        INDArray faulty = Nd4j.createFromArray(0f, 0, 1, 1, 0, 1).reshape(6, 1);
        INDArray scores = Nd4j.createFromArray(0.1f, 5, 3, 7, 0.2f, 0.25f).reshape(6, 1);

        assertThat(Anomaly.roc(new Sensors(scores, faulty), scores).calculateAUC())
                .isCloseTo(0.7777777777777778, within(1e-6));
    }

    @Test
    void faultyRowsHaveUsualValuesInEachSensor() {
        Sensors sensors = Sensors.generate(NumpyRandom.of(1), 4000, 4000);
        INDArray sound = sensors.rows().get(NDArrayIndex.interval(0, 4000));
        INDArray faulty = sensors.rows().get(NDArrayIndex.interval(4000, 8000));

        assertThat(sensors.rows().shape()).containsExactly(8000, Sensors.COUNT);
        assertThat(sensors.faulty().sumNumber().intValue()).isEqualTo(4000);
        INDArray deviation = sound.std(0);
        double[] apart = faulty.mean(0).sub(sound.mean(0)).div(deviation).toDoubleVector();
        // 4.5 standard errors of the difference of two means of 4,000
        assertThat(apart).containsOnly(new double[] {0}, within(4.5 * Math.sqrt(2 / 4000.0)));
        assertThat(faulty.std(0).div(deviation).toDoubleVector()).containsOnly(new double[] {1}, within(0.06));
    }

    @Test
    void networkHasTheShapesThatAreTold() {
        MultiLayerNetwork network = Anomaly.network(1);
        INDArray rows = Nd4j.rand(6, 10);
        List<INDArray> activations = network.feedForward(rows);

        assertThat(activations).extracting(activation -> activation.size(1)).containsExactly(10L, 64L, 3L, 64L, 10L);
        INDArray errors = activations.get(4).sub(rows);
        INDArray scores = network.scoreExamples(new DataSet(rows, rows), false);
        assertThat(scores.shape()).containsExactly(6, 1);
        assertThat(scores.toDoubleVector())
                .containsExactly(errors.mul(errors).mean(1).toDoubleVector(), within(1e-5));
    }

    @Test
    void runsSmall() {
        Result result = Examples.small(new Anomaly());

        assertThat(Examples.baselines(result)).containsExactly("z-norm", "PCA", "Mahalanobis", "nearest sound row");
        assertThat(result.facts()).containsKey("components");
    }
}
