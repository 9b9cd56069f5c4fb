package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** One column, whose name attributes write in different cases: to Hibernate and the database it is one. */
class ColumnSpellingsTest {

    @Entity(name = "Driver")
    @DataSubject
    static class Driver {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Report")
    @Inheritance
    @OnErasure(RowAction.ANONYMISE)
    abstract static class Report {
        @Id
        Long id;

        @ManyToOne
        Driver driver;
    }

    @Entity(name = "Accident")
    static class Accident extends Report {
        @NotPersonal("a number of the police")
        @Column(name = "DESCR")
        String number;
    }

    @Entity(name = "Complaint")
    static class Complaint extends Report {
        @PersonalData(DataCategory.FREE_TEXT)
        @Column(name = "descr")
        String story;
    }

    @Test
    void wordsOfSiblingsThatContradictAreRefused() {
        assertOneFinding(
                findings(Driver.class, Report.class, Accident.class, Complaint.class),
                "the attributes that share the column contradict each other",
                "Complaint.story",
                "Accident.number");
    }

    @Entity(name = "Fine")
    static class Fine {
        @Id
        Long id;

        @Column(name = "DRIVER_ID", insertable = false, updatable = false)
        Long copied;

        @ManyToOne
        @JoinColumn(name = "driver_id")
        Driver driver;
    }

    @Entity(name = "Toll")
    static class Toll {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "DRIVER_ID")
        Driver driver;

        @Column(name = "driver_id", insertable = false, updatable = false)
        Long read;
    }

    @Test
    void anAssociationBesideAnAttributeOfItsColumnIsFollowed() {
        DataMap map = map(Driver.class, Fine.class, Toll.class);

        assertThat(map.table("Fine").orElseThrow().owners())
                .extracting(Ownership::path)
                .containsExactly("driver");
        assertThat(map.table("Toll").orElseThrow().owners())
                .extracting(Ownership::path)
                .containsExactly("driver");
        assertThat(map.unclassified()).isEmpty();
    }

    @Embeddable
    static class Licence {
        @PersonalData(DataCategory.EMAIL)
        @Column(name = "EMAIL")
        String mail;

        @NotPersonal
        @Column(name = "class")
        String kind;
    }

    @Entity(name = "Learner")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Learner {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(name = "email")
        String email;

        @JdbcTypeCode(SqlTypes.JSON)
        Licence licence;
    }

    @Test
    void aKeyWithinADocumentIsNoColumnOfItsTable() {
        assertThat(AtStart.overwrite(map(Learner.class), "Learner", "licence").describe())
                .contains("$.EMAIL");
    }
}
