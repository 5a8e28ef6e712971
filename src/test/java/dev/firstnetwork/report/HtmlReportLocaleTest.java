package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, because the default locale belongs to the whole JVM. */
@Isolated
class HtmlReportLocaleTest {

    @Test
    void numbersAreWrittenTheSameInEveryLanguage() {
        String expected = HtmlReport.page(Runs.two(4), Map.of());
        Locale before = Locale.getDefault();
        try {
            // has digits of its own, and a decimal comma
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(String.format("%d", 12)).isNotEqualTo("12");
            assertThat(HtmlReport.page(Runs.two(4), Map.of())).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }
}
