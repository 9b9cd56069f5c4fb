package dev.rasura.example.sakila;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A payment cannot be without its rental, so rentals stay, cut down to the month; an open one stays as it is. */
@Entity
@SubjectPath("customer")
@OnErasure(RowAction.ANONYMISE)
@Retain(
        ground = "Open rental: the film is still out (Art. 17(3)(e))",
        when = "return_date is null",
        until = "return of the film")
public class Rental {

    @Id
    Integer rentalId;

    @PersonalData(
            value = DataCategory.BEHAVIOUR,
            purpose = "Rental",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.GENERALISE,
            precision = DatePrecision.MONTH)
    LocalDateTime rentalDate;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "inventory_id")
    @NotPersonal("Which copy went out: stock history, once nobody is named")
    Inventory inventory;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "customer_id")
    Customer customer;

    /** Never null where it was not: null says that the film is still out. */
    @PersonalData(
            value = DataCategory.BEHAVIOUR,
            purpose = "Rental",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.GENERALISE,
            precision = DatePrecision.MONTH)
    @Nullable
    LocalDateTime returnDate;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "staff_id")
    @NotPersonal("The clerk acts for the shop; the rental is the customer's")
    Staff staff;

    @NotPersonal("When the row was last written")
    LocalDateTime lastUpdate;
}
