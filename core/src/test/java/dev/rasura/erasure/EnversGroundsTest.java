package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.SoftReference;
import dev.rasura.erasure.EnversHistory.Rent;
import dev.rasura.erasure.EnversHistory.Renter;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.SecondaryTable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.Test;

/** What a ground retains is retained with its history, also what only the history still holds. */
class EnversGroundsTest extends ErasureContract {

    @Test
    void whatAGroundRetainsIsRetainedWithItsHistory() {
        try (Population p = EnversHistory.of(family, Renter.class, Rent.class)) {
            p.save(new Renter(1), new Renter(2), new Rent(1, 1, 0), new Rent(2, 1, 70), new Rent(3, 2, 0));
            p.inTransaction(session -> session.find(Rent.class, 2L).unpaid = 50);

            Erased erased = eraseWithoutResidue(p, Renter.class, 1);

            assertThat(rows(erased.receipt().tables()))
                    .isEqualTo(Map.of(
                            "Renter DELETED", 1L,
                            "Renter_AUD DELETED", 1L,
                            "Rent DELETED", 1L,
                            "Rent_AUD DELETED", 1L,
                            "Rent RETAINED", 1L,
                            "Rent_AUD RETAINED", 2L));
            assertThat(erased.came()).isEmpty();
        }
    }

    @Entity(name = "Lease")
    @Audited
    @Retain(ground = "Dispute", when = "disputed = true")
    static class Lease {
        @Id
        Long id;

        @NotPersonal
        boolean disputed;

        @NotPersonal
        @SoftReference(to = Renter.class)
        Long renter;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        Set<String> phones = new HashSet<>();

        Lease() {}

        Lease(long id, long renter, boolean disputed) {
            this.id = id;
            this.renter = renter;
            this.disputed = disputed;
            this.phones.add("+4670000000" + id);
        }
    }

    @Test
    void whatACollectionOnceHeldIsRetainedWithTheRow() {
        try (Population p = EnversHistory.of(family, Renter.class, Lease.class)) {
            p.save(new Renter(1), new Lease(1, 1, false), new Lease(2, 1, true));
            p.inTransaction(session -> session.find(Lease.class, 2L).phones.clear());

            Erased erased = eraseWithoutResidue(p, Renter.class, 1);

            assertThat(rows(erased.receipt().tables()))
                    .containsAllEntriesOf(Map.of(
                            "Lease RETAINED", 1L,
                            "Lease_phones_AUD RETAINED", 2L,
                            "Lease_phones DELETED", 1L,
                            "Lease_phones_AUD DELETED", 1L));
        }
    }

    @Entity(name = "Sublet")
    @Audited
    @SecondaryTable(name = "sublet_note")
    @Retain(ground = "Dispute", when = "disputed = true")
    static class Sublet {
        @Id
        Long id;

        @NotPersonal
        boolean disputed;

        @NotPersonal
        @SoftReference(to = Renter.class)
        Long renter;

        @Column(table = "sublet_note")
        @PersonalData(DataCategory.FREE_TEXT)
        String note;

        Sublet() {}

        Sublet(long id, long renter, boolean disputed) {
            this.id = id;
            this.renter = renter;
            this.disputed = disputed;
            this.note = "note on sublet" + id;
        }
    }

    @Test
    void whatASecondaryTableOnceHeldIsRetainedWithTheRow() {
        try (Population p = EnversHistory.of(family, Renter.class, Sublet.class)) {
            p.save(new Renter(1), new Sublet(1, 1, false), new Sublet(2, 1, true));
            p.inTransaction(session -> session.find(Sublet.class, 2L).note = null);
            assertThat(p.dump()).noneMatch(r -> r.startsWith("sublet_note{") && r.contains("id=2"));

            Erased erased = eraseWithoutResidue(p, Renter.class, 1);

            assertThat(rows(erased.receipt().tables()))
                    .containsAllEntriesOf(Map.of(
                            "Sublet RETAINED", 1L,
                            "Sublet_AUD RETAINED", 2L,
                            "sublet_note DELETED", 1L,
                            "sublet_note_AUD DELETED", 1L));
            assertThat(erased.after())
                    .filteredOn(r -> r.startsWith("sublet_note_aud"))
                    .isNotEmpty()
                    .allMatch(r -> r.contains("id=2"))
                    .anyMatch(r -> r.contains("note on sublet2"));
        }
    }
}
