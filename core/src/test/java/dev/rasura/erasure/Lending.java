package dev.rasura.erasure;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** People who borrow, in as many kinds of tables as a few statements reach. */
final class Lending {

    static final Class<?>[] MODEL = {Patron.class, Item.class, Parcel.class, Event.class, Loan.class};

    private Lending() {}

    @Entity(name = "Patron")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Patron {
        @Id
        Long id;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.KEYED_HASH)
        String email;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        List<String> phones = new ArrayList<>();

        @Version
        int version;

        Patron() {}

        Patron(long id, String name) {
            this.id = id;
            this.name = name + " Example";
            this.email = name + "@p.example";
            phones.add("+491701234" + id);
        }
    }

    @Entity(name = "Item")
    @Inheritance(strategy = InheritanceType.JOINED)
    @OnErasure(RowAction.ANONYMISE)
    @SecondaryTable(name = "Item_more")
    static class Item {
        @Id
        Long id;

        @ManyToOne
        Patron patron;

        @PersonalData(DataCategory.FREE_TEXT)
        String remark = "a remark";

        @PersonalData(DataCategory.FREE_TEXT)
        @Column(table = "Item_more")
        String more = "and more";
    }

    @Entity(name = "Parcel")
    static class Parcel extends Item {
        @PersonalData(DataCategory.ADDRESS_LINE)
        String address = "Elm Street 7";

        Parcel() {}

        Parcel(long id, Patron patron) {
            this.id = id;
            this.patron = patron;
        }
    }

    @Entity(name = "Event")
    @SubjectPath("mail")
    static class Event {
        @Id
        Long id;

        @SoftReference(to = Patron.class, attribute = "email", ignoreCase = true)
        @PersonalData(DataCategory.EMAIL)
        String mail;

        Event() {}

        Event(long id, String mail) {
            this.id = id;
            this.mail = mail;
        }
    }

    @Entity(name = "Loan")
    @Retain(ground = "not returned", when = "returned = false")
    @Retention(rule = "loans", start = "since", period = "P1Y")
    static class Loan {
        @Id
        Long id;

        @ManyToOne
        Patron patron;

        @NotPersonal
        LocalDate since = LocalDate.of(2020, 1, 1);

        @NotPersonal
        boolean returned;

        Loan() {}

        Loan(long id, Patron patron, boolean returned) {
            this.id = id;
            this.patron = patron;
            this.returned = returned;
        }
    }

    /** Anna and Bert with a parcel and an event each; one loan of hers is kept on a ground. */
    static void fill(Population p) {
        Patron anna = new Patron(1, "Anna");
        Patron bert = new Patron(2, "Bert");
        p.save(anna, bert, new Parcel(1, anna), new Parcel(2, bert));
        p.save(new Event(1, "ANNA@p.example"), new Event(2, "bert@p.example"));
        p.save(new Loan(1, anna, false), new Loan(2, anna, true), new Loan(3, bert, true));
    }
}
