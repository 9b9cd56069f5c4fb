package dev.rasura.example.sakila;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Payments and rentals must keep a customer to refer to, so the row is overwritten, not deleted. All customers started
 * on 2006-02-14; who is inactive is anonymised two weeks later.
 */
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE)
@Retention(
        rule = "inactive-customers",
        start = "createDate",
        period = "P2W",
        action = RowAction.ANONYMISE,
        when = "active = 0")
public class Customer {

    @Id
    Integer customerId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "store_id")
    @NotPersonal("A shop is nobody's; the takings by shop must still add up")
    Store store;

    @PersonalData(value = DataCategory.GIVEN_NAME, purpose = "Membership", basis = LegalBasis.CONTRACT)
    String firstName;

    @PersonalData(value = DataCategory.FAMILY_NAME, purpose = "Membership", basis = LegalBasis.CONTRACT)
    String lastName;

    @PersonalData(value = DataCategory.EMAIL, purpose = "Reminders", basis = LegalBasis.CONTRACT)
    @Nullable
    String email;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "address_id")
    @OwnedBySubject
    Address address;

    @PersonalData(
            value = DataCategory.BEHAVIOUR,
            purpose = "Membership",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.KEEP,
            reason = "A yes or no tells nothing of a person without a name")
    boolean activebool;

    @PersonalData(
            value = DataCategory.BEHAVIOUR,
            purpose = "Membership",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.GENERALISE,
            precision = DatePrecision.MONTH)
    LocalDate createDate;

    @NotPersonal("When the row was last written")
    @Nullable
    LocalDateTime lastUpdate;

    @PersonalData(
            value = DataCategory.BEHAVIOUR,
            purpose = "Membership",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.KEEP,
            reason = "A yes or no tells nothing of a person without a name")
    @Nullable
    Integer active;
}
