package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminator;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Temporal;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.temporal.DefaultTemporalTableSupport;
import org.hibernate.dialect.temporal.TemporalTableSupport;
import org.junit.jupiter.api.Test;

/** Mappings and declarations of which the documentation says that the start is refused. */
class MappingRefusalsTest {

    @Entity(name = "Fan")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Fan {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    // --- rows of one table

    @Entity(name = "Ticket")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    static class Ticket {
        @Id
        Long id;

        @ManyToOne
        Fan fan;
    }

    @Entity(name = "DayTicket")
    @OnErasure(RowAction.DELETE)
    static class DayTicket extends Ticket {}

    @Entity(name = "SeasonTicket")
    @OnErasure(RowAction.ANONYMISE)
    static class SeasonTicket extends Ticket {}

    @Test
    void entitiesOfOneTableThatAreTreatedDifferently() {
        assertFinding(
                findings(Fan.class, Ticket.class, DayTicket.class, SeasonTicket.class),
                "entities that share the table Ticket are to be treated differently on erasure (");
    }

    // --- references

    @Embeddable
    static class SeatId implements Serializable {
        private static final long serialVersionUID = 1L;

        @Column(name = "seat_row")
        long row;

        @Column(name = "seat_number")
        long number;

        @Override
        public boolean equals(Object o) {
            return o instanceof SeatId other && other.row == row && other.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(row, number);
        }
    }

    @Entity(name = "Seat")
    static class Seat {
        @EmbeddedId
        SeatId id;

        @ManyToOne
        Fan fan;
    }

    @Entity(name = "Complaint")
    static class Complaint {
        @Id
        Long id;

        @Any(fetch = FetchType.LAZY)
        @AnyDiscriminator(DiscriminatorType.STRING)
        @AnyDiscriminatorValue(discriminator = "F", entity = Fan.class)
        @AnyDiscriminatorValue(discriminator = "S", entity = Seat.class)
        @AnyKeyJavaClass(Long.class)
        @Column(name = "about_kind")
        @JoinColumn(name = "about_id")
        Object about;
    }

    @Test
    void targetsOfAnyWhoseKeysDifferInForm() {
        assertFinding(
                findings(Fan.class, Seat.class, Complaint.class),
                "is an @Any association to Seat, whose key has another number of columns");
    }

    @Entity(name = "Song")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Song {
        @Id
        Long id;

        @ManyToOne
        Fan fan;
    }

    @Entity(name = "Anthem")
    static class Anthem extends Song {}

    @Entity(name = "Playlist")
    @NotPersonal
    static class Playlist {
        @Id
        Long id;

        @NotPersonal
        @ManyToOne(optional = false)
        Song opener;
    }

    @Test
    void rowsThatMustReferToWhatGoesThoughNoForeignKeyHoldsThem() {
        assertFinding(
                findings(Fan.class, Song.class, Anthem.class, Playlist.class),
                "Playlist: rows that stay refer by [opener_id] (NOT NULL) to rows of Song that are deleted");
    }

    @Entity(name = "Letter")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @Retention(rule = "old letters", start = "received", period = "P2Y")
    abstract static class Letter {
        @Id
        Long id;

        LocalDate received;

        @ManyToOne
        Fan fan;
    }

    @Entity(name = "Postcard")
    static class Postcard extends Letter {}

    @Entity(name = "Telegram")
    static class Telegram extends Letter {}

    @Test
    void aRetentionRuleOverSeveralTables() {
        assertFinding(
                findings(Fan.class, Letter.class, Postcard.class, Telegram.class),
                "Retention rule 'old letters' of Letter: its rows lie in a table for each class. Give Postcard, Telegram"
                        + " a rule each");
    }

    @Entity(name = "Gift")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Gift {
        @Id
        Long id;

        LocalDate received;

        @ManyToOne
        Fan fan;
    }

    @Entity(name = "Flower")
    @Retention(rule = "old flowers", start = "received", period = "P2Y")
    static class Flower extends Gift {}

    @Entity(name = "Sweet")
    @Retention(rule = "old sweets", start = "received", period = "P1Y")
    static class Sweet extends Gift {}

    @Test
    void aRuleForEachOfSeveralTablesIsTheCure() {
        try (Population p = Population.of(DatabaseFamily.H2, Fan.class, Gift.class, Flower.class, Sweet.class)) {
            p.database().execute("insert into Flower (id, received) values (1, date '2001-02-03')");
            p.database().execute("insert into Sweet (id, received) values (2, date '2001-02-03')");

            p.rasura().retention().run("old flowers");

            assertThat(p.database().count("Flower")).isZero();
            assertThat(p.database().count("Sweet")).isEqualTo(1);
        }
    }

    // --- rules

    @Entity(name = "Ruled")
    @Retention(rule = "same", start = "day", period = "P2Y")
    @Retention(rule = "same", start = "day", period = "P3Y")
    @Retention(rule = "unreadable", start = "day", period = "two years")
    @Retention(rule = "negative", start = "day", period = "P-1Y")
    @Retention(rule = "no start", start = "dya", period = "P1Y")
    @Retention(rule = "no date", start = "text", period = "P1Y")
    static class Ruled {
        @Id
        Long id;

        @ManyToOne
        Fan fan;

        @NotPersonal
        LocalDate day;

        @NotPersonal
        String text;
    }

    @Test
    void rulesAreCheckedAtStart() {
        List<String> findings = findings(Fan.class, Ruled.class);
        assertFinding(findings, "Ruled", "'same'", "is taken");
        assertFinding(findings, "Ruled", "'two years'", "'unreadable'", "P2Y");
        assertFinding(findings, "Ruled", "'negative'", "must be positive");
        assertFinding(findings, "Ruled", "'no start'", "'dya'", "no attribute");
        assertFinding(findings, "Ruled", "'no date'", "'text'", "no date or time");
        assertThat(findings).hasSize(5);
    }

    // --- all of them at once

    @Entity(name = "Trade")
    static class Trade {
        @Id
        Long id;

        @ManyToOne
        Fan giver;

        @ManyToOne
        Fan taker;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.TOKEN)
        Integer worth;
    }

