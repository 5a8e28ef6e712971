package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.dl4j.Backend;
import dev.firstnetwork.wing.gallery.CountryNames.Name;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Names of countries; scikit-learn's figures are from {@code reference/make_simple_methods.py}. */
class NamesLanguageTest {

    private static final List<String> NINE = List.of(
            "Deutschland", "Finnland", "Polen", "Finlande", "Pologne", "Allemagne", "Germania", "Polonia", "Finlandia");

    @BeforeAll
    static void loadBackend() {
        Backend.require();
    }

    private static List<Name> names(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Name(texts.get(i), "", i / 3))
                .toList();
    }

    @Test
    void namesAreThoseThatOneLanguageAloneHas() {
        List<Name> names = CountryNames.all(CountryNames.LANGUAGES);

        assertThat(names).extracting(Name::text).doesNotHaveDuplicates().contains("Deutschland", "Niemcy", "Saksa");
        // English, Finnish and more say so
        assertThat(names).extracting(Name::text).doesNotContain("Angola");
        assertThat(names).hasSizeGreaterThan(1000);
        assertThat(names)
                .extracting(Name::language)
                .contains(IntStream.range(0, 10).boxed().toArray(Integer[]::new));
        assertThat(CountryNames.languages()).startsWith("English", "German").endsWith("Hungarian", "Turkish");
    }

    @Test
    void languageThatTheJdkHasNoNamesInIsAnError() {
        assertThatThrownBy(() -> CountryNames.all(List.of("en", "tlh")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("in the language 'tlh'")
                .hasMessageContaining("jdk.localedata");
    }

    @Test
    void namesOfACountryAreOnOneSide() {
        CountryNames.Split split = CountryNames.split(CountryNames.all(CountryNames.LANGUAGES), 4);
        Set<String> seen = countries(split.train());

        assertThat(seen).doesNotContainAnyElementsOf(countries(split.validation()));
        assertThat(seen).doesNotContainAnyElementsOf(countries(split.test()));
        assertThat(countries(split.validation())).doesNotContainAnyElementsOf(countries(split.test()));
        assertThat(split).isEqualTo(CountryNames.split(CountryNames.all(CountryNames.LANGUAGES), 4));
    }

    private static Set<String> countries(List<Name> names) {
        return names.stream().map(Name::country).collect(Collectors.toCollection(HashSet::new));
    }

    @ParameterizedTest
    @CsvSource({
        "Estland, 0, -57.099013632006034",
        "Espagne, 1, -55.90855037285034",
        "Spagna, 1, -41.83030623291991",
        "Irland, 0, -55.0660921059611",
        "Irlande, 1, -71.1184598000996",
        "Irlanda, 2, -54.34497983380621",
        "Xyz, 0, -7.8880620229811855"
    })
    void naiveBayesSaysWhatScikitLearnSays(String name, int language, double logProbability) {
        NaiveBayes bayes = new NaiveBayes(names(NINE), 3, 3, 0.1);

        assertThat(bayes.answer(name)).isEqualTo(language);
        assertThat(bayes.scores(name)[language]).isCloseTo(logProbability, within(1e-9));
    }

    @Test
    void weightsOfGramsAreScikitLearnsButFourTimesAsLong() {
        Grams grams = Grams.of(names(List.of("Polen", "Peru", "Malta")), 2);

        assertThat(grams.count()).isEqualTo(28);
        INDArray palau = grams.data(names(List.of("Palau"))).getFeatures();
        assertThat(weight(palau, grams, "<")).isCloseTo(0.8200431119047676, within(1e-6));
        assertThat(weight(palau, grams, "a")).isCloseTo(2.3508564384710615, within(1e-6));
        assertThat(weight(palau, grams, "al")).isCloseTo(1.3884536828591612, within(1e-6));
        assertThat(weight(palau, grams, "<P")).isCloseTo(1.055954813837339, within(1e-6));
        assertThat(weight(palau, grams, "ta")).isZero();
        assertThat(palau.sumNumber().doubleValue()).isCloseTo(11.324168152370097, within(1e-5));
    }

    private static double weight(INDArray row, Grams grams, String gram) {
        return row.getDouble(0, grams.column().get(gram));
    }

    @Test
    void nameOfUnknownLettersIsARowOfZeros() {
        Grams grams = new Grams(1, java.util.Map.of("a", 0), new double[] {1});

        assertThat(grams.data(names(List.of("xyz"))).getFeatures()).isEqualTo(Nd4j.zeros(1, 1));
    }

    @Test
    void networkHasTheShapesThatAreTold() {
        MultiLayerNetwork network = NamesLanguage.network(1, 500);
        List<INDArray> activations = network.feedForward(Nd4j.rand(7, 500));

        assertThat(activations.get(1).shape()).containsExactly(7, 128);
        assertThat(activations.get(2).shape()).containsExactly(7, 10);
        assertThat(activations.get(2).sum(1).toDoubleVector()).containsOnly(new double[] {1}, within(1e-5));
    }

    @Test
    void runsSmall() {
        Result result = Examples.small(new NamesLanguage());

        assertThat(Examples.baselines(result)).containsExactly("majority", "naive Bayes");
        assertThat(result.facts()).containsKeys("trainNames", "testNames", "java");
    }
}
