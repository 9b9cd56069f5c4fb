package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rows whose key is that of the row they refer to, or a part of it. */
class DerivedKeyTest extends ErasureContract {

    @Entity(name = "Pupil")
    @DataSubject
    static class Pupil {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Pupil() {}

        Pupil(long id) {
            this.id = id;
            this.email = "pupil" + id + "@a.example";
        }
    }

    /** The association has no column but the key's. */
    @Entity(name = "Card")
    @SubjectPath("pupil")
    @SubjectPath("guardian")
    static class Card {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Pupil pupil;

        @ManyToOne
        Pupil guardian;

        @PersonalData(DataCategory.FREE_TEXT)
        String words;

        Card() {}

        Card(Pupil pupil, Pupil guardian) {
            this.pupil = pupil;
            this.guardian = guardian;
            this.words = "words about " + pupil.id;
        }
    }

    @Test
    void anAssociationByTheRowsOwnKeyIsChosenByItsName() {
        Population p = population(Pupil.class, Card.class);
        Pupil anna = new Pupil(1);
        Pupil bert = new Pupil(2);
        Pupil cora = new Pupil(3);
        p.save(anna, bert, cora, new Card(anna, bert), new Card(cora, anna), new Card(bert, cora));

        Erased erased = eraseWithoutResidue(p, Pupil.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "pupil{email=pupil1@a.example, id=1}",
                        "card{guardian_id=2, pupil_id=1, words=words about 1}",
                        "card{guardian_id=1, pupil_id=3, words=words about 3}");
        assertThat(erased.came()).isEmpty();
    }

    @Entity(name = "Pass")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Pass {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Pupil pupil;

        @PersonalData(DataCategory.FREE_TEXT)
        String words;

        Pass() {}

        Pass(Pupil pupil) {
            this.pupil = pupil;
            this.words = "pass of " + pupil.id;
        }
    }

    @Entity(name = "DayPass")
    static class DayPass extends Pass {
        DayPass() {}

        DayPass(Pupil pupil) {
            super(pupil);
        }
    }

    @Test
    void heirsInTablesOfTheirOwnHaveTheirParentsKeyAndAssociation() {
        Population p = population(Pupil.class, Pass.class, DayPass.class);
        Pupil anna = new Pupil(1);
        Pupil bert = new Pupil(2);
        p.save(anna, bert, new DayPass(anna), new Pass(bert));

        assertThat(eraseWithoutResidue(p, Pupil.class, 1).gone())
                .containsExactlyInAnyOrder(
                        "pupil{email=pupil1@a.example, id=1}", "daypass{pupil_id=1, words=pass of 1}");
        assertThat(eraseWithoutResidue(p, Pupil.class, 2).gone())
                .containsExactlyInAnyOrder("pupil{email=pupil2@a.example, id=2}", "pass{pupil_id=2, words=pass of 2}");
    }

    @Embeddable
    static class MarkKey implements Serializable {
        private static final long serialVersionUID = 1L;

        @Column(name = "pupil_id")
        Long pupil;

        int term;

        @Override
        public boolean equals(Object other) {
            return other instanceof MarkKey key && key.pupil.equals(pupil) && key.term == term;
        }

        @Override
        public int hashCode() {
            return Objects.hash(pupil, term);
        }
    }

    @Entity(name = "Mark")
    @IdClass(MarkKey.class)
    static class Mark {
        @Id
        @ManyToOne
        Pupil pupil;

        @Id
        int term;

        @PersonalData(DataCategory.EDUCATION)
        String mark;
    }

    @Test
    void anAssociationThatHibernateMapsAsAPlainValueStopsTheStart() {
        assertThatThrownBy(() -> Population.of(family, Pupil.class, Mark.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Mark.pupil is annotated as an association")
                .hasMessageContaining("Take @Embeddable and @Column off the class of @IdClass");
    }

    // --- an id class, one part of which refers to something else; what belongs to the person derives its key

    @Entity(name = "Hall")
    static class Hall {
        @Id
        @Column(length = 10)
        String code;

        Hall() {}

        Hall(String code) {
            this.code = code;
        }
    }

    static class GuestKey implements Serializable {
        private static final long serialVersionUID = 1L;
        String hall;
        int seat;

        @Override
        public boolean equals(Object other) {
            return other instanceof GuestKey key && key.hall.equals(hall) && key.seat == seat;
        }

        @Override
        public int hashCode() {
            return seat;
        }
    }

    @Entity(name = "Guest")
    @IdClass(GuestKey.class)
    @DataSubject
    static class Guest {
        @Id
        @ManyToOne
        Hall hall;

        @Id
        int seat;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        Guest() {}

        Guest(Hall hall, int seat, String name) {
            this.hall = hall;
            this.seat = seat;
            this.name = name;
        }
    }

    @Embeddable
    static class OrderKey implements Serializable {
        private static final long serialVersionUID = 1L;
        GuestKey guest;
        int line;

        @Override
        public boolean equals(Object other) {
            return other instanceof OrderKey key && key.guest.equals(guest) && key.line == line;
        }

        @Override
        public int hashCode() {
            return line;
        }
    }

    @Entity(name = "Ordered")
    static class Ordered {
        @EmbeddedId
        OrderKey id = new OrderKey();

        @MapsId("guest")
        @ManyToOne
        Guest guest;

        Ordered() {}

        Ordered(Guest guest, int line) {
            this.guest = guest;
            this.id.line = line;
        }
    }

    @Entity(name = "Complaint")
    static class Complaint {
        @Id
        Long id;

        @ManyToOne
        Ordered about;

        @PersonalData(DataCategory.OTHER)
        String text = "cold";

        Complaint() {}

        Complaint(long id, Ordered about) {
            this.id = id;
            this.about = about;
        }
    }

    @Test
    void derivedKeysAreFollowedOverSeveralLevels() {
        Population p = population(Hall.class, Guest.class, Ordered.class, Complaint.class);
        Hall red = new Hall("red");
        Hall blue = new Hall("blue");
        Guest anna = new Guest(red, 1, "Anna Ahlgren");
        Guest bert = new Guest(blue, 1, "Bert Berg");
        Guest cleo = new Guest(red, 2, "Cleo Carl");
        p.save(red, blue, anna, bert, cleo);
        Ordered first = new Ordered(anna, 2);
        Ordered second = new Ordered(cleo, 1);
        p.save(first, second, new Ordered(bert, 2));
        p.save(new Complaint(1, first), new Complaint(2, second));

        Erased erased = eraseWithoutResidue(p, SubjectRef.ofParts("Guest", Map.of("seat", 1, "hall", "red")));

        assertThat(erased.gone()).hasSize(3);
        assertThat(erased.gone().toString()).contains("Anna Ahlgren", "complaint{", "id=1", "ordered{");
        assertThat(erased.came()).isEmpty();
        assertThat(p.rasura()
                        .erasure()
                        .erase(SubjectRef.ofParts("Guest", Map.of("seat", 1, "hall", "red")))
                        .outcome())
                .isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }
}