    @Entity(name = "Souvenir")
    @OnErasure(RowAction.ANONYMISE)
    static class Souvenir {
        @Id
        Long id;

        @ManyToOne
        Fan fan;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.TOKEN)
        Integer worth;
    }

    @Test
    void whatIsNotSupportedIsToldInOneMessageWithAllElse() {
        List<String> findings = findings(
                map -> map.entity("Fna"),
                Fan.class,
                Ticket.class,
                DayTicket.class,
                SeasonTicket.class,
                Seat.class,
                Complaint.class,
                Song.class,
                Anthem.class,
                Playlist.class,
                Letter.class,
                Postcard.class,
                Telegram.class,
                Ruled.class,
                Trade.class,
                Souvenir.class);
        assertFinding(findings, "share the table Ticket");
        assertFinding(findings, "Complaint", "@Any association to Seat");
        assertFinding(findings, "Playlist", "[opener_id] (NOT NULL)");
        assertFinding(findings, "'old letters' of Letter");
        assertFinding(findings, "Ruled", "'two years'");
        assertFinding(findings, "Trade", "giver, taker", "@SubjectPath");
        assertFinding(findings, "Souvenir.worth", "cannot hold a text token");
        assertFinding(findings, "'Fna'", "Entities are:");
    }

    // --- history that the database keeps

    @Entity(name = "Versioned")
    @Temporal
    static class Versioned {
        @Id
        Long id;

        @ManyToOne
        Fan fan;
    }

    /** As a database that keeps the history of rows by itself. */
    public static class Versioning extends H2Dialect {
        @Override
        public TemporalTableSupport getTemporalTableSupport() {
            return new DefaultTemporalTableSupport(this) {
                @Override
                public boolean supportsNativeTemporalTables() {
                    return true;
                }
            };
        }
    }

    @Test
    void aHistoryThatTheDatabaseKeepsItselfStopsTheStart() {
        assertThatThrownBy(() -> Population.of(
                                DatabaseFamily.H2,
                                Map.of(
                                        "hibernate.temporal.table_strategy",
                                        "NATIVE",
                                        "hibernate.dialect",
                                        Versioning.class.getName()),
                                List.of(),
                                map -> {},
                                Fan.class,
                                Versioned.class)
                        .close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Versioned: the database itself keeps the history of its rows")
                .hasMessageContaining("hibernate.temporal.table_strategy = HISTORY_TABLE");
    }
}
