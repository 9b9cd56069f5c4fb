package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.SoftReference;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several attributes on one column: none switches off what another says of whose the rows are. */
class SharedReferencesTest extends ErasureContract {

    @Entity(name = "Tenor")
    @DataSubject
    static class Tenor {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Tenor() {}

        Tenor(long id) {
            this.id = id;
            this.email = "tenor" + id + "@a.example";
        }
    }

    @Entity(name = "Prompter")
    @DataSubject
    static class Prompter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Opera")
    static class Opera {
        @Id
        Long id;

        @NotPersonal
        String name;
    }

    @Entity(name = "Cue")
    static class Cue {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "tenor_id")
        Tenor tenor;

        @Column(name = "tenor_id", insertable = false, updatable = false)
        @NotPersonal("the same as tenor")
        Long tenorId;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Test
    void aPlainAttributeBesideAnAssociationDoesNotSwitchItOff() {
        Population p = population(Tenor.class, Prompter.class, Cue.class);
        Tenor tenor = new Tenor(1);
        Cue cue = new Cue();
        cue.id = 1L;
        cue.tenor = tenor;
        cue.text = "too late";
        p.save(tenor, cue);
        assertThat(eraseWithoutResidue(p, Tenor.class, 1).after())
                .filteredOn(row -> !row.startsWith("large"))
                .isEmpty();
    }

    @Entity(name = "Costume")
    static class Costume {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Opera opera;

        @OneToOne
        @PrimaryKeyJoinColumn
        Tenor tenor;

        @PersonalData(DataCategory.HEALTH)
        String size;
    }

    @Test
    void anAssociationBySharedKeyIsFollowedBesideAnotherToSomethingElse() {
        Population p = population(Tenor.class, Opera.class, Costume.class);
        Tenor tenor = new Tenor(1);
        Opera opera = new Opera();
        opera.id = 1L;
        opera.name = "Tosca";
        Costume costume = new Costume();
        costume.opera = opera;
        costume.tenor = tenor;
        costume.size = "very large";
        p.save(tenor, opera, costume);
        assertThat(of(eraseWithoutResidue(p, Tenor.class, 1).after(), "costume"))
                .isEmpty();
    }

    @Entity(name = "Sheet")
    static class Sheet {
        @Id
        Long id;
    }

    @Entity(name = "Review")
    static class Review extends Sheet {
        @ManyToOne
        @JoinColumn(name = "person_id")
        @NotPersonal("a reviewer")
        Tenor reviewer;
    }

    @Entity(name = "Diary")
    static class Diary extends Sheet {
        @ManyToOne
        @JoinColumn(name = "person_id")
        Tenor author;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Test
    void kindsOfOneTableThatSayTheContraryOfOneColumnStopTheStart() {
        assertRefused("Diary.author and Review.reviewer", Tenor.class, Sheet.class, Review.class, Diary.class);
    }

    @Entity(name = "Bill")
    static class Bill {
        @Id
        Long id;
    }

    @Entity(name = "OperaBill")
    static class OperaBill extends Bill {
        @ManyToOne
        @JoinColumn(name = "ref", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Opera opera;
    }

    @Entity(name = "TenorBill")
    static class TenorBill extends Bill {
        @ManyToOne
        @JoinColumn(name = "ref", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Tenor tenor;
    }

    @Test
    void kindsOfOneTableThatReferToDifferentEntitiesByOneColumnStopTheStart() {
        assertRefused(
                "OperaBill.opera and TenorBill.tenor",
                Tenor.class,
                Opera.class,
                Bill.class,
                OperaBill.class,
                TenorBill.class);
    }

    @Entity(name = "Ticket")
    static class Ticket {
        @Id
        Long id;
    }

    @Entity(name = "GiftTicket")
    static class GiftTicket extends Ticket {
        @SoftReference(to = Tenor.class)
        @NotPersonal
        @Column(name = "ref")
        Long tenor;
    }

    @Entity(name = "SoldTicket")
    static class SoldTicket extends Ticket {
        @NotPersonal("an order's number")
        @Column(name = "ref")
        Long orderNumber;
    }

    @Test
    void aCopiedValueThatIsSomethingElseInAnotherKindStopsTheStart() {
        assertRefused(
                "GiftTicket.tenor and SoldTicket.orderNumber",
                Tenor.class,
                Ticket.class,
                GiftTicket.class,
                SoldTicket.class);
    }

    private void assertRefused(String pair, Class<?>... entities) {
        assertThatThrownBy(() -> Population.of(family, Map.of(), List.of(), map -> {}, entities))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(pair)
                .hasMessageContaining("column of its own");
    }
}
