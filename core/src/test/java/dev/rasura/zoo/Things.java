package dev.rasura.zoo;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.zoo.People.Citizen;
import dev.rasura.zoo.People.Clerk;
import dev.rasura.zoo.People.Row;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminator;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.hibernate.type.SqlTypes;

/** Keys and tables of every kind: people with odd keys, and things in tables of their own. */
final class Things {

    private Things() {}

    /** A table for each class, and no table for the root. */
    @Entity(name = "Holding")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Holding extends Row {
        @ManyToOne
        Citizen owner;

        @PersonalData(DataCategory.FINANCIAL)
        String label;
    }

    @Entity(name = "Boat")
    static class Boat extends Holding {
        @PersonalData(DataCategory.OTHER)
        String sail;
    }

    @Entity(name = "Plot")
    static class Plot extends Holding {
        @PersonalData(DataCategory.LOCATION)
        String corner;
    }

    /** Refers to one of several tables, without a foreign key. */
    @Entity(name = "Mooring")
    static class Mooring extends Row {
        @ManyToOne
        Holding holding;

        @PersonalData(DataCategory.LOCATION)
        String berth;
    }

    /** A subject in a table for each class. */
    @Entity(name = "Trader")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Trader extends Row {
        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Entity(name = "Grocer")
    static class Grocer extends Trader {
        @PersonalData(DataCategory.PHONE)
        String till;
    }

    @Entity(name = "Pedlar")
    static class Pedlar extends Trader {
        @PersonalData(DataCategory.LOCATION)
        String beat;
    }

    @Entity(name = "Stock")
    static class Stock extends Row {
        @ManyToOne
        Trader trader;

        @PersonalData(DataCategory.OTHER)
        String goods;
    }

    /** Refers to a row of one of several entities, of which a column names which. */
    @Entity(name = "Stamp")
    @SubjectPath("of")
    static class Stamp extends Row {
        @Any
        @AnyKeyJavaClass(Long.class)
        @AnyDiscriminator
        @Column(name = "of_kind")
        @JoinColumn(name = "of_id")
        @AnyDiscriminatorValue(discriminator = "CITIZEN", entity = Citizen.class)
        @AnyDiscriminatorValue(discriminator = "CLERK", entity = Clerk.class)
        Object of;

        @PersonalData(DataCategory.FREE_TEXT)
        String ink;
    }

    @Embeddable
    static class Taste {
        @PersonalData(DataCategory.BEHAVIOUR)
        String music;

        @NotPersonal
        int volume;
    }

    /** Documents in a column: as a whole, and as an embeddable. */
    @Entity(name = "Preference")
    @OnErasure(RowAction.ANONYMISE)
    static class Preference extends Row {
        @ManyToOne
        Citizen citizen;

        @JdbcTypeCode(SqlTypes.JSON)
        @PersonalData(DataCategory.BEHAVIOUR)
        Map<String, String> settings = new HashMap<>();

        @JdbcTypeCode(SqlTypes.JSON)
        Taste taste;
    }

    @Embeddable
    static class LodgerId implements Serializable {
        private static final long serialVersionUID = 1L;

        @NotPersonal
        String house;

        @NotPersonal
        int room;

        LodgerId() {}

        LodgerId(String house, int room) {
            this.house = house;
            this.room = room;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LodgerId id && id.house.equals(house) && id.room == room;
        }

        @Override
        public int hashCode() {
            return Objects.hash(house, room);
        }
    }

    /** A subject with a key of two columns. */
    @Entity(name = "Lodger")
    @DataSubject
    static class Lodger {
        @EmbeddedId
        LodgerId id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @ElementCollection
        @CollectionTable(name = "lodger_habits")
        @PersonalData(DataCategory.BEHAVIOUR)
        Set<String> habits = new HashSet<>();
    }

    @Entity(name = "Rent")
    @OnErasure(RowAction.ANONYMISE)
    static class Rent extends Row {
        @ManyToOne
        Lodger lodger;

        @PersonalData(DataCategory.FINANCIAL)
        String paid;
    }

    /** A subject whose key is personal: the key goes too, and all that refers to it follows. */
    @Entity(name = "Poet")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Poet {
        @Id
        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.TOKEN)
        @Column(length = 60)
        String pen;

        @PersonalData(DataCategory.FREE_TEXT)
        String muse;
    }

    @Entity(name = "Poem")
    @OnErasure(RowAction.ANONYMISE)
    static class Poem extends Row {
        @ManyToOne(optional = false)
        Poet poet;

        @NotPersonal("published")
        String verse;
    }

    /** Somebody who is a citizen as well. */
    @Entity(name = "Volunteer")
    @DataSubject
    @SubjectPath("citizen")
    static class Volunteer extends Row {
        @OneToOne
        Citizen citizen;

        @PersonalData(DataCategory.PHONE)
        String hotline;
    }

    @Entity(name = "Duty")
    static class Duty extends Row {
        @ManyToOne
        Volunteer volunteer;

        @PersonalData(DataCategory.BEHAVIOUR)
        String done;
    }

    /** Whose every state is kept beside it. */
    @Entity(name = "Deed")
    @Audited
    @OnErasure(RowAction.ANONYMISE)
    static class Deed extends Row {
        @ManyToOne
        @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
        Citizen citizen;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String land;

        @NotPersonal
        int acres;
    }
}
