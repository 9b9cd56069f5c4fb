package dev.rasura.capture;

import dev.rasura.annotation.AuditReads;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** People, what belongs to them in one and two steps, lists that name them, and what is nobody's. */
final class CaptureModel {

    static final Class<?>[] ENTITIES = {
        Person.class,
        Invoice.class,
        Line.class,
        Visit.class,
        Team.class,
        Product.class,
        Badge.class,
        Patient.class,
        Finding.class
    };

    private CaptureModel() {}

    @Embeddable
    static class Address {
        @PersonalData(DataCategory.CITY)
        String street;

        @PersonalData(DataCategory.CITY)
        String city;
    }

    @DataSubject
    @AuditReads
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "people")
    @Entity(name = "Person")
    static class Person {
        @Id
        long id;

        @PersonalData(DataCategory.GIVEN_NAME)
        String name;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal("a setting")
        String theme;

        @Embedded
        Address address = new Address();

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        List<String> phones = new ArrayList<>();

        @OneToMany(mappedBy = "person", cascade = CascadeType.ALL)
        List<Invoice> invoices = new ArrayList<>();
    }

    @Entity(name = "Invoice")
    static class Invoice {
        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Person person;

        @PersonalData(DataCategory.OTHER)
        @Column(name = "remark_text")
        String remark;

        @NotPersonal("an amount")
        int cents;
    }

    @Entity(name = "Line")
    static class Line {
        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Invoice invoice;

        @PersonalData(DataCategory.OTHER)
        String note;
    }

    /** With a key that the database makes at the insert. */
    @Entity(name = "Visit")
    static class Visit {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Person person;

        @PersonalData(DataCategory.OTHER)
        String place;
    }

    @Entity(name = "Team")
    static class Team {
        @Id
        long id;

        @ManyToMany
        List<Person> members = new ArrayList<>();
    }

    @Entity(name = "Product")
    static class Product {
        @Id
        long id;

        @NotPersonal("a product")
        String title;
    }

    @Embeddable
    static class Print {
        @PersonalData(DataCategory.OTHER)
        @Column(name = "print")
        String front;

        @Column(name = "print", insertable = false, updatable = false)
        String frontAsRead;

        @PersonalData(DataCategory.OTHER)
        String back;
    }

    /** Whose reference and label have attributes besides them that only read, as a part of what is embedded has. */
    @Entity(name = "Badge")
    static class Badge {
        @Id
        long id;

        @PersonalData(DataCategory.OTHER)
        @Column(name = "label")
        String label;

        @Column(name = "label", insertable = false, updatable = false)
        String asRead;

        @Column(name = "label", insertable = false, updatable = false)
        String labelAsRead;

        @Embedded
        Print print;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "person_id")
        Person person;

        @Column(name = "person_id", insertable = false, updatable = false)
        Long personId;
    }

    /** In two tables, with a list by which alone its findings are somebody's. */
    @DataSubject
    @AuditReads
    @Entity(name = "Patient")
    @SecondaryTable(name = "patient_more", pkJoinColumns = @PrimaryKeyJoinColumn(name = "patient_id"))
    static class Patient {
        @Id
        long id;

        @PersonalData(DataCategory.GIVEN_NAME)
        String name;

        @PersonalData(DataCategory.OTHER)
        @Column(table = "patient_more")
        String insurer;

        @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
        @JoinColumn(name = "patient_id")
        List<Finding> findings = new ArrayList<>();
    }

    @Entity(name = "Finding")
    static class Finding {
        @Id
        long id;

        @PersonalData(DataCategory.OTHER)
        String text;
    }

    static Person person(long id, String name) {
        Person person = new Person();
        person.id = id;
        person.name = name;
        person.email = name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        return person;
    }

    static Invoice invoice(long id, Person person) {
        Invoice invoice = new Invoice();
        invoice.id = id;
        invoice.person = person;
        invoice.remark = "remark " + id;
        return invoice;
    }

    static Line line(long id, Invoice invoice) {
        Line line = new Line();
        line.id = id;
        line.invoice = invoice;
        line.note = "note " + id;
        return line;
    }

    /** Persons 1 and 2, with invoices 10 and 20. */
    static void annaAndBert(Session session) {
        Person anna = person(1, "Anna");
        Person bert = person(2, "Bert");
        session.persist(anna);
        session.persist(bert);
        session.persist(invoice(10, anna));
        session.persist(invoice(20, bert));
    }
}
