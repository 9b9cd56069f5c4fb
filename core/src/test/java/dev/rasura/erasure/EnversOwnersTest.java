package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.erasure.EnversHistory.Rent;
import dev.rasura.erasure.EnversHistory.Renter;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.Map;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.Test;

/** Whose the history is that Envers keeps: of rows that are let go of, shared, or gone already. */
class EnversOwnersTest extends ErasureContract {

    @Entity(name = "Flat")
    @Audited
    @OnErasure(RowAction.UNLINK)
    static class Flat {
        @Id
        Long id;

        @ManyToOne
        Renter keyHolder;

        Flat() {}

        Flat(long id, Renter keyHolder) {
            this.id = id;
            this.keyHolder = keyHolder;
        }
    }

    @Test
    void aReferenceThatLeadsToARowAndToItsHistoryIsLostOnce() {
        try (Population p = EnversHistory.of(family, Renter.class, Flat.class)) {
            Renter anna = new Renter(1);
            Renter bert = new Renter(2);
            p.save(anna, bert, new Flat(1, anna), new Flat(2, bert));

            Erased erased = eraseWithoutResidue(p, Renter.class, 1);

            assertThat(rows(erased.plan().tables()))
                    .isEqualTo(Map.of(
                            "Renter DELETED", 1L,
                            "Renter_AUD DELETED", 1L,
                            "Flat UNLINKED", 1L,
                            "Flat_AUD UNLINKED", 1L));
        }
    }

    @Entity(name = "Owner")
    @Audited
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Owner {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OwnedBySubject
        @ManyToOne
        Place place;

        Owner() {}

        Owner(long id, Place place) {
            this.id = id;
            this.email = "owner" + id + "@a.example";
            this.place = place;
        }
    }

    @Entity(name = "Place")
    @Audited
    static class Place {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;

        Place() {}

        Place(long id, String street) {
            this.id = id;
            this.street = street;
        }
    }

    @Test
    void theHistoryOfARowThatIsSharedStaysWithTheRow() {
        try (Population p = EnversHistory.of(family, Owner.class, Place.class)) {
            Place hers = new Place(1, "Storgatan 1");
            Place common = new Place(2, "Kungsgatan 2");
            p.save(hers, common, new Owner(1, hers), new Owner(2, common), new Owner(3, common));

            Erased alone = eraseWithoutResidue(p, Owner.class, 1);
            assertThat(rows(alone.receipt().tables()))
                    .containsAllEntriesOf(Map.of("Place DELETED", 1L, "Place_AUD DELETED", 1L));

            Erased shared = erase(p, Owner.class, 2);
            assertThat(rows(shared.receipt().tables())).doesNotContainKeys("Place DELETED", "Place_AUD DELETED");
            assertThat(shared.after())
                    .filteredOn(r -> r.startsWith("place"))
                    .hasSize(2)
                    .allMatch(r -> r.contains("Kungsgatan 2"));
            assertThat(shared.after())
                    .as("no state of the one who shared it leads there any more")
                    .filteredOn(r -> r.startsWith("owner") && r.contains("place_id=2"))
                    .hasSize(2)
                    .allMatch(r -> r.contains("id=3"));
        }
    }

    @Entity(name = "Party")
    @Audited
    static class Party {
        @Id
        Long id;

        @ManyToOne
        Owner host;

        @NotPersonal
        @ManyToOne
        Place place;

        Party() {}

        Party(long id, Owner host, Place place) {
            this.id = id;
            this.host = host;
            this.place = place;
        }
    }

    @Test
    void whatOnceReferredToARowThatGoesLetsGoOfIt() {
        try (Population p = EnversHistory.of(family, Owner.class, Place.class, Party.class)) {
            Place hers = new Place(1, "Storgatan 1");
            Owner host = new Owner(2, null);
            p.save(hers, new Owner(1, hers), host, new Party(1, host, hers));
            p.inTransaction(session -> session.find(Party.class, 1L).place = null);

            Erased erased = eraseWithoutResidue(p, Owner.class, 1);
            assertThat(rows(erased.receipt().tables()))
                    .containsAllEntriesOf(
                            Map.of("Place DELETED", 1L, "Place_AUD DELETED", 1L, "Party_AUD UNLINKED", 1L));
            assertThat(erased.after())
                    .filteredOn(r -> r.startsWith("party_aud"))
                    .hasSize(2)
                    .noneMatch(r -> r.contains("place_id"));
        }
    }

    @Test
    void aSubjectWhoseRowIsGoneIsErasedFromItsHistory() {
        try (Population p = EnversHistory.of(family, Renter.class, Rent.class)) {
            p.save(new Renter(1), new Renter(2), new Rent(1, 1, 0));
            p.inTransaction(session -> session.remove(session.find(Renter.class, 1L)));

            Erased erased = eraseWithoutResidue(p, Renter.class, 1);

            assertThat(rows(erased.receipt().tables()))
                    .isEqualTo(Map.of("Renter_AUD DELETED", 2L, "Rent DELETED", 1L, "Rent_AUD DELETED", 1L));
            assertThat(again(p, Renter.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Renter.class, 3)))
                    .isInstanceOf(SubjectNotFoundException.class);
        }
    }

    @Test
    void aSessionWhoseHistoryIsYetToBeWrittenCannotBeJoined() {
        try (Population p = EnversHistory.of(family, Renter.class, Rent.class)) {
            p.save(new Renter(1), new Renter(2));

            assertThatThrownBy(() -> p.inTransaction(session -> {
                        session.find(Renter.class, 1L).email = "renter-one@a.example";
                        p.rasura().erasure().erase(SubjectRef.of(Renter.class, 1), session);
                    }))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("Commit these changes first");
            p.inTransaction(session -> p.rasura().erasure().erase(SubjectRef.of(Renter.class, 1), session));

            assertThat(p.dump()).noneMatch(r -> r.contains("renter1") || r.contains("renter-one"));
        }
    }
}
