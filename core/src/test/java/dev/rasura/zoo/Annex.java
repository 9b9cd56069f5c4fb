package dev.rasura.zoo;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.datamap.DataMapEditor;
import dev.rasura.datamap.Overwrite;
import dev.rasura.zoo.People.Citizen;
import dev.rasura.zoo.People.Clerk;
import dev.rasura.zoo.People.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.annotations.Audited;
import org.hibernate.annotations.Changelog;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.Temporal;

/** What files map, what keeps its own history, what the database computes, and who is named in rows of others. */
final class Annex {

    static final String FILES = "dev/rasura/zoo/parcel-orm.xml,dev/rasura/zoo/signboard.hbm.xml";

    private Annex() {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface LastModifiedBy {}

    /** As a listener fills it in. */
    @MappedSuperclass
    @org.hibernate.envers.Audited
    abstract static class Recorded extends Row {
        @Column(name = "registered_by")
        String registeredBy;

        @LastModifiedBy
        String changedBy;
    }

    /** Nobody's, but for the clerks who are named in it and in its history. */
    @Entity(name = "Notice")
    @org.hibernate.envers.Audited
    static class Notice extends Recorded {
        @NotPersonal
        String headline;
    }

    /** A row of two people, each of whom has columns of their own. */
    @Entity(name = "Contract")
    @SubjectPath(value = "seller", onErasure = RowAction.ANONYMISE)
    @SubjectPath(value = "buyer", onErasure = RowAction.ANONYMISE)
    static class Contract extends Row {
        @ManyToOne
        Citizen seller;

        @ManyToOne
        Citizen buyer;

        @PersonalData(value = DataCategory.FULL_NAME, of = "seller")
        String sellerName;

        @PersonalData(value = DataCategory.FULL_NAME, of = "buyer")
        String buyerName;

        @PersonalData(DataCategory.FREE_TEXT)
        String thing;
    }

    /** As Kotlin compiles it. */
    @Embeddable
    @SuppressWarnings("UnusedVariable") // Hibernate reads the fields
    static final class Motto {
        @PersonalData(DataCategory.FREE_TEXT)
        private final String words;

        @NotPersonal
        private final String tongue;

        Motto() {
            this(null, null);
        }

        Motto(String words, String tongue) {
            this.words = words;
            this.tongue = tongue;
        }
    }

    /** An embeddable of a final class, and a column that the database computes. */
    @Entity(name = "Crest")
    @OnErasure(RowAction.ANONYMISE)
    static class Crest extends Row {
        @ManyToOne
        Citizen citizen;

        @PersonalData(DataCategory.FREE_TEXT)
        String legend;

        @GeneratedColumn("upper(legend)")
        @PersonalData(DataCategory.FREE_TEXT)
        String shown;

        Motto motto;
    }

    /** Whose earlier states Hibernate keeps in a table beside. */
    @Entity(name = "Diary")
    @Temporal
    @OnErasure(RowAction.ANONYMISE)
    static class Diary {
        @Id
        Long id;

        @ManyToOne
        Citizen citizen;

        @PersonalData(DataCategory.FREE_TEXT)
        String entry;

        @NotPersonal
        int pages;
    }

    @Entity(name = "ChangeSet")
    @Changelog
    @NotPersonal
    static class ChangeSet {
        @Id
        @GeneratedValue
        @Changelog.ChangesetId
        Long id;

        @Changelog.Timestamp
        long time;
    }

    /** Whose every change Hibernate keeps. */
    @Entity(name = "Licence")
    @Audited
    static class Licence {
        @Id
        Long id;

        @ManyToOne
        Citizen citizen;

        @PersonalData(DataCategory.FREE_TEXT)
        String purpose;
    }

    /** Mapped by {@code orm.xml}. */
    static class Parcel {
        Long id;
        Citizen citizen;
        String content;
    }

    /** What nobody could annotate: of the signboard there is not even a class. */
    static void classify(DataMapEditor map) {
        map.entity("Parcel").personal("content", DataCategory.FREE_TEXT, Overwrite.auto());
        map.entity("Signboard")
                .onErasure(RowAction.ANONYMISE)
                .personal("text", DataCategory.FREE_TEXT, Overwrite.withConstant("for rent"));
    }

    static void fill(Session session, List<Citizen> citizens, List<Clerk> clerks) {
        for (Citizen citizen : citizens) {
            of(citizen, Town.first(citizen), session);
        }
        contract(session, citizens.get(0), citizens.get(1));
        contract(session, citizens.get(1), citizens.get(0));
        notice(session, clerks.get(0), clerks.get(1));
        notice(session, clerks.get(1), clerks.get(0));
    }

    private static void of(Citizen citizen, String who, Session session) {
        Crest crest = new Crest();
        crest.id = citizen.id;
        crest.citizen = citizen;
        crest.legend = "legend of " + who;
        crest.motto = new Motto("motto of " + who, "la");
        session.persist(crest);
        Diary diary = new Diary();
        diary.id = citizen.id;
        diary.citizen = citizen;
        diary.entry = "entry of " + who;
        session.persist(diary);
        Licence licence = new Licence();
        licence.id = citizen.id;
        licence.citizen = citizen;
        licence.purpose = "purpose of " + who;
        session.persist(licence);
        Parcel parcel = new Parcel();
        parcel.id = citizen.id;
        parcel.citizen = citizen;
        parcel.content = "content for " + who;
        session.persist(parcel);
        Map<String, Object> signboard = new HashMap<>();
        signboard.put("id", citizen.id);
        signboard.put("citizen", citizen);
        signboard.put("text", "sign of " + who);
        session.persist("Signboard", signboard);
    }

    private static void contract(Session session, Citizen seller, Citizen buyer) {
        Contract contract = new Contract();
        contract.id = seller.id;
        contract.seller = seller;
        contract.buyer = buyer;
        contract.sellerName = seller.name;
        contract.buyerName = buyer.name;
        contract.thing = "cow of " + Town.first(seller);
        session.persist(contract);
    }

    private static void notice(Session session, Clerk registered, Clerk changed) {
        Notice notice = new Notice();
        notice.id = registered.id;
        notice.headline = "headline " + registered.id;
        notice.registeredBy = registered.login;
        notice.changedBy = changed.login;
        session.persist(notice);
    }

    /** A second state of what keeps its history. */
    static void change(Session session) {
        session.createSelectionQuery("from Diary", Diary.class).list().forEach(diary -> diary.pages++);
        session.createSelectionQuery("from Licence", Licence.class)
                .list()
                .forEach(licence -> licence.purpose += ", and more");
    }
}
