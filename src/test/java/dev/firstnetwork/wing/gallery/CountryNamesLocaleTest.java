package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, because the default locale belongs to the whole JVM. */
@Isolated
class CountryNamesLocaleTest {

    @Test
    void namesAreTheSameOnAMachineOfAnyLanguage() {
        List<CountryNames.Name> expected = CountryNames.all(CountryNames.LANGUAGES);
        List<String> languages = CountryNames.languages();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("fi-FI"));
            assertThat(Locale.ENGLISH.getDisplayLanguage()).isEqualTo("englanti");
            assertThat(CountryNames.all(CountryNames.LANGUAGES)).isEqualTo(expected);
            assertThat(CountryNames.languages()).isEqualTo(languages);
        } finally {
            Locale.setDefault(before);
        }
    }
}
