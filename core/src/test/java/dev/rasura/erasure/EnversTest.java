package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.Ownership;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
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
import java.util.Set;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditOverride;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.envers.RevisionListener;
import org.hibernate.envers.RevisionNumber;
import org.hibernate.envers.RevisionTimestamp;
import org.junit.jupiter.api.Test;

/** The history that Envers keeps goes, or is overwritten, with the rows whose history it is. */
class EnversTest extends HistoryContract {

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

    @Test
    void theHistoryOfWhatGoesGoesAndThatOfWhatStaysIsOverwritten() {
        user = "system";
        try (Population p = EnversHistory.of(family, MODEL)) {
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
        assertThatThrownBy(
                        () -> EnversHistory.of(family, Choir.class, Voice.class).close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("the history choir_voices cannot be matched with the table whose rows it keeps")
                .hasMessageContaining("@AuditJoinTable");
    }

    // --- of a row in several tables

    @Entity(name = "Patron")
    @DataSubject
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "patron_note")
    @Audited
    @AuditOverride(forClass = Supporter.class)
    static class Patron extends Supporter {
        Patron() {}

        Patron(long id) {
            super(id);
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

    @Override
    Population kept(Class<?>... entities) {
        return EnversHistory.of(family, entities);
    }

    @Override
    Class<Patron> patron() {
        return Patron.class;
    }

    @Override
    Supporter donor(long id) {
        return new Donor(id);
    }
}
