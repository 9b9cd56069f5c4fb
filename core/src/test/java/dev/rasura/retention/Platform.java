package dev.rasura.retention;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A small application whose rows expire in every way that a rule knows. */
final class Platform {

    static final Class<?>[] ENTITIES = {
        Customer.class,
        Address.class,
        Mandate.class,
        Newsletter.class,
        Application.class,
        Skill.class,
        Remark.class,
        Invoice.class,
        Tick.class,
        Notice.class,
        Reminder.class,
        Guest.class
    };

    private Platform() {}

    @Entity(name = "Customer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Retain(ground = "Open dispute (Art. 17(3)(e))", when = "disputed")
    @Retention(rule = "customers", start = "lastSeen", period = "P3Y", action = RowAction.ANONYMISE)
    static class Customer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false, unique = true)
        String email;

        @PersonalData(DataCategory.FULL_NAME)
        @Nullable
        String name;

        @NotPersonal
        Instant lastSeen;

        @NotPersonal
        boolean disputed;

        @ManyToOne
        @OwnedBySubject
        @Nullable
        Address address;
    }

    @Entity(name = "Address")
    static class Address {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;
    }

    @Entity(name = "Mandate")
    static class Mandate {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Customer customer;

        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        String iban;
    }

    /** Knows its reader by an address that was typed by hand. */
    @Entity(name = "Newsletter")
    static class Newsletter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Customer.class, attribute = "email", ignoreCase = true)
        String reader;
    }

    @Entity(name = "Application")
    @SubjectPath("customer")
    @Retain(ground = "Lawsuit (Art. 17(3)(e))", when = "lawsuit")
    @Retention(rule = "applications", start = "closed", period = "P2Y", when = "status <> 'OPEN' or status = 'LOST'")
    static class Application {
        @Id
        Long id;

        @ManyToOne
        @Nullable
        Customer customer;

        @NotPersonal
        @Nullable
        LocalDateTime closed;

        @NotPersonal
        @Nullable
        String status;

        /** Null says nothing: it does not retain. */
        @NotPersonal
        @Nullable
        Boolean lawsuit;

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        Set<String> answers = new HashSet<>();

        @ManyToMany
        Set<Skill> skills = new HashSet<>();
    }

    @Entity(name = "Skill")
    static class Skill {
        @Id
        Long id;
    }

    @Entity(name = "Remark")
    static class Remark {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Application application;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Entity(name = "Invoice")
    @OnErasure(RowAction.ANONYMISE)
    @SecondaryTable(name = "InvoiceDelivery")
    @Retention(rule = "invoices", start = "issued", period = "P2Y", action = RowAction.ANONYMISE)
    static class Invoice {
        @Id
        Long id;

        @ManyToOne
        Customer customer;

        @NotPersonal
        LocalDate issued;

        @PersonalData(DataCategory.FULL_NAME)
        @Nullable
        String payer;

        @PersonalData(value = DataCategory.CITY, onErasure = Strategy.CONSTANT, constant = "-")
        @Column(nullable = false)
        String city = "Bonn";

        @PersonalData(DataCategory.ADDRESS_LINE)
        @Column(table = "InvoiceDelivery")
        @Nullable
        String door;

        @NotPersonal
        long cents;
    }

    /** The three ways to keep a time, each with a rule of a month. */
    @Entity(name = "Tick")
    @Retention(rule = "ticks-by-instant", start = "moment", period = "P1M")
    @Retention(rule = "ticks-by-local", start = "wallTime", period = "P1M")
    @Retention(rule = "ticks-by-day", start = "onDay", period = "P1M")
    static class Tick {
        @Id
        UUID id = UUID.randomUUID();

        Instant moment = Instant.parse("2100-01-01T00:00:00Z");
        LocalDateTime wallTime = LocalDateTime.parse("2100-01-01T00:00:00");
        LocalDate onDay = LocalDate.parse("2100-01-01");
    }

    @Entity(name = "Notice")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(name = "kind")
    static class Notice {
        @Id
        Long id;

        @ManyToOne
        Customer customer;

        @NotPersonal
        LocalDate sent;

        @PersonalData(DataCategory.COMMUNICATION)
        @Nullable
        String body;
    }

    @Entity(name = "Reminder")
    @Retention(rule = "reminders", start = "due", period = "P1W")
    static class Reminder extends Notice {
        @NotPersonal
        LocalDate due;
    }

    /** A person whose key is a name. */
    @Entity(name = "Guest")
    @DataSubject
    @Retention(rule = "guests", start = "left", period = "P1Y")
    static class Guest {
        @Id
        @NotPersonal("so they thought")
        String id;

        @NotPersonal
        @Column(name = "left_on")
        LocalDate left;
    }
}
