package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The names of the world's countries and territories in ten languages of the Latin script, as the running JDK has them: it
 * takes them from Unicode's CLDR, another release in each JDK, so that figures of two JDKs differ a little. A name that two
 * of the languages share, such as Angola, has no one answer and is left out, which is about half of them.
 */
final class CountryNames {

    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "nl", "pl", "fi", "hu", "tr");

    /**
     * A name.
     *
     * @param text in lower and upper case as it is written
     * @param country its code of two letters
     * @param language an index into {@link #LANGUAGES}
     */
    record Name(String text, String country, int language) {}

    /**
     * The names in three parts; all names of a country are in one of them, for Alemania is no news to who knows Alemanha.
     *
     * @param train 6 in 10 countries
     * @param validation 1 in 10: to choose by
     * @param test 3 in 10
     */
    record Split(List<Name> train, List<Name> validation, List<Name> test) {}

    private CountryNames() {}

    /** The languages' names in English. */
    static List<String> languages() {
        return LANGUAGES.stream()
                .map(tag -> Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH))
                .toList();
    }

    /**
     * All names that one language alone has.
     *
     * @throws DataException if the JDK knows a language's names in English only
     */
    static List<Name> all(List<String> languages) {
        List<Name> names = IntStream.range(0, languages.size())
                .boxed()
                .flatMap(language -> names(languages.get(language), language).stream())
                .toList();
        Map<String, Long> count = names.stream().collect(Collectors.groupingBy(Name::text, Collectors.counting()));
        return names.stream().filter(name -> count.get(name.text()) == 1).toList();
    }

    private static List<Name> names(String tag, int language) {
        // the order of the codes is the JDK's own business
        List<String> countries =
                Arrays.stream(Locale.getISOCountries()).sorted().toList();
        List<String> names = in(Locale.forLanguageTag(tag), countries);
        if (!tag.equals("en") && in(Locale.ENGLISH, countries).containsAll(names)) {
            throw new DataException("this JDK has no names of countries in the language '" + tag
                    + "': expected one with the module jdk.localedata");
        }
        return IntStream.range(0, countries.size())
                .mapToObj(i -> new Name(names.get(i), countries.get(i), language))
                .toList();
    }

    /** The names of {@code countries} in a language; never those of the machine's own. */
    private static List<String> in(Locale language, List<String> countries) {
        return countries.stream()
                .map(country -> new Locale.Builder().setRegion(country).build().getDisplayCountry(language))
                .toList();
    }

    static Split split(List<Name> names, long seed) {
        List<String> countries =
                names.stream().map(Name::country).distinct().sorted().toList();
        int[] order = NumpyRandom.of(seed, 8).permutation(countries.size());
        List<String> shuffled = IntStream.of(order).mapToObj(countries::get).toList();
        int tenth = countries.size() / 10;
        return new Split(
                of(names, shuffled.subList(4 * tenth, shuffled.size())),
                of(names, shuffled.subList(3 * tenth, 4 * tenth)),
                of(names, shuffled.subList(0, 3 * tenth)));
    }

    private static List<Name> of(List<Name> names, List<String> countries) {
        Set<String> chosen = Set.copyOf(countries);
        return names.stream().filter(name -> chosen.contains(name.country())).toList();
    }
}
