package dev.rasura.datamap.library;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A person of a small model in which what is processed, and why, is said on every level there is. */
@Entity(name = "Reader")
@DataSubject(onErasure = RowAction.ANONYMISE, category = "Readers of the library")
public class Reader extends Registered {

    @Id
    public @Nullable Long id;

    @PersonalData(DataCategory.FULL_NAME)
    public @Nullable String name;

    @PersonalData(
            value = DataCategory.EMAIL,
            purpose = "Reminders",
            basis = LegalBasis.LEGITIMATE_INTERESTS,
            source = "The reader's school",
            recipients = {"Mail service", "School"})
    public @Nullable String email;

    @NotPersonal("a date alone")
    public @Nullable LocalDate registered;

    @Embedded
    @AttributeOverride(name = "street", column = @Column(name = "home_street"))
    public @Nullable Place home;

    @Embedded
    @Processing(recipients = "Courier")
    @AttributeOverride(name = "street", column = @Column(name = "delivery_street"))
    public @Nullable Place delivery;

    /** Where somebody lives. */
    @Embeddable
    @Processing(purpose = "Sending books", recipients = Processing.NOBODY)
    public static class Place {
        @PersonalData(DataCategory.ADDRESS_LINE)
        public @Nullable String street;
    }

    /** Lent once, or still out. */
    @Entity(name = "Loan")
    @Processing(purpose = "Fees", basis = LegalBasis.LEGAL_OBLIGATION)
    @Retain(ground = "Book still out", when = "returned is null")
    @Retention(rule = "loans-after-a-year", start = "returned", period = "P1Y")
    public static class Loan {
        @Id
        public @Nullable Long id;

        @ManyToOne
        public @Nullable Reader reader;

        @PersonalData(DataCategory.BEHAVIOUR)
        public @Nullable String title;

        @NotPersonal("a date alone")
        public @Nullable LocalDate returned;
    }

    /** What was said about a loan. */
    @Entity(name = "Remark")
    @OnErasure(RowAction.DELETE)
    public static class Remark {
        @Id
        public @Nullable Long id;

        @ManyToOne
        public @Nullable Loan loan;

        @PersonalData(DataCategory.FREE_TEXT)
        public @Nullable String text;
    }
}

@MappedSuperclass
@Processing(source = "The reader's municipality")
class Registered {

    @PersonalData(DataCategory.CITY)
    public @Nullable String registeredAt;
}
