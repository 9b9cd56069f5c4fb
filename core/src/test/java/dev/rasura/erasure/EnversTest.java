package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.Ownership;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.envers.RevisionListener;
import org.hibernate.envers.RevisionNumber;
import org.hibernate.envers.RevisionTimestamp;
import org.junit.jupiter.api.Test;

/** The history that Envers keeps goes, or is overwritten, with the rows whose history it is. */
class EnversTest extends ErasureContract {

    static String user = "system";

    static class Names implements RevisionListener {
        @Override
        public void newRevision(Object revision) {
            ((Change) revision).userName = user;
        }
    }

    @Entity(name = "Change")
    @Table(name = "changes")
    @RevisionEntity(Names.class)
    @OnErasure(RowAction.ANONYMISE)
    static class Change {
        @Id
        @GeneratedValue
        @RevisionNumber
        Long id;

        @NotPersonal
        @RevisionTimestamp
        long time;

        @SoftReference(to = Buyer.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String userName;
    }

    @Entity(name = "Buyer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Audited
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        String plan;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        Set<String> phones = new HashSet<>();

        @ManyToMany
        Set<Shop> shops = new HashSet<>();

        Buyer() {}

        Buyer(long id) {
            this.id = id;
            this.email = "buyer" + id + "@a.example";
            this.plan = "basic";
            this.phones.add("+4670000000" + id);
        }
    }

    @Entity(name = "Shop")
    @Audited
    static class Shop {
        @Id
        Long id;

        Shop() {}

