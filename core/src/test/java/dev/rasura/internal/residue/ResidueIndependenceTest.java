package dev.rasura.internal.residue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The attestation is worth something because its reader shares nothing with what it attests. */
class ResidueIndependenceTest {

    @Test
    void theScanUsesNothingButTheJdk() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.rasura.internal.residue");
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.rasura.internal.residue", "java..", "javax.sql..", "org.jspecify.annotations")
                .check(classes);
    }
}
