package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.library.Reader;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why data is held, from where, for whom and how long: said once on each level, the nearest holds. */
class ProcessingTest {

    private static DataMap library(DataMapCustomizer customizer) {
        return AtStart.map(customizer, Reader.class, Reader.Loan.class, Reader.Remark.class);
    }

    private static ProcessingTerms terms(DataMap map, String table, String column) {
        return map.table(table).orElseThrow().columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(column))
                .findFirst()
                .orElseThrow()
                .terms();
    }

    @Test
    void anAttributeSaysWhatItsEntityAndPackageLeaveOpen() {
        DataMap map = library(editor -> {});
        assertThat(terms(map, "Reader", "email"))
                .isEqualTo(new ProcessingTerms(
                        "Reminders",
                        LegalBasis.LEGITIMATE_INTERESTS,
                        "The reader's school",
                        List.of("Mail service", "School")));
        assertThat(terms(map, "Reader", "name"))
                .isEqualTo(new ProcessingTerms(
                        "Lending books", LegalBasis.CONTRACT, "The reader's municipality", List.of("City library")));
        assertThat(terms(map, "Loan", "title"))
                .isEqualTo(new ProcessingTerms("Fees", LegalBasis.LEGAL_OBLIGATION, "", List.of("City library")));
        assertThat(terms(map, "Remark", "text"))
                .isEqualTo(new ProcessingTerms("Lending books", LegalBasis.CONTRACT, "", List.of("City library")));
    }

    @Test
    void theEmbeddedAttributeComesBeforeTheEmbeddableAndThatBeforeTheEntity() {
        DataMap map = library(editor -> {});
        assertThat(terms(map, "Reader", "home_street"))
                .isEqualTo(new ProcessingTerms(
                        "Sending books", LegalBasis.CONTRACT, "The reader's municipality", List.of(Processing.NOBODY)));
        assertThat(terms(map, "Reader", "delivery_street").recipients()).containsExactly("Courier");
        assertThat(terms(map, "Reader", "delivery_street").purpose()).isEqualTo("Sending books");
    }

    @Test
    void whatIsNotPersonalIsHeldForNoPurpose() {
        assertThat(terms(library(editor -> {}), "Loan", "returned")).isEqualTo(ProcessingTerms.none());
    }

    @Test
    void codeOverrulesPartByPartAndSaysSo() {
        DataMap map = library(editor -> {
            editor.entity("Loan").processing(ProcessingTerms.none().withPurpose("Statistics"));
            editor.entity("Reader").subject(RowAction.ANONYMISE, "Borrowers");
        });
        assertThat(terms(map, "Loan", "title"))
                .isEqualTo(new ProcessingTerms("Statistics", LegalBasis.LEGAL_OBLIGATION, "", List.of("City library")));
        assertThat(map.subjects()).extracting(SubjectType::category).containsExactly("Borrowers");
        assertThat(map.notes())
                .containsExactlyInAnyOrder(
                        "Loan.processing: code overrules the annotation.",
                        "Reader.category of people: code overrules the annotation.");
    }

    @Test
    void aSubjectsCategoryIsItsEntitysNameUnlessSaid() {
        assertThat(library(editor -> {}).subjects())
                .containsExactly(new SubjectType("Reader", "Readers of the library", "Reader", RowAction.ANONYMISE));
    }

    @Test
    void aRuleLimitsTheTimeOfTheRowsItExpiresAndOfThoseThatGoWithThem() {
        DataMap map = library(editor -> {});
        RetentionRule rule =
                new RetentionRule("loans-after-a-year", "Loan", "returned", Period.ofYears(1), RowAction.DELETE, "");
        assertThat(map.table("Loan").orElseThrow().timeLimits())
                .containsExactly(new TimeLimit(rule, "itself", RowAction.DELETE));
        assertThat(map.table("Remark").orElseThrow().timeLimits())
                .containsExactly(new TimeLimit(rule, "loan", RowAction.DELETE));
        assertThat(map.table("Reader").orElseThrow().timeLimits()).isEmpty();
    }

    @Entity(name = "Careless")
    @DataSubject
    @Processing(
            purpose = "Sales",
            recipients = {"Bank", " "})
    static class Careless {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Test
    void aRecipientWithoutANameStopsTheStart() {
        DataMapException refused = catchThrowableOfType(
                DataMapException.class,
                () -> Population.of(DatabaseFamily.H2, Careless.class).close());
        assertThat(refused.findings()).singleElement().asString().contains("Careless", "Sales", "blank");
        assertThatThrownBy(() -> ProcessingTerms.none().withRecipients(""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
