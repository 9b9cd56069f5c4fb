package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.SoftReference;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The parts of a key are attributes of the entity: what the class of {@code @IdClass} says of them nobody would hear. */
class KeyClassWordsTest {

    abstract static class Badge implements Serializable {
        private static final long serialVersionUID = 1L;

        @PersonalData(DataCategory.USER_NAME)
        String login;
    }

    @Retain(ground = "tax law", when = "1 = 1")
    static class VisitKey extends Badge {
        private static final long serialVersionUID = 1L;

        @SoftReference(to = Guest.class)
        @Processing(purpose = "Security")
        Long guest;

        @Override
        public boolean equals(Object other) {
            return other instanceof VisitKey key
                    && Objects.equals(guest, key.guest)
                    && Objects.equals(login, key.login);
        }

        @Override
        public int hashCode() {
            return Objects.hash(guest, login);
        }
    }

    @Entity(name = "Guest")
    @DataSubject
    static class Guest {
        @Id
        Long id;
    }

    @Entity(name = "Visit")
    @IdClass(VisitKey.class)
    static class Visit {
        @Id
        Long guest;

        @Id
        String login;
    }

    @Test
    void aWordOnTheClassOfAKeyIsRefused() {
        List<String> findings = findings(Guest.class, Visit.class);

        assertThat(findings).hasSize(4);
        assertFinding(findings, "Badge.login: @PersonalData says nothing", "@IdClass", "Say it on Visit.login");
        assertFinding(findings, "VisitKey.guest: @SoftReference says nothing", "Say it on Visit.guest");
        assertFinding(findings, "VisitKey.guest: @Processing says nothing", "Say it on Visit.guest");
        assertFinding(findings, "VisitKey: @Retain says nothing", "Say it on Visit");
    }

    @Embeddable
    @Access(AccessType.PROPERTY)
    static class SeatKey implements Serializable {
        private static final long serialVersionUID = 1L;

        private String tier;
        private String holder;

        @NotPersonal("a row of seats")
        public String getTier() {
            return tier;
        }

        public void setTier(String tier) {
            this.tier = tier;
        }

        @PersonalData(DataCategory.FULL_NAME)
        public String getHolder() {
            return holder;
        }

        public void setHolder(String holder) {
            this.holder = holder;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SeatKey key && Objects.equals(tier, key.tier) && Objects.equals(holder, key.holder);
        }

        @Override
        public int hashCode() {
            return Objects.hash(tier, holder);
        }
    }

    @Entity(name = "Seat")
    @DataSubject
    static class Seat {
        @EmbeddedId
        SeatKey key;
    }

    @Entity(name = "Booking")
    @DataSubject
    @IdClass(SeatKey.class)
    @Access(AccessType.PROPERTY)
    static class Booking {
        private String tier;
        private String holder;

        @Id
        @NotPersonal("a row of seats")
        public String getTier() {
            return tier;
        }

        public void setTier(String tier) {
            this.tier = tier;
        }

        @Id
        @PersonalData(DataCategory.EMAIL)
        public String getHolder() {
            return holder;
        }

        public void setHolder(String holder) {
            this.holder = holder;
        }
    }

    @Test
    void theSameWordOnBothIsHeardAndAnotherIsRefused() {
        assertThat(map(Seat.class).table("Seat").orElseThrow().columns())
                .extracting(MappedColumn::classification)
                .containsExactlyInAnyOrder(Classification.PERSONAL, Classification.NOT_PERSONAL);

        AtStart.assertOneFinding(
                findings(Seat.class, Booking.class),
                "SeatKey.getHolder: @PersonalData says nothing",
                "Say it on Booking.holder");
    }
}
