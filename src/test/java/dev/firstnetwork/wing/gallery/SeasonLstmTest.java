package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.Reference;
import java.io.IOException;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class SeasonLstmTest {

    @Test
    void aSmallRunGivesItsFigureBesideThreeOthers() throws IOException {
        Small.checked(new SeasonLstm(), "AR(24) by least squares", "persistence", "seasonal naive");
    }

    @Test
    void theLayersHaveTheShapesThatAreTold() {
        MultiLayerNetwork network = SeasonLstm.network(1, 10);
        DataSet rows = Season.of(Season.series(5 * Season.DAY, 1)).sequences();

        assertThat(Small.shapes(network, rows.getFeatures())).isEqualTo("[36, 1, 12] [36, 24] [36, 1]");
        assertThat(rows.getLabels().shape()).containsExactly(36, 1);
        // four gates of 24 cells, from one value and from the cells before
        assertThat(network.getParam("0_W").shape()).containsExactly(1, 96);
        assertThat(network.getParam("0_RW").shape()).containsExactly(24, 96);
    }

    @Test
    void aRowHoldsWhatWasBeforeItsValue() {
        double[] series = new double[27];
        Arrays.setAll(series, i -> i);
        Season rows = Season.of(series);

        assertThat(rows.past().getRow(2).toDoubleVector()).startsWith(2, 3).endsWith(24, 25);
        assertThat(rows.next().toDoubleVector()).containsExactly(24, 25, 26);
        // the last twelve of them go through the network
        INDArray last = rows.sequences().getFeatures();
        assertThat(last.getFloat(2, 0, 0)).isEqualTo(14);
        assertThat(last.getFloat(2, 0, 11)).isEqualTo(25);
    }

    /** By NumPy: {@code reference/make_gallery.py}. */
    @Test
    void autoregressionIsNumPys() throws IOException {
        JsonNode expected = Reference.json("reference/gallery.json").get("autoregression");
        Season rows = Season.of(numbers(expected.get("series")));

        INDArray forecast = rows.autoregression(rows.past());

        assertThat(forecast.toDoubleVector()).containsExactly(numbers(expected.get("forecast")), within(1e-8));
        assertThat(SeasonLstm.rmse(forecast, rows.next()))
                .isEqualTo(expected.get("rmse").doubleValue(), within(1e-9));
    }

    private static double[] numbers(JsonNode array) throws IOException {
        return new ObjectMapper().treeToValue(array, double[].class);
    }

    /** A dip of 1.5 at 6 o'clock turns the evening round, which else is as the one before; the noise is 0.1. */
    @Test
    void aDipInTheMorningTurnsTheEveningsRound() {
        double[] series = Season.series(300 * Season.DAY, 3);
        double before = 1;
        int presses = 0;
        for (int day = 0; day < 300; day++) {
            // sin(2 pi (6 - 8) / 24) is -0.5, and sin(2 pi (18 - 8) / 24) is 0.5
            boolean pressed = series[day * Season.DAY + 3] < -0.5 - 0.75;
            double evening = Math.signum(series[day * Season.DAY + 9] - 0.5);
            assertThat(evening).isEqualTo(pressed ? -before : before);
            before = evening;
            presses += pressed ? 1 : 0;
        }
        assertThat(presses).isBetween(70, 130);
    }

    /** Errors 1, then 3 at the same hour of the next day: the root of (1 + 9) / 2. */
    @Test
    void theErrorByTheHourIsOverAllDays() {
        double[] actual = new double[2 * Season.DAY];
        double[] forecast = new double[2 * Season.DAY];
        forecast[5] = 1;
        forecast[17] = -3;

        double[] errors = SeasonChart.errors(actual, forecast);

        assertThat(errors[5]).isEqualTo(Math.sqrt(5), within(1e-12));
        assertThat(errors[4]).isEqualTo(0);
    }
}
