package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.processing.Activity;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordOfProcessing;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** A column that several attributes share is what the strictest of them says, and those that contradict are refused. */
class SharedColumnsTest {

    @Entity(name = "Tenant")
    @DataSubject
    static class Tenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Filed")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @OnErasure(RowAction.ANONYMISE)
    abstract static class Filed {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;
    }

    @Entity(name = "Meter")
    static class Meter extends Filed {
        @NotPersonal("a number of the house")
        @Column(name = "descr")
        String number;

        @PersonalData(DataCategory.OTHER)
        @Column(name = "hint")
        String hint;

        @NotPersonal
        @Column(name = "reading")
        Integer reading;

        @NotPersonal
        @Column(name = "reading", insertable = false, updatable = false)
        Integer spoken;

        @Column(name = "reading", insertable = false, updatable = false)
        Integer readAgain;
    }

    @Entity(name = "Complaint")
    static class Complaint extends Filed {
        @Column(name = "descr")
        String story;

        @PersonalData(DataCategory.CREDENTIAL)
        @Column(name = "hint")
        String password;
    }

    @Test
    void whatNobodySpokeOfIsUnclassifiedThoughASiblingSharesItsColumn() {
        DataMap map = map(Tenant.class, Filed.class, Meter.class, Complaint.class);

        assertThat(map.unclassified()).containsExactly("Filed.descr");
        assertThat(column(map, "Filed", "descr").attribute()).isEqualTo("Complaint.story");
    }

    @Test
    void aColumnIsASecretIfASiblingSaysSo() {
        DataMap map = map(Tenant.class, Filed.class, Meter.class, Complaint.class);

        assertThat(column(map, "Filed", "hint").category()).isEqualTo(DataCategory.CREDENTIAL);
    }

    @Test
    void anAttributeThatOnlyReadsIsWhatTheOneSaysThatWrites() {
        DataMap map = map(Tenant.class, Filed.class, Meter.class, Complaint.class);

        assertThat(column(map, "Filed", "reading").classification()).isEqualTo(Classification.NOT_PERSONAL);
    }

    @Entity(name = "Permit")
    static class Permit extends Filed {
        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEEP, reason = "a public number")
        @Column(name = "v")
        String code;

        @NotPersonal
        @Column(name = "w")
        String colour;
    }

    @Entity(name = "Illness")
    static class Illness extends Filed {
        @PersonalData(value = DataCategory.HEALTH, onErasure = Strategy.NULL)
        @Column(name = "v")
        String illness;

        @PersonalData(DataCategory.FREE_TEXT)
        @Column(name = "w")
        String words;
    }

    @Test
    void wordsOfSiblingsThatContradictAreRefused() {
        assertThat(findings(Tenant.class, Filed.class, Permit.class, Illness.class))
                .hasSize(2);
        assertFinding(
                findings(Tenant.class, Filed.class, Permit.class, Illness.class),
                "Filed.v: ",
                "Illness.illness is HEALTH, overwritten: null",
                "Permit.code is OTHER, overwritten: kept: a public number",
                "Say the same of both, or give each a column of its own");
        assertFinding(
                findings(Tenant.class, Filed.class, Permit.class, Illness.class),
                "Filed.w: ",
                "Illness.words is FREE_TEXT",
                "Permit.colour is not personal");
    }

    @Entity(name = "Greeting")
    static class Greeting extends Filed {
        @PersonalData(DataCategory.COMMUNICATION)
        @Processing(purpose = "Correspondence", recipients = "Printer")
        @Column(name = "said")
        String words;
    }

    @Entity(name = "Anamnesis")
    static class Anamnesis extends Filed {
        @PersonalData(DataCategory.HEALTH)
        @Processing(purpose = "Treatment", basis = LegalBasis.CONTRACT, recipients = "Insurer")
        @Column(name = "said")
        String story;
    }

    @Test
    void allPurposesOfAColumnCountAndTheSpecialCategory() {
        MappedColumn said = column(map(Tenant.class, Filed.class, Greeting.class, Anamnesis.class), "Filed", "said");

        assertThat(said.holdings())
                .containsExactly(
                        new Holding(
                                DataCategory.HEALTH,
                                ProcessingTerms.of("Treatment", LegalBasis.CONTRACT)
                                        .withRecipients("Insurer")),
                        new Holding(
                                DataCategory.COMMUNICATION,
                                ProcessingTerms.none()
                                        .withPurpose("Correspondence")
                                        .withRecipients("Printer")));
    }

    @Embeddable
    static class Chart {
        @PersonalData(DataCategory.FREE_TEXT)
        @Processing(purpose = "Correspondence")
        String remark;

        @PersonalData(DataCategory.HEALTH)
        @Processing(purpose = "Treatment")
        String diagnosis;
    }

    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @JdbcTypeCode(SqlTypes.JSON)
        Chart chart;
    }

    @Test
    void aStructuredColumnHoldsAllThatItsPartsDo() {
        DataMap map = map(Tenant.class, Visit.class);

        assertThat(column(map, "Visit", "chart").holdings())
                .extracting(Holding::category)
                .containsExactly(DataCategory.HEALTH, DataCategory.FREE_TEXT);
        assertThat(map.render(MapFormat.JSON)).contains("\"also\"", "\"FREE_TEXT\"");
        assertThat(map.render(MapFormat.MARKDOWN)).contains("health (Art. 9), free text");
        assertThat(RecordOfProcessing.of(map, RecordDetails.none()).activities())
                .extracting(Activity::purpose, Activity::data)
                .contains(tuple("Treatment", List.of("HEALTH")), tuple("Correspondence", List.of("FREE_TEXT")));
    }

    @Entity(name = "Sheet")
    @Table(name = "sheet")
    @OnErasure(RowAction.ANONYMISE)
    static class Sheet {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        String text;
    }

    @Entity(name = "SheetLine")
    @Table(name = "sheet")
    @OnErasure(RowAction.ANONYMISE)
    static class SheetLine {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @NotPersonal
        String text;
    }

    @Test
    void whatOneOfTwoEntitiesOfATableSaysNothingOfIsUnclassified() {
        assertThat(map(Tenant.class, Sheet.class, SheetLine.class).unclassified())
                .containsExactly("sheet.text");
    }

    private static MappedColumn column(DataMap map, String table, String column) {
        return map.table(table).orElseThrow().columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow();
    }
}
