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
