package dev.firstnetwork;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.firstnetwork.cli.planted.PlantedViolations;
import dev.firstnetwork.math.planted.PlantedUpwardImport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The floors of DESIGN.md: imports go down only. */
public class ArchitectureTest {

    private static final String ROOT = "dev.firstnetwork.";

    /** From the top down. */
    private static final List<String> FLOORS =
            List.of("cli", "report", "evaluation", "training", "network", "data", "backprop", "math");

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.firstnetwork");

    /** Test classes that break the rules on purpose. */
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importClasses(PlantedUpwardImport.class, PlantedViolations.class);

    private static final ArchRule DL4J_BELOW_EVALUATION = noClasses()
            .that()
            .resideInAnyPackage(packages("evaluation", "report", "cli"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.datavec..", "org.bytedeco..");

    private static final ArchRule ONLY_MAIN_EXITS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "cli.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class);

    /** A second process of the program ends with the first: it has nobody left to tell. */
    private static final ArchRule ONLY_RELAUNCH_HALTS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "cli.Relaunch")
            .should()
            .callMethod(Runtime.class, "halt", int.class);

    private static final ArchRule NO_MUTABLE_STATICS =
            fields().that().areStatic().should().beFinal();

    private static String[] packages(String... floors) {
        return Stream.of(floors).map(floor -> ROOT + floor + "..").toArray(String[]::new);
    }

    /** No class of {@code floor} knows one of the floors above it. */
    private static ArchRule importsGoDown(String floor) {
        String[] above = packages(FLOORS.subList(0, FLOORS.indexOf(floor)).toArray(String[]::new));
        return noClasses()
                .that(resideInAPackage(ROOT + floor + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(above));
    }

    private static ArchRule onlyTheJdkAnd(String floor, String... others) {
        return classes()
                .that()
                .resideInAPackage(ROOT + floor + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(Stream.concat(
                                Stream.of("java..", "jdk.incubator.vector..", ROOT + floor + ".."),
                                Stream.of(packages(others)))
                        .toArray(String[]::new)));
    }

    static Stream<String> floorsWithOthersAbove() {
        return FLOORS.stream().skip(1);
    }

    @ParameterizedTest
    @MethodSource("floorsWithOthersAbove")
    void importsGoDownOnly(String floor) {
        importsGoDown(floor).check(PROGRAM);
    }

    @Test
    void theHandWrittenEngineKnowsOnlyTheJdk() {
        onlyTheJdkAnd("math").check(PROGRAM);
        onlyTheJdkAnd("backprop", "math").check(PROGRAM);
    }

    @Test
    void dl4jEndsBelowEvaluation() {
        DL4J_BELOW_EVALUATION.check(PROGRAM);
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

    /** Rules about classes that nobody imported would always hold. */
    @Test
    void theWholeProgramIsLookedAt() {
        List<String> names =
                PROGRAM.stream().map(JavaClass::getPackageName).distinct().toList();

        assertThat(PROGRAM.size()).isGreaterThan(30);
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        FLOORS.stream().map(floor -> ROOT + floor).toList());
    }

    /** A rule that cannot fail proves nothing: each finds the class that was planted to break it. */
    @Test
    void eachRuleCanFail() {
        for (ArchRule rule : List.of(
                importsGoDown("math"),
                onlyTheJdkAnd("math"),
                DL4J_BELOW_EVALUATION,
                ONLY_MAIN_EXITS,
                ONLY_RELAUNCH_HALTS,
                NO_MUTABLE_STATICS)) {
            assertThat(rule.evaluate(PLANTED).getFailureReport().getDetails())
                    .as(rule.getDescription())
                    .isNotEmpty()
                    .allMatch(detail -> detail.contains("planted"));
        }
    }
}