        Shop(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Purchase")
    @Audited
    static class Purchase {
        @Id
        Long id;

        @ManyToOne
        Buyer buyer;

        @NotPersonal
        @ManyToOne
        Buyer recommendedBy;

        @PersonalData(DataCategory.FREE_TEXT)
        String note;

        @OneToMany
        @JoinColumn(name = "purchase_ref")
        List<Parcel> parcels = new ArrayList<>();

        Purchase() {}

        Purchase(long id, Buyer buyer) {
            this.id = id;
            this.buyer = buyer;
            this.note = "note " + id;
        }
    }

    @Entity(name = "Line")
    @Audited
    @Table(name = "purchase_line")
    static class Line {
        @Id
        Long id;

        @ManyToOne
        Purchase purchase;

        @PersonalData(DataCategory.FREE_TEXT)
        String gift;

        Line() {}

        Line(long id, Purchase purchase) {
            this.id = id;
            this.purchase = purchase;
            this.gift = "gift " + id;
        }
    }

    @Entity(name = "Parcel")
    @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
    static class Parcel {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String address;

        Parcel() {}

        Parcel(long id, String address) {
            this.id = id;
            this.address = address;
        }
    }

    private static final Class<?>[] MODEL = {
        Change.class, Buyer.class, Shop.class, Purchase.class, Line.class, Parcel.class
    };

    private Population audited(Class<?>... entities) {
        user = "system";
        return Population.of(
                family,
                Map.of(
                        "org.hibernate.envers.store_data_at_delete",
                        "true",
                        "org.hibernate.envers.global_with_modified_flag",
                        "true",
                        "org.hibernate.envers.audit_strategy",
                        "org.hibernate.envers.strategy.internal.ValidityAuditStrategy",
                        "org.hibernate.envers.audit_strategy_validity_store_revend_timestamp",
                        "true"),
                List.of(),
                map -> {},
                entities);
    }

    @Test
    void theHistoryOfWhatGoesGoesAndThatOfWhatStaysIsOverwritten() {
        try (Population p = audited(MODEL)) {
            Buyer anna = new Buyer(1);
            Buyer bert = new Buyer(2);
            Shop shop = new Shop(1);
            anna.shops.add(shop);
            Purchase first = new Purchase(1, anna);
            Purchase second = new Purchase(2, anna);
            Purchase his = new Purchase(3, bert);
            his.recommendedBy = anna;
            Parcel parcel = new Parcel(1, "Storgatan 1");
            Parcel other = new Parcel(2, "Kungsgatan 2");
            first.parcels.add(parcel);
            his.parcels.add(other);
            p.save(shop, anna, bert, parcel, other, first, second, his);
            p.save(new Line(1, first), new Line(2, second), new Line(3, his));
            user = "buyer1@a.example";
            p.inTransaction(session -> {
                session.find(Buyer.class, 1L).plan = "gold";
                session.find(Buyer.class, 1L).phones.add("+46709999999");
            });
            p.inTransaction(session -> {
                session.remove(session.find(Line.class, 2L));
                session.remove(session.find(Purchase.class, 2L));
            });
            user = "system";

            assertThat(p.rasura().dataMap().unclassified()).isEmpty();
            assertThat(p.rasura().dataMap().table("Buyer_AUD").orElseThrow().columns())
                    .filteredOn(c -> c.classification() != Classification.STRUCTURAL)
                    .extracting(MappedColumn::name)
                    .containsExactlyInAnyOrder("email", "plan");
            assertThat(p.rasura()
                            .dataMap()
                            .table("purchase_line_AUD")
                            .orElseThrow()
                            .owners())
                    .containsExactlyInAnyOrder(
                            new Ownership("Buyer", "history.purchase.buyer", RowAction.DELETE),
                            new Ownership("Buyer", "purchase.buyer", RowAction.DELETE));

            Erased erased = eraseWithoutResidue(p, Buyer.class, 1);

            assertThat(erased.after()).filteredOn(r -> !r.startsWith("large")).noneMatch(r -> r.contains("buyer1"));
            assertThat(erased.after())
                    .filteredOn(r -> r.startsWith("buyer_aud") || r.startsWith("buyer{"))
                    .extracting(r -> r.replaceAll("revend_tstmp=[^,}]*", "revend_tstmp=T"))
                    .containsExactlyInAnyOrder(
                            "buyer{id=1, plan=gold}",
                            "buyer{email=buyer2@a.example, id=2, plan=basic}",
                            "buyer_aud{email_mod=true, id=1, phones_mod=true, plan=basic, plan_mod=true, rev=1, revend=3,"
                                    + " revend_tstmp=T, revtype=0, shops_mod=true}",
                            "buyer_aud{email_mod=false, id=1, phones_mod=true, plan=gold, plan_mod=true, rev=3, revtype=1,"
                                    + " shops_mod=false}",
                            "buyer_aud{email=buyer2@a.example, email_mod=true, id=2, phones_mod=true, plan=basic,"
                                    + " plan_mod=true, rev=1, revtype=0, shops_mod=true}");
            assertThat(erased.after())
                    .filteredOn(r -> r.matches(".*(purchase|parcel|buyer_(phones|shop)).*_aud\\{.*"))
                    .as("the rest is Bert's")
                    .extracting(r -> r.replaceAll("enverstest\\$|, purchase_ref_mod=\\w+", "")
                            .replaceAll("\\{(?:.* )?(id|buyer_id|purchase_ref)=(\\d+).*", " $1=$2"))
                    .containsExactlyInAnyOrder(
                            "buyer_phones_aud buyer_id=2",
                            "parcel_aud id=2",
                            "purchase_aud id=3",
                            "purchase_line_aud id=3",
                            "purchase_parcel_aud purchase_ref=3");
            assertThat(erased.after())
                    .filteredOn(r -> r.startsWith("purchase{") || r.startsWith("changes"))
                    .extracting(r -> r.replaceAll("time=\\d+", "time=T"))
                    .containsExactlyInAnyOrder(
                            "purchase{buyer_id=2, id=3, note=note 3, recommendedby_id=1}",
                            "changes{id=1, time=T, username=system}",
                            "changes{id=2, time=T, username=system}",
                            "changes{id=3, time=T}",
                            "changes{id=4, time=T}");
            assertThat(again(p, Buyer.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        }
    }

    // --- a subject that is deleted, and a ground

    @Entity(name = "Renter")
    @DataSubject
    @Audited
    static class Renter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Renter() {}

        Renter(long id) {
            this.id = id;
            this.email = "renter" + id + "@a.example";
        }
    }

    @Entity(name = "Rent")
    @Audited
    @Retain(ground = "Rent unpaid", when = "unpaid > 0")
    static class Rent {
        @Id
        Long id;

        @PersonalData(DataCategory.FINANCIAL)
        int unpaid;

        @NotPersonal
        @SoftReference(to = Renter.class)
        Long renter;

        Rent() {}

        Rent(long id, long renter, int unpaid) {
            this.id = id;
            this.renter = renter;
            this.unpaid = unpaid;
        }
    }

    @Test
    void whatAGroundRetainsIsRetainedWithItsHistory() {
        try (Population p = audited(Renter.class, Rent.class)) {
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
        try (Population p = audited(Renter.class, Lease.class)) {
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
        try (Population p = audited(Renter.class, Sublet.class)) {
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
        try (Population p = audited(Renter.class, Flat.class)) {
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

    // --- what only the history still knows, and what it does not know yet

    @Test
    void aSubjectWhoseRowIsGoneIsErasedFromItsHistory() {
        try (Population p = audited(Renter.class, Rent.class)) {
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
        try (Population p = audited(Renter.class, Rent.class)) {
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

    // --- what the subject owns, alone or with others

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
        try (Population p = audited(Owner.class, Place.class)) {
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

    // --- of a row in several tables

    @Entity(name = "Patron")
    @DataSubject
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "patron_note")
    @Audited
    static class Patron {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @Column(table = "patron_note")
        @PersonalData(DataCategory.FREE_TEXT)
        String note;

        Patron() {}

        Patron(long id) {
            this.id = id;
            this.email = "patron" + id + "@a.example";
            this.note = "note on patron" + id;
        }
    }

    @Entity(name = "Donor")
    @Audited
    static class Donor extends Patron {
        @PersonalData(DataCategory.NATIONAL_ID)
        String number;

        Donor() {}

        Donor(long id) {
            super(id);
            this.number = "patron" + id + "-19700101";
        }
    }

    @Test
    void allPartsOfTheHistoryOfARowThatGoesGo() {
        try (Population p = audited(Patron.class, Donor.class)) {
            p.save(new Donor(1), new Donor(2));
            p.inTransaction(session -> session.find(Donor.class, 1L).email = "patron1@b.example");

            Erased erased = eraseWithoutResidue(p, Patron.class, 1);

            assertThat(erased.gone()).hasSize(9).allMatch(r -> r.contains("id=1"));
            assertThat(erased.after())
                    .filteredOn(r -> r.contains("patron2"))
                    .extracting(r -> r.replaceAll("\\{.*", ""))
                    .containsExactlyInAnyOrder(
                            "patron", "patron_note", "donor", "patron_aud", "patron_note_aud", "donor_aud");
        }
    }

    // --- a history under names of its own

    @Entity(name = "Choir")
    @DataSubject
    @Audited
    static class Choir {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OneToMany
        @JoinColumn(name = "choir_ref")
        @AuditJoinTable(name = "choir_voices", inverseJoinColumns = @JoinColumn(name = "voice_number"))
        List<Voice> voices = new ArrayList<>();
    }

    @Entity(name = "Voice")
    @Audited
    static class Voice {
        @Id
        Long id;

        @PersonalData(DataCategory.FREE_TEXT)
        String range;
    }

    @Test
    void aHistoryThatFitsNoTableIsRefused() {
        assertThatThrownBy(() -> audited(Choir.class, Voice.class).close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("the history choir_voices cannot be matched with the table whose rows it keeps")
                .hasMessageContaining("@AuditJoinTable");
    }
}
