package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.Reference;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "-2.5, -2.5", "+3, 3", "1e3, 1000", "1E-2, 0.01", ".5, 0.5", "5., 5", "007, 7"})
    void decimalNumbersAreRead(String text, double expected) {
        assertThat(new Numbers(Dialect.CSV).parse(text)).isEqualTo(expected);
    }

    /** What Java's parser alone would take: type suffixes, hexadecimal, and signs of other kinds; and plain text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "1d", "1f", "1.5D", "0x1p3", "0x10", "abc", "1,5", "1 2", "e", ".", "-", "1e", "--1", "١٢"
            })
    void otherTextIsNoNumber(String text) {
        assertThat(new Numbers(Dialect.CSV).parse(text)).isNaN();
    }

    private static Numbers numbers(String decimal, String thousands) {
        return new Numbers(new Dialect(";", "\"", true, "", decimal, thousands, List.of()));
    }

    /** Thousands stand in groups of three, or of two before the last as in India; a blank may be one that does not break. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ".| ,|1,234|1234",
                ".| ,|-1,234,567.5|-1234567.5",
                ".| ,|+12,34,567|1234567",
                ".| ,|123,456e2|12345600",
                ".| ,|1234|1234",
                ".| ,|12|12",
                ".| '|1'234.25|1234.25",
                ",| .|1.234,5|1234.5",
                ",| .|1.234|1234",
                ",|~~|1,5|1.5",
                ",|~~|,5e1|5",
                ",| space|1 234 567,5|1234567.5",
                ",| space|1\u00a0234|1234",
                ",| space|1\u202f234|1234",
                ",|~~|0000000000000000000000000000000000000001,5|1.5"
            })
    void numbersAreReadWithTheMarksOfTheirTable(String decimal, String thousands, String text, double expected) {
        assertThat(numbers(decimal, thousands.equals("space") ? " " : thousands).parse(text))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ".| ,|1,23",
                ".| ,|1,2345",
                ".| ,|1,,234",
                ".| ,|,234",
                ".| ,|1234,567",
                ".| ,|1,234,",
                ".| ,|12,34",
                ".| ,|1,234.5.6",
                ".| ,|1,2,345",
                ".| ,|1 234",
                ",| .|1,234.5",
                ",|~~|1.5",
                ".|~~|1\u00a0234"
            })
    void marksInOtherPlacesMakeNoNumber(String decimal, String thousands, String text) {
        assertThat(numbers(decimal, thousands).parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "Infinity", "-Infinity", "+inf", "-INF", "1e999", "-1e309"})
    void numbersThatAreNotFiniteAreToldFromText(String text) {
        double value = new Numbers(Dialect.CSV).parse(text);

        assertThat(Double.isFinite(value)).isFalse();
        assertThat(Numbers.expected(text, value)).isEqualTo("a finite number");
    }

    /** Python's repr is the shortest decimal that reads back: 2,268 coordinates of golden files must get the same digits. */
    @Test
    void textHasTheShortestDigits() {
        for (String file : List.of(
                "golden/moons_n1000_noise0.2_seed42.csv",
                "golden/train_standardised.csv",
                "golden/moons_n50_no_noise_unshuffled.csv")) {
            for (List<String> row : Reference.cells(file)) {
                for (String cell : row.subList(0, 2)) {
                    String text = Numbers.text(Double.parseDouble(cell));

                    assertThat(new BigDecimal(text).stripTrailingZeros())
                            .isEqualTo(new BigDecimal(cell).stripTrailingZeros());
                }
            }
        }
    }

    /** Double.toString writes 2.0E-3 as such since JDK 19, and some numbers with a digit too many before. */
    @ParameterizedTest
    @CsvSource({"2e23, 2.0E23", "0.1, 0.1", "1e-5, 1.0E-5", "4.9e-324, 4.9E-324", "-0.0, -0.0", "100, 100.0"})
    void textIsWrittenAsJavaWritesIt(double value, String expected) {
        assertThat(Numbers.text(value)).isEqualTo(expected);
        assertThat(Double.parseDouble(expected)).isEqualTo(value);
    }
}
