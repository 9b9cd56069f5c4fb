package dev.rasura.zoo;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.zoo.People.Citizen;
import dev.rasura.zoo.People.Clerk;
import dev.rasura.zoo.People.Office;
import dev.rasura.zoo.People.Row;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.TenantId;

/** What the people of the town have written, received, owe and keep. */
final class Papers {

    private Papers() {}

    /** One table for several entities; the citizen's, and the clerk's who handles it, who is only unlinked. */
    @Entity(name = "Petition")
    @DiscriminatorColumn(name = "kind")
    @SubjectPath("citizen")
    @SubjectPath(value = "handler", onErasure = RowAction.UNLINK)
    abstract static class Petition extends Row {
        @ManyToOne(optional = false)
        Citizen citizen;

        @ManyToOne
        Clerk handler;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        /** A collection that cascades removal: no duty follows it. */
        @OneToMany(mappedBy = "petition", cascade = CascadeType.ALL)
        Set<Enclosure> enclosures = new HashSet<>();
    }

    @Entity(name = "Complaint")
    @DiscriminatorValue("C")
    static class Complaint extends Petition {
        @ManyToOne
        @NotPersonal
        Office about;
    }

    @Entity(name = "Permit")
    @DiscriminatorValue("P")
    static class Permit extends Petition {
        @PersonalData(DataCategory.LOCATION)
        String place;
    }

    /** A grandchild, with large objects. */
    @Entity(name = "Enclosure")
    static class Enclosure extends Row {
        @ManyToOne(optional = false)
        Petition petition;

        @Lob
        @PersonalData(DataCategory.DOCUMENT)
        byte[] scan;

        @PersonalData(DataCategory.FREE_TEXT)
        @Column(length = 4000)
        String transcript;
    }

    /** Rows that refer to each other: answers to somebody's answers. */
    @Entity(name = "Reply")
    @SubjectPath("author")
    static class Reply extends Row {
        @ManyToOne(optional = false)
        Citizen author;

        @ManyToOne
        @NotPersonal("what it answers is somebody else's")
        Reply answers;

        @PersonalData(DataCategory.COMMUNICATION)
        String said;
    }

    /** A row of two people: each is unlinked alone. */
    @Entity(name = "Letter")
    @SubjectPath(value = "sender", onErasure = RowAction.UNLINK)
    @SubjectPath(value = "recipient", onErasure = RowAction.UNLINK)
    static class Letter extends Row {
        @ManyToOne
        Citizen sender;

        @ManyToOne
        Citizen recipient;

        @NotPersonal("letters are read by both")
        String body;
    }

    /** Names the citizen by a copied e-mail address, typed by hand. */
    @Entity(name = "Signature")
    static class Signature extends Row {
        @SoftReference(to = Citizen.class, attribute = "contact.email", ignoreCase = true)
        @PersonalData(DataCategory.EMAIL)
        String mail;

        @PersonalData(DataCategory.BEHAVIOUR)
        String cause;
    }

    /** Stays, overwritten, with a copy of the name; kept as it is while it is unpaid. */
    @Entity(name = "Fine")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "Unpaid fine (Art. 17(3)(e))", when = "paid = false", until = "payment")
    static class Fine extends Row {
        @ManyToOne(optional = false)
        Citizen citizen;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.KEYED_HASH)
        @Column(nullable = false, length = 80)
        String copiedName;

        @NotPersonal("an amount")
        BigDecimal amount;

        @NotPersonal
        boolean paid;
    }

    static class FineLineId implements Serializable {
        private static final long serialVersionUID = 1L;

        Long fine;
        int line;

        @Override
        public boolean equals(Object other) {
            return other instanceof FineLineId id && id.fine.equals(fine) && id.line == line;
        }

        @Override
        public int hashCode() {
            return fine.hashCode() + line;
        }
    }

    /** A key of which a reference is a part. */
    @Entity(name = "FineLine")
    @IdClass(FineLineId.class)
    @OnErasure(RowAction.ANONYMISE)
    @Retain(
            ground = "Line of an unpaid fine (Art. 17(3)(e))",
            when = "fine_id in (select id from Fine where paid = false)")
    static class FineLine {
        @Id
        @ManyToOne
        Fine fine;

        @Id
        int line;

        @PersonalData(DataCategory.BEHAVIOUR)
        String offence;
    }

    @Embeddable
    static class BookingId implements Serializable {
        private static final long serialVersionUID = 1L;

        Long citizenId;

        @NotPersonal
        String room;

        BookingId() {}

        BookingId(Long citizenId, String room) {
            this.citizenId = citizenId;
            this.room = room;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof BookingId id && id.citizenId.equals(citizenId) && id.room.equals(room);
        }

        @Override
        public int hashCode() {
            return citizenId.hashCode() + room.hashCode();
        }
    }

    /** An embedded key, part of which is the citizen's. */
    @Entity(name = "Booking")
    static class Booking {
        @EmbeddedId
        BookingId id;

        @ManyToOne
        @MapsId("citizenId")
        Citizen citizen;

        @PersonalData(DataCategory.FREE_TEXT)
        String wish;
    }

    /** Its key is the citizen's. */
    @Entity(name = "Passport")
    static class Passport {
        @Id
        Long id;

        @OneToOne
        @MapsId
        Citizen citizen;

        @PersonalData(DataCategory.NATIONAL_ID)
        String number;
    }

    /** An association in a join table. */
    @Entity(name = "Plea")
    static class Plea extends Row {
        @ManyToOne
        @JoinTable(
                name = "plea_citizen",
                joinColumns = @JoinColumn(name = "plea_id"),
                inverseJoinColumns = @JoinColumn(name = "citizen_id"))
        Citizen citizen;

        @PersonalData(DataCategory.FREE_TEXT)
        String plea;
    }

    /** Rows that a query does not see are erased like others. */
    @Entity(name = "Reminder")
    @SoftDelete
    static class Reminder {
        @Id
        Long id;

        @ManyToOne
        Citizen citizen;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Entity(name = "Draft")
    @SQLRestriction("hidden = false")
    static class Draft extends Row {
        @ManyToOne
        Citizen citizen;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        @NotPersonal
        boolean hidden;
    }

    @Entity(name = "Ballot")
    @FilterDef(name = "opened", defaultCondition = "opened = true")
    @Filter(name = "opened")
    static class Ballot extends Row {
        @ManyToOne
        Citizen citizen;

        @PersonalData(DataCategory.SPECIAL)
        String vote;

        @NotPersonal
        boolean opened;
    }

    /** Rows of several tenants in one table. */
    @Entity(name = "Tender")
    static class Tender extends Row {
        @TenantId
        @NotPersonal("which town")
        String town;

        @ManyToOne
        Citizen citizen;

        @PersonalData(DataCategory.FINANCIAL)
        BigDecimal offer;
    }

    static class Drawing implements Serializable {
        private static final long serialVersionUID = 1L;
        String of = "a person";
    }

    /** A serialised object, and an array of bytes. */
    @Entity(name = "Sketch")
    static class Sketch extends Row {
        @ManyToOne
        Citizen citizen;

        @PersonalData(DataCategory.IMAGE)
        Drawing drawing;

        @PersonalData(DataCategory.IMAGE)
        byte[] thumbnail;
    }
}
