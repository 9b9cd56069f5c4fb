package dev.rasura;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.rasura.ArchitectureConditions.beCalledWhatTheyAre;
import static dev.rasura.ArchitectureConditions.exposeNothingInternal;
import static dev.rasura.ArchitectureConditions.leaveHibernateToItsOwnPackage;
import static dev.rasura.ArchitectureConditions.resideInNullMarkedPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The walls of the design. Each one is held against the library, and against a class among the tests that breaks it, in a
 * package named {@code trespass}: a wall that lets its trespasser pass is no wall.
 */
class ArchitectureTest {

    private static final String[] API = {
        "dev.rasura",
        "dev.rasura.annotation..",
        "dev.rasura.datamap..",
        "dev.rasura.erasure..",
        "dev.rasura.export..",
        "dev.rasura.retention..",
        "dev.rasura.audit..",
        "dev.rasura.hold..",
        "dev.rasura.processing..",
        "dev.rasura.spi..",
        "dev.rasura.verify.."
    };
    private static final String[] ERASURE = {"dev.rasura.erasure..", "dev.rasura.internal.erasure.."};
    private static final String[] EXPORT = {"dev.rasura.export..", "dev.rasura.internal.export.."};
    private static final String[] RETENTION = {"dev.rasura.retention..", "dev.rasura.internal.retention.."};
    private static final String[] COMMON_GROUND = {
        "dev.rasura.datamap..",
        "dev.rasura.audit..",
        "dev.rasura.hold..",
        "dev.rasura.processing..",
        "dev.rasura.internal.datamap..",
        "dev.rasura.internal.processing..",
        "dev.rasura.internal.render..",
        "dev.rasura.internal.audit..",
        "dev.rasura.internal.capture..",
        "dev.rasura.internal.hold.."
    };

    private static final ImportOption TESTS = location -> location.contains("/test-classes/");

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(location -> !TESTS.includes(location))
            .importPackages("dev.rasura");

    private static final JavaClasses TRESPASSERS = new ClassFileImporter()
            .withImportOption(TESTS)
            .withImportOption(location -> location.contains("/trespass/"))
            .importPackages("dev.rasura");

    @TestFactory
    Stream<DynamicTest> theCoreKnowsNoSpring() {
        return wall(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "dev.rasura.trespass.spring.."));
    }

    @TestFactory
    Stream<DynamicTest> erasureKnowsNeitherExportNorRetention() {
        return wall(noneOf(ERASURE, EXPORT, RETENTION));
    }

    @TestFactory
    Stream<DynamicTest> exportKnowsNeitherErasureNorRetention() {
        return wall(noneOf(EXPORT, ERASURE, RETENTION));
    }

    /** Its machinery may use that of erasure: what expires takes the one erase path. */
    @TestFactory
    Stream<DynamicTest> retentionDoesNotKnowExport() {
        return wall(noneOf(RETENTION, EXPORT));
    }

    @TestFactory
    Stream<DynamicTest> retentionKnowsErasureInItsMachineryOnly() {
        return wall(noneOf(new String[] {"dev.rasura.retention.."}, ERASURE));
    }

    @TestFactory
    Stream<DynamicTest> theDataMapTheHoldsAndTheAuditKnowNoDuty() {
        return wall(noneOf(COMMON_GROUND, ERASURE, EXPORT, RETENTION));
    }

    @TestFactory
    Stream<DynamicTest> thePublicApiExposesNothingInternal() {
        return wall(classes().that().resideInAnyPackage(API).should(exposeNothingInternal()));
    }

    @TestFactory
    Stream<DynamicTest> onlyOnePackageTouchesHibernate() {
        return wall(classes()
                .that()
                .resideOutsideOfPackage("dev.rasura.internal.hibernate..")
                .should(leaveHibernateToItsOwnPackage()));
    }

    @TestFactory
    Stream<DynamicTest> theResidueScanSharesNoCodeWithWhatItChecks() {
        return wall(classes()
                .that()
                .resideInAPackage("dev.rasura.internal.residue..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.slf4j..", "org.jspecify..")
                        .or(resideInAPackage("dev.rasura.internal.residue.."))));
    }

    /** So that {@code java -jar} runs it without any other jar, and so that no error is made twice. */
    @TestFactory
    Stream<DynamicTest> theOfflineVerifierSharesNoCodeWithWhatItChecks() {
        return wall(classes()
                .that()
                .resideInAPackage("dev.rasura.verify..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..")
                        .or(resideInAPackage("dev.rasura.verify.."))));
    }

    @TestFactory
    Stream<DynamicTest> classesAreNamedAfterWhatTheyDo() {
        return wall(classes().should(beCalledWhatTheyAre()));
    }

    @TestFactory
    Stream<DynamicTest> everyPackageIsNullMarked() {
        return wall(classes().should(resideInNullMarkedPackage()));
    }

    private static ArchRule noneOf(String[] packages, String[]... unknown) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(unknown).flatMap(Stream::of).toArray(String[]::new));
    }

    private Stream<DynamicTest> wall(ArchRule rule) {
        return Stream.of(
                DynamicTest.dynamicTest("holds", () -> rule.check(LIBRARY)),
                DynamicTest.dynamicTest(
                        "can fail",
                        () -> assertThat(rule.evaluate(TRESPASSERS).hasViolation())
                                .isTrue()));
    }
}
