package dev.rasura.export;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

/** A small world of people who share rows, in every shape that an export has to tell apart. */
@NullUnmarked
final class People {

    static final Class<?>[] ENTITIES = {
        Person.class,
        Member.class,
        Staff.class,
        Clerk.class,
        Guard.class,
        Partner.class,
        Supplier.class,
        City.class,
        Address.class,
        Topic.class,
        Message.class,
        Note.class,
        Activity.class,
        Login.class,
        Purchase.class,
        Paper.class,
        Subscription.class,
        Survey.class,
        Facts.class
    };

    private People() {}

    @Embeddable
    static class Home {
        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;

        @PersonalData(DataCategory.CITY)
        String town;
    }

    @Entity(name = "Person")
    @DataSubject
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Person {
        @Id
        long id;

        @Version
        int version;

        @PersonalData(
                value = DataCategory.FULL_NAME,
                purpose = "to address you",
                basis = LegalBasis.CONTRACT,
                source = "your employer",
                recipients = {"Courier", "Bank"})
        String name;

        @PersonalData(DataCategory.EMAIL)
        @Column(unique = true)
        String email;

        @PersonalData(DataCategory.CREDENTIAL)
        String password;

        @NotPersonal("a setting")
        boolean newsletter;

        @Embedded
        Home home;

        @ElementCollection
        @CollectionTable(name = "nickname", joinColumns = @JoinColumn(name = "person_id"))
        @OrderColumn(name = "pos")
        @Column(name = "nickname")
        @PersonalData(DataCategory.USER_NAME)
        List<String> nicknames = new ArrayList<>();

        @ManyToMany
        @JoinTable(
                name = "friend",
                joinColumns = @JoinColumn(name = "person_id"),
                inverseJoinColumns = @JoinColumn(name = "friend_id"))
        Set<Person> friends = new LinkedHashSet<>();

        @ManyToMany
        @JoinTable(
                name = "interest",
                joinColumns = @JoinColumn(name = "person_id"),
                inverseJoinColumns = @JoinColumn(name = "topic_id"))
        Set<Topic> interests = new LinkedHashSet<>();

        @ManyToOne
        @JoinColumn(name = "invited_by")
        Person invitedBy;

        @ManyToOne
        @OwnedBySubject
        @JoinColumn(name = "address_id")
        Address address;
    }

    @Entity(name = "Member")
    static class Member extends Person {
        @PersonalData(DataCategory.BEHAVIOUR)
        int points;
    }

    /** Two kinds of subject that share a table. */
    @Entity(name = "Staff")
    @DiscriminatorColumn(name = "role")
    abstract static class Staff {
        @Id
        long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Entity(name = "Clerk")
    @DataSubject
    static class Clerk extends Staff {}

    @Entity(name = "Guard")
    @DataSubject
    static class Guard extends Staff {}

    /** Its kinds have tables of their own, and a column that tells them apart. */
    @Entity(name = "Partner")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "sort")
    abstract static class Partner {
        @Id
        long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Entity(name = "Supplier")
    @DataSubject
    static class Supplier extends Partner {
        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        String account;
    }

    @Entity(name = "City")
    static class City {
        @Id
        long id;

        @NotPersonal
        String name;
    }

    @Entity(name = "Topic")
    static class Topic {
        @Id
        long id;

        @NotPersonal
        String name;
    }

    @Entity(name = "Address")
    static class Address {
        @Id
        long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        @ManyToOne
        @JoinColumn(name = "city_id")
        City city;
    }

    @Entity(name = "Message")
    @SubjectPath("sender")
    @SubjectPath(value = "recipient", onErasure = RowAction.UNLINK)
    static class Message {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "sender_id")
        Person sender;

        @ManyToOne
        @JoinColumn(name = "recipient_id")
        Person recipient;

        @ManyToOne
        @JoinColumn(name = "reply_to")
        Message replyTo;

        @PersonalData(DataCategory.FREE_TEXT)
        String body;
    }

    @Entity(name = "Note")
    @SubjectPath("about")
    static class Note {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "about_id")
        Person about;

        @ManyToOne
        @JoinColumn(name = "author_id")
        Clerk author;

        @PersonalData(DataCategory.FREE_TEXT)
        String body;
    }

    @Entity(name = "Activity")
    @DiscriminatorColumn(name = "kind")
    abstract static class Activity {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "person_id")
        Person person;
    }

    @Entity(name = "Login")
    static class Login extends Activity {
        @PersonalData(DataCategory.NETWORK_ADDRESS)
        String address;
    }

    @Entity(name = "Purchase")
    static class Purchase extends Activity {
        @PersonalData(DataCategory.FINANCIAL)
        @Column(precision = 12, scale = 2)
        BigDecimal amount;
    }

    /** Its table and one of its columns have names that no file should have. */
    @Entity(name = "Paper")
    @Table(name = "`../Paper: Scan`")
    static class Paper {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "person_id")
        Person person;

        @Lob
        @PersonalData(DataCategory.DOCUMENT)
        @Column(name = "`scan/1`", length = 4_000_000)
        byte[] scan;

        @Lob
        @PersonalData(DataCategory.DOCUMENT)
        @Column(length = 4_000_000)
        String transcript;

        @PersonalData(DataCategory.IMAGE)
        @Column(length = 4_000_000)
        byte[] thumb;
    }

    /** Belongs to whoever has the address. */
    @Entity(name = "Subscription")
    static class Subscription {
        @Id
        long id;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Person.class, attribute = "email", ignoreCase = true)
        String email;

        @NotPersonal
        String list;
    }

    @Entity(name = "Survey")
    static class Survey {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "person_id")
        Person person;

        String answer;
    }

    @Entity(name = "Facts")
    static class Facts {
        @Id
        @PersonalData(DataCategory.OTHER)
        UUID id;

        @ManyToOne
        @JoinColumn(name = "person_id")
        Person person;

        @PersonalData(DataCategory.DATE_OF_BIRTH)
        LocalDate born;

        @PersonalData(DataCategory.OTHER)
        LocalTime wakes;

        @PersonalData(DataCategory.OTHER)
        LocalDateTime met;

        @PersonalData(DataCategory.OTHER)
        Instant seen;

        @PersonalData(DataCategory.FINANCIAL)
        @Column(precision = 30, scale = 10)
        BigDecimal wealth;

        @PersonalData(DataCategory.OTHER)
        Double height;

        @PersonalData(DataCategory.OTHER)
        Boolean married;

        @PersonalData(DataCategory.OTHER)
        Long steps;

        @PersonalData(DataCategory.FREE_TEXT)
        String motto;

        @PersonalData(DataCategory.FREE_TEXT)
        String empty;

        @JdbcTypeCode(SqlTypes.JSON)
        @PersonalData(DataCategory.OTHER)
        String settings;

        @PersonalData(DataCategory.OTHER)
        String[] tags;
    }
}
