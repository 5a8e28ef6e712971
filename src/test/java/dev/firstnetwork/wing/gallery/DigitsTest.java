package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The digits as they are split and changed; figures are NumPy's, by {@code reference/make_digits.py}, or by hand. */
class DigitsTest {

    private static final Digits DIGITS = Digits.split(1);

    static Stream<JsonNode> seeds() {
        return StreamSupport.stream(Reference.json("reference/digits.json").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areSplitAsNumpySplitsThemAndTheSimpleMethodsReachWhatTheyReachThere(JsonNode reference) {
        Digits digits = Digits.split(reference.get("seed").asLong());
        assertThat(digits.train().numExamples())
                .isEqualTo(reference.get("train").asInt());
        assertThat(digits.validation().numExamples())
                .isEqualTo(reference.get("validation").asInt());
        assertThat(digits.test().numExamples()).isEqualTo(reference.get("test").asInt());
        assertThat(ink(digits.train())).isEqualTo(reference.get("inkOfTrain").asDouble());
        assertThat(ink(digits.test())).isEqualTo(reference.get("inkOfTest").asDouble());

        assertThat(DigitsCnn.majority(Digits.digits(digits.train()), Digits.digits(digits.test())))
                .isEqualTo(reference.get("majority").asDouble());
        INDArray train = Digits.flat(digits.train());
        INDArray test = Digits.flat(digits.test());
        INDArray mean = Nd4j.tile(train.mean(true, 0), test.rows(), 1);
        assertThat(DigitsVae.error(test, mean))
                .isCloseTo(reference.get("meanDigit").asDouble(), within(1e-7));
        assertThat(DigitsVae.error(test, Digits.principal(train, 2, test)))
                .isCloseTo(reference.get("twoAxes").asDouble(), within(1e-7));
    }

    private static double ink(DataSet rows) {
        return Arrays.stream(rows.getFeatures().ravel().toDoubleVector()).sum();
    }

    @Test
    void theMostFrequentTrainingDigitIsSaidOfEachRow() {
        assertThat(DigitsCnn.majority(new int[] {7, 2, 2, 9}, new int[] {2, 7, 7, 2, 2}))
                .isEqualTo(3 / 5.0);
        // of equal ones the first
        assertThat(DigitsCnn.majority(new int[] {4, 3}, new int[] {3, 3, 3, 4})).isEqualTo(3 / 4.0);
    }

    @Test
    void imagesHaveOneChannelAndLabelsAreOneHot() {
        DataSet test = DIGITS.test();
        assertThat(test.getFeatures().shape()).containsExactly(364, 1, 8, 8);
        assertThat(test.getLabels().shape()).containsExactly(364, 10);
        assertThat(test.getFeatures().minNumber().doubleValue()).isEqualTo(0);
        assertThat(test.getFeatures().maxNumber().doubleValue()).isEqualTo(1);
        assertThat(test.getLabels().sum(1).toDoubleVector()).containsOnly(1);
        assertThat(test.getLabels().maxNumber().doubleValue()).isEqualTo(1);
        assertThat(Digits.flat(test).shape()).containsExactly(364, 64);
    }

    @Test
    void batchesHoldEachRowWithItsLabelAndLeaveTheRowsInTheirOrder() {
        DataSet validation = DIGITS.validation();
        INDArray before = validation.getFeatures().dup();
        Map<String, Integer> counts = new HashMap<>();
        Digits.batches(validation, 100, 5).forEachRemaining(batch -> count(batch, counts, 1));
        assertThat(counts).hasSizeGreaterThan(300);
        count(validation, counts, -1);
        assertThat(counts.values()).containsOnly(0);
        assertThat(validation.getFeatures()).isEqualTo(before);

        DataSet one = Digits.batches(validation, 400, 5).next();
        assertThat(one.getFeatures()).isNotEqualTo(before);
        assertThat(one).isEqualTo(Digits.batches(validation, 400, 5).next());
        assertThat(one).isNotEqualTo(Digits.batches(validation, 400, 6).next());
    }

    private static void count(DataSet rows, Map<String, Integer> counts, int each) {
        int[] digits = Digits.digits(rows);
        for (int i = 0; i < digits.length; i++) {
            String row = digits[i] + Arrays.toString(Digits.flat(rows).getRow(i).toDoubleVector());
            counts.merge(row, each, Integer::sum);
        }
    }

    @Test
    void someAreAsManyOfEachDigitAsAreAskedFor() {
        int[] digits = Digits.digits(Digits.some(DIGITS.train(), 5, 10, 3, 1));
        assertThat(digits).hasSize(15);
        for (int digit = 5; digit < 10; digit++) {
            int which = digit;
            assertThat(Arrays.stream(digits).filter(each -> each == which).count())
                    .isEqualTo(3);
        }
        assertThat(Digits.some(DIGITS.train(), 0, 10, 3, 1)).isNotEqualTo(Digits.some(DIGITS.train(), 0, 10, 3, 2));
        int low = Digits.between(DIGITS.test(), 0, 5).numExamples();
        int high = Digits.between(DIGITS.test(), 5, 10).numExamples();
        assertThat(low + high).isEqualTo(364);
        assertThat(Digits.one(DIGITS.test()).shape()).containsExactly(10, 1, 8, 8);
    }

    @Test
    void inkSpreadsToThePixelsAroundAndNotOverTheEdge() {
        INDArray images = Nd4j.zeros(2, 1, 8, 8);
        images.putScalar(new int[] {0, 0, 3, 7}, 1);
        images.putScalar(new int[] {1, 0, 0, 0}, 0.5);
        INDArray broad = Digits.broader(new DataSet(images, Nd4j.zeros(2, 10))).getFeatures();
        INDArray first = broad.slice(0).slice(0);
        assertThat(first.getRow(2).toFloatVector()).containsExactly(0, 0, 0, 0, 0, 0, 0.6f, 0.9f);
        assertThat(first.getRow(3).toFloatVector()).containsExactly(0, 0, 0, 0, 0, 0, 0.9f, 1);
        assertThat(first.getRow(4).toFloatVector()).containsExactly(0, 0, 0, 0, 0, 0, 0.6f, 0.9f);
        assertThat(first.sumNumber().floatValue()).isCloseTo(4.9f, within(1e-6f));
        INDArray second = broad.slice(1).slice(0);
        assertThat(second.getRow(0).toFloatVector()).containsExactly(0.5f, 0.45f, 0, 0, 0, 0, 0, 0);
        assertThat(second.getRow(1).toFloatVector()).containsExactly(0.45f, 0.3f, 0, 0, 0, 0, 0, 0);
        // the first image is the first still
        assertThat(images.getDouble(0, 0, 3, 6)).isEqualTo(0);
    }
}
