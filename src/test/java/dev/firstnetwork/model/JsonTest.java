package dev.firstnetwork.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    private record Inner(double[] z, String none) {}

    private record Outer(String b, Optional<Inner> a, Optional<String> left, List<Double> numbers) {}

    @Test
    void aRecordIsAnObjectOfItsComponentsInTheirOrder() {
        Outer outer = new Outer(
                "\"text\"",
                Optional.of(new Inner(new double[] {0.1, Double.POSITIVE_INFINITY}, null)),
                Optional.empty(),
                Arrays.asList(1e-7, Double.NaN, null));

        assertThat(Json.text(outer)).isEqualTo("""
                        {
                          "b" : "\\"text\\"",
                          "a" : {
                            "z" : [ 0.1, null ],
                            "none" : null
                          },
                          "numbers" : [ 1.0E-7, null, null ]
                        }
                        """);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> Json.text(List.of(new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no way to write java.lang.Object as JSON: ");
    }
}
