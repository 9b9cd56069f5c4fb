package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.defaults.Neighbour;
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
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminator;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Mappings and declarations of which the documentation says that the start is refused, and what packages declare. */
class MappingRefusalsTest {

    private static void assertRefused(String finding, Class<?>... entities) {
        DataMapException refused = catchThrowableOfType(
                DataMapException.class,
                () -> Population.of(DatabaseFamily.H2, entities).close());
        assertThat(refused).as("the start is refused").isNotNull();
        assertThat(refused.findings()).anySatisfy(f -> assertThat(f).contains(finding));
    }

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
        assertRefused(
                "entities that share the table Ticket are to be treated differently on erasure (",
                Fan.class,
                Ticket.class,
                DayTicket.class,
                SeasonTicket.class);
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
        assertRefused(
                "is an @Any association to Seat, whose key has another number of columns",
                Fan.class,
                Seat.class,
                Complaint.class);
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
        assertRefused(
                "Playlist: rows that stay refer by [opener_id] (NOT NULL) to rows of Song that are deleted",
                Fan.class,
                Song.class,
                Anthem.class,
                Playlist.class);
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
        assertRefused(
                "Retention rule 'old letters' of Letter: its rows lie in a table for each class. Give Postcard, Telegram"
                        + " a rule each",
                Fan.class,
                Letter.class,
                Postcard.class,
                Telegram.class);
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

    // --- values

    @Entity(name = "Member")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Table(name = "club_member")
    static class Member {
        @Id
        Long id;

        @Column(unique = true)
        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.CONSTANT, constant = "gone")
        String nick;

        @Column(unique = true)
        @PersonalData(
                value = DataCategory.DATE_OF_BIRTH,
                onErasure = Strategy.GENERALISE,
                precision = DatePrecision.YEAR)
        LocalDate born;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "wide")
        BigDecimal income;
    }

    @Test
    void valuesThatTwoErasedPeopleWouldShareInAUniqueColumnAndABucketThatIsNoNumber() {
        assertRefused("is unique, so a constant would fail for the second person erased", Member.class);
        assertRefused("is unique, so values that are made coarser could meet", Member.class);
        assertRefused("the bucket 'wide' is no number", Member.class);
    }

    @Embeddable
    static class Card {
        @PersonalData(value = DataCategory.FREE_TEXT, onErasure = Strategy.NULL)
        String note;

        @PersonalData(value = DataCategory.BEHAVIOUR, onErasure = Strategy.KEEP, reason = "statistics")
        String visits;

        String colour;
    }

    @Entity(name = "Visitor")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Visitor {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        Card card;
    }

    @Test
    void aColumnOfSeveralPartsOfWhichSomeAreKeptAndOneIsUnknown() {
        assertRefused(
                "is stored in one column and overwritten as a whole, but some of its personal parts are to be kept",
                Visitor.class);
    }

    // --- what a package says

    @Test
    void aPackageSaysHowValuesAreOverwrittenUnlessSomethingNearerDoes() {
        try (Population p = Population.of(DatabaseFamily.H2, Neighbour.class)) {
            List<MappedColumn> columns =
                    p.rasura().dataMap().table("Neighbour").orElseThrow().columns();
            assertThat(columns)
                    .filteredOn(c -> c.onErasure() != null)
                    .extracting(c -> c.name() + " " + c.onErasure().strategy() + " "
                            + c.onErasure().constant())
                    .containsExactlyInAnyOrder(
                            "name TOKEN ", "city CONSTANT somewhere", "region CONSTANT nearer", "birthplace NULL ");
        }
    }
}
