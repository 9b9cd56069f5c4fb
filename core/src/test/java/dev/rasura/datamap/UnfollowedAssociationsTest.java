package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.JoinFormula;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** A reference within a document, or by a formula, is no column that a duty could follow. */
class UnfollowedAssociationsTest {

    @Entity(name = "Person")
    @DataSubject
    static class Person {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Embeddable
    static class Review {
        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        @ManyToOne
        Person reviewer;
    }

    @Embeddable
    static class Jury {
        @ManyToOne
        @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Critic chair;
    }

    @Embeddable
    static class Award {
        @NotPersonal
        String title;

        Jury jury;
    }

    @Entity(name = "Critic")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Critic {
        @Id
        Long id;

        @ManyToOne
        Person person;
    }

    @Entity(name = "Columnist")
    static class Columnist extends Critic {}

    @Entity(name = "Film")
    static class Film {
        @Id
        Long id;

        @ManyToOne
        Person director;

        @JdbcTypeCode(SqlTypes.JSON)
        Review review;

        @JdbcTypeCode(SqlTypes.JSON)
        Award award;
    }

    @Test
    void anAssociationWithinADocumentIsRefusedByName() {
        List<String> findings = findings(Person.class, Critic.class, Columnist.class, Film.class);

        assertThat(findings).hasSize(2);
        assertFinding(findings, "Film.review.reviewer is an association within a structured column", "@SoftReference");
        assertFinding(findings, "Film.award.jury.chair is an association within a structured column", "@NotPersonal");
    }

    @Entity(name = "Quotation")
    static class Quotation {
        @Id
        Long id;

        @NotPersonal
        String number;

        @ManyToOne
        @JoinFormula("cast(number as bigint)")
        Critic critic;
    }

    @Test
    void soIsOneByAFormulaThatLeadsToATableForEachClass() {
        assertOneFinding(
                findings(Person.class, Critic.class, Columnist.class, Quotation.class),
                "attribute Quotation.critic joins by a formula");
    }

    @Entity(name = "Country")
    static class Country {
        @Id
        Long id;
    }

    @Embeddable
    static class Scene {
        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        @NotPersonal("where it was shot")
        @ManyToOne
        @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Country country;

        @NotPersonal("known from the posters")
        @ManyToOne
        Person star;
    }

    @Entity(name = "Play")
    static class Play {
        @Id
        Long id;

        @ManyToOne
        Person author;

        @JdbcTypeCode(SqlTypes.JSON)
        Scene scene;
    }

    @Test
    void oneThatIsNobodysIsAPartOfTheDocument() {
        DataMap map = map(Person.class, Country.class, Play.class);

        assertThat(map.unclassified()).isEmpty();
        assertThat(map.table("Play").orElseThrow().owners())
                .extracting(Ownership::path)
                .containsExactly("author");
    }
}
