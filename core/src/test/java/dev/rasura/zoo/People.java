package dev.rasura.zoo;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.NaturalId;

/** The people of a town, and the offices they deal with. */
final class People {

    private People() {}

    /** What every row has, inherited from a class without a table. */
    @MappedSuperclass
    abstract static class Row {
        @Id
        Long id;

        @Version
        int version;
    }

    /** A joined inheritance whose root is no subject. */
    @Entity(name = "Party")
    @Inheritance(strategy = InheritanceType.JOINED)
    abstract static class Party extends Row {
        @PersonalData(DataCategory.FULL_NAME)
        @Column(nullable = false)
        String name;
    }

    @Entity(name = "Guild")
    static class Guild extends Party {
        @NotPersonal("a trade")
        String trade;
    }

    @Embeddable
    static class Street {
        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        @PersonalData(DataCategory.POSTAL_CODE)
        String code;
    }

    /** An embeddable in an embeddable. */
    @Embeddable
    static class Home {
        @Embedded
        Street street;

        @PersonalData(DataCategory.CITY)
        String town;
    }

    /** An embeddable that is a record. */
    @Embeddable
    record Contact(
            @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.TOKEN)
            String email,

            @PersonalData(DataCategory.PHONE) String phone) {}

    /** An embeddable with an association, in a collection: whom it mentions does not own it. */
    @Embeddable
    static class Kin {
        @PersonalData(DataCategory.FREE_TEXT)
        String relation;

        @ManyToOne
        @JoinColumn(name = "kin_id")
        Citizen kin;
    }

    @Embeddable
    static class Slot {
        @Column(name = "slot_day")
        @NotPersonal
        String day;

        @Column(name = "slot_hour")
        @NotPersonal
        int hour;

        Slot() {}

        Slot(String day, int hour) {
            this.day = day;
            this.hour = hour;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Slot slot && slot.day.equals(day) && slot.hour == hour;
        }

        @Override
        public int hashCode() {
            return day.hashCode() + hour;
        }
    }

    /** An embeddable with a to-many association in it. */
    @Embeddable
    static class Leisure {
        @PersonalData(DataCategory.BEHAVIOUR)
        @Column(name = "sport")
        String sport;

        @ManyToMany
        @JoinTable(
                name = "citizen_clubs",
                joinColumns = @JoinColumn(name = "citizen_id"),
                inverseJoinColumns = @JoinColumn(name = "club_id"))
        Set<Club> clubs = new HashSet<>();
    }

    enum Standing {
        GOOD,
        BARRED
    }

    /** The subject that is anonymised: parts of it are in four tables, and values in seven more. */
    @Entity(name = "Citizen")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SecondaryTable(name = "citizen_file")
    static class Citizen extends Party {
        @PersonalData(value = DataCategory.NATIONAL_ID, onErasure = Strategy.TOKEN)
        @Column(unique = true, nullable = false, length = 40)
        String civicNumber;

        @Embedded
        Home home;

        @Embedded
        @AttributeOverride(name = "line", column = @Column(name = "summer_line"))
        @AttributeOverride(name = "code", column = @Column(name = "summer_code"))
        Street summer;

        @Embedded
        Contact contact;

        @Embedded
        Leisure leisure = new Leisure();

        @PersonalData(
                value = DataCategory.DATE_OF_BIRTH,
                onErasure = Strategy.GENERALISE,
                precision = DatePrecision.YEAR)
        @Column(nullable = false)
        LocalDate born;

        @Enumerated(EnumType.STRING)
        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "GOOD")
        @Column(nullable = false, length = 20)
        Standing standing = Standing.GOOD;

        @Column(table = "citizen_file", name = "remark", length = 100)
        @PersonalData(DataCategory.FREE_TEXT)
        String remark;

        @Formula("upper(civicNumber)")
        @NotPersonal
        String shouted;

        @ManyToOne
        @OwnedBySubject
        Residence residence;

        /** With {@link Household#head}, a cycle between two tables. */
        @ManyToOne
        @NotPersonal("whose household it is says the household")
        Household household;

        @ElementCollection
        @CollectionTable(name = "citizen_phones")
        @PersonalData(DataCategory.PHONE)
        Set<String> phones = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "citizen_answers")
        @PersonalData(DataCategory.FREE_TEXT)
        Map<String, String> answers = new HashMap<>();

        @ElementCollection
        @CollectionTable(name = "citizen_kin")
        @OrderColumn(name = "nr")
        List<Kin> kin = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "citizen_calendar")
        @PersonalData(DataCategory.BEHAVIOUR)
        Map<Slot, String> calendar = new HashMap<>();

        @ElementCollection
        @CollectionTable(name = "citizen_dues")
        @MapKeyJoinColumn(name = "club_id")
        @PersonalData(DataCategory.FINANCIAL)
        @OnErasure(RowAction.ANONYMISE)
        Map<Club, String> dues = new HashMap<>();

        @ManyToMany
        @JoinTable(
                name = "citizen_follows",
                joinColumns = @JoinColumn(name = "follower_id"),
                inverseJoinColumns = @JoinColumn(name = "followed_id"))
        Set<Citizen> follows = new HashSet<>();
    }

    /** An heir of the subject, with a table of its own. */
    @Entity(name = "Councillor")
    static class Councillor extends Citizen {
        @PersonalData(DataCategory.EMPLOYMENT)
        String seat;
    }

    @Entity(name = "Club")
    @NotPersonal("a club")
    static class Club extends Row {
        String title;
    }

    /** Owned by a reference of the subject's; kept and unlinked where others live there too. */
    @Entity(name = "Residence")
    static class Residence extends Row {
        @PersonalData(DataCategory.ADDRESS_LINE)
        String plot;
    }

    @Entity(name = "Household")
    static class Household extends Row {
        @ManyToOne
        Citizen head;

        @PersonalData(DataCategory.FREE_TEXT)
        String doorbell;
    }

    /** A second kind of subject, which goes; what it refers to of its own kind is not its. */
    @Entity(name = "Clerk")
    @DataSubject
    @ReferredToBy(columns = "registered_by", annotatedWith = "LastModifiedBy", attribute = "login")
    static class Clerk extends Row {
        @PersonalData(DataCategory.GIVEN_NAME)
        String givenName;

        @PersonalData(DataCategory.FAMILY_NAME)
        String familyName;

        @NaturalId
        @PersonalData(DataCategory.USER_NAME)
        String login;

        @ManyToOne
        @NotPersonal("the boss is another person")
        Clerk boss;

        @ManyToOne
        @NotPersonal
        Office office;

        /** A collection without a back reference. */
        @OneToMany
        @JoinColumn(name = "clerk_id")
        Set<Shift> shifts = new HashSet<>();
    }

    @Entity(name = "Office")
    @NotPersonal("an office")
    static class Office extends Row {
        String title;
    }

    @Entity(name = "Shift")
    static class Shift extends Row {
        @PersonalData(DataCategory.BEHAVIOUR)
        String worked;
    }
}
