package dev.firstnetwork;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.firstnetwork.cli.planted.PlantedViolations;
import dev.firstnetwork.math.planted.PlantedUpwardImport;
import dev.firstnetwork.wing.beside.PlantedNeighbour;
import dev.firstnetwork.wing.planted.PlantedWing;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How the rooms of the program know each other: a hall that is read from its first floor up, annexes, and wings, each of
 * which can be taken away.
 */
public class ArchitectureTest {

    private static final String ROOT = "dev.firstnetwork";

    /** From the ground up; rooms on one floor do not know each other. Over all of them is the root package. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("math"),
            List.of("backprop", "data"),
            List.of("network"),
            List.of("dl4j"),
            List.of("training"),
            List.of("evaluation"),
            List.of("table", "model"),
            List.of("report"),
            List.of("cli"),
            List.of("wing"));

    /** The wings that others are built on. */
    static final Map<String, Set<String>> KNOWN_WINGS = Map.of("tune", Set.of("folds"));

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // left there by a build of the profile spark, whose libraries are not here
            .withImportOption(location -> !location.contains("/firstnetwork/spark/"))
            .importPackages(ROOT);

    /** Test classes that break the rules on purpose. */
    private static final JavaClasses PLANTED = new ClassFileImporter()
            .importClasses(
                    PlantedUpwardImport.class,
                    PlantedViolations.class,
                    PlantedViolations.Nine.class,
                    PlantedWing.class,
                    PlantedNeighbour.class);

    private static final ArchRule JDK_ONLY = classes()
            .that(areIn("math", "backprop"))
            .should()
            .onlyDependOnClassesThat(areIn("math", "backprop")
                    .or(resideInAnyPackage("java.lang..", "java.math..", "java.text..", "java.util.."))
                    // a mark: recipes are sent to workers
                    .or(describe("is Serializable", type -> type.isEquivalentTo(Serializable.class))));

    private static final ArchRule NO_THREADS_NO_SERVICES = noClasses()
            .that(areIn("math", "backprop"))
            .should()
            .dependOnClassesThat(resideInAPackage("java.util.concurrent..")
                    .or(describe("start or look for other code", type -> Set.of(
                                    "java.lang.Thread", "java.util.ServiceLoader")
                            .contains(type.getName()))))
            .orShould()
            .callMethodWhere(describe("is parallel", call -> call.getName().startsWith("parallel")));

    private static final ArchRule WINGS_KNOW_NO_WING = KNOWN_WINGS.entrySet().stream()
            .reduce(
                    slices().matching(ROOT + ".wing.(*)..").should().notDependOnEachOther(),
                    (rule, known) -> rule.ignoreDependency(
                            resideInAPackage(ROOT + ".wing." + known.getKey() + ".."),
                            resideInAnyPackage(known.getValue().stream()
                                    .map(wing -> ROOT + ".wing." + wing + "..")
                                    .toArray(String[]::new))),
                    (one, other) -> one);

    private static final ArchRule DATAVEC_IS_FOR_TABLES = noClasses()
            .that(not(areIn("data", "table")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.datavec.."));

    private static final ArchRule DL4J_HAS_ITS_ROOM = noClasses()
            .that(not(areIn("dl4j", "wing.export", "wing.gallery")
                    .or(describe("is Samples", type -> type.getName().equals(ROOT + ".data.Samples")))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."));

    private static final ArchRule ONLY_CHARTS_DRAW = noClasses()
            .that(not(describe("draw", ArchitectureTest::draws)))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.awt..", "javax.imageio..", "org.jfree.."));

    private static final ArchRule ONLY_COMMANDS_KNOW_PICOCLI = noClasses()
            .that(not(areIn("cli", "wing").or(resideInAPackage(ROOT))))
            .should()
            .dependOnClassesThat(resideInAPackage("picocli.."));

    private static final ArchRule ONLY_MAIN_EXITS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class);

    /** A second process of the program ends with the first: it has nobody left to tell. */
    private static final ArchRule ONLY_RELAUNCH_HALTS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Relaunch.class.getName())
            .should()
            .callMethod(Runtime.class, "halt", int.class);

    private static final ArchRule NO_MUTABLE_STATICS =
            fields().that().areStatic().should().beFinal();

    private static final ArchRule AT_MOST_EIGHT_PARAMETERS =
            constructors().should(have(describe("at most 8 parameters", constructor -> parameters(constructor) <= 8)));

    private static DescribedPredicate<JavaClass> areIn(String... rooms) {
        return resideInAnyPackage(
                Stream.of(rooms).map(room -> ROOT + "." + room + "..").toArray(String[]::new));
    }

    private static boolean draws(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        String file = name.split("\\$", -1)[0];
        boolean chart = file.endsWith("Chart") || file.endsWith("Charts");
        boolean plot = file.startsWith("Plot") && areIn("report").test(type);
        return plot || (chart && areIn("report", "wing").test(type));
    }

    /** As in the source: an enum's constants are given their name and number, and an inner object its outer, besides. */
    private static int parameters(JavaConstructor constructor) {
        JavaClass owner = constructor.getOwner();
        int all = constructor.getRawParameterTypes().size();
        if (owner.isAnonymousClass() || owner.isLocalClass()) {
            return 0;
        }
        if (owner.isEnum()) {
            return all - 2;
        }
        return owner.isInnerClass() ? all - 1 : all;
    }

    /** Of this program, the classes of {@code room} know their own room and the floors below. */
    private static ArchRule importsGoDown(String room) {
        Stream<String> below =
                FLOORS.stream().takeWhile(floor -> !floor.contains(room)).flatMap(List::stream);
        return noClasses()
                .that(areIn(room))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(areIn(Stream.concat(below, Stream.of(room)).toArray(String[]::new)))));
    }

    static Stream<String> rooms() {
        return FLOORS.stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void importsGoDownOnly(String room) {
        importsGoDown(room).check(PROGRAM);
    }

    @Test
    void theHandWrittenEngineKnowsOnlyTheJdk() {
        JDK_ONLY.check(PROGRAM);
        NO_THREADS_NO_SERVICES.check(PROGRAM);
    }

    @Test
    void noWingKnowsAnother() {
        WINGS_KNOW_NO_WING.check(PROGRAM);
    }

    @Test
    void dataVecReadsTables() {
        DATAVEC_IS_FOR_TABLES.check(PROGRAM);
    }

    @Test
    void dl4jHasItsRoom() {
        DL4J_HAS_ITS_ROOM.check(PROGRAM);
    }

    @Test
    void onlyChartsDraw() {
        ONLY_CHARTS_DRAW.check(PROGRAM);
    }

    @Test
    void onlyCommandsKnowPicocli() {
        ONLY_COMMANDS_KNOW_PICOCLI.check(PROGRAM);
    }

    @Test
    void onlyMainEndsTheProcess() {
        ONLY_MAIN_EXITS.check(PROGRAM);
        ONLY_RELAUNCH_HALTS.check(PROGRAM);
    }

    @Test
    void noStaticFieldChanges() {
        NO_MUTABLE_STATICS.check(PROGRAM);
    }

    @Test
    void noConstructorTakesMoreThanEight() {
        AT_MOST_EIGHT_PARAMETERS.check(PROGRAM);
    }

    /** Rules about classes that nobody imported would always hold. */
    @Test
    void theWholeProgramIsLookedAt() {
        Set<String> rooms = PROGRAM.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.split("\\.", -1)[2])
                .collect(Collectors.toSet());

        assertThat(PROGRAM.size()).isGreaterThan(100);
        assertThat(rooms).containsExactlyInAnyOrderElementsOf(rooms().toList());
    }

    /** A rule that cannot fail proves nothing: each finds the class that was planted to break it. */
    @Test
    void eachRuleCanFail() {
        for (ArchRule rule : List.of(
                importsGoDown("math"),
                importsGoDown("cli"),
                JDK_ONLY,
                NO_THREADS_NO_SERVICES,
                WINGS_KNOW_NO_WING,
                DATAVEC_IS_FOR_TABLES,
                DL4J_HAS_ITS_ROOM,
                ONLY_CHARTS_DRAW,
                ONLY_COMMANDS_KNOW_PICOCLI,
                ONLY_MAIN_EXITS,
                ONLY_RELAUNCH_HALTS,
                NO_MUTABLE_STATICS,
                AT_MOST_EIGHT_PARAMETERS)) {
            assertThat(rule.evaluate(PLANTED).getFailureReport().getDetails())
                    .as(rule.getDescription())
                    .isNotEmpty()
                    .allMatch(detail -> detail.contains("planted"));
        }
    }
}
