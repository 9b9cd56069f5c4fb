package dev.rasura.example.sakila;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/** The till must add up for as long as tax law asks, so amounts stay; whose they were, and on which day, does not. */
@Entity
@SubjectPath("customer")
@OnErasure(RowAction.ANONYMISE)
public class Payment {

    @Id
    Integer paymentId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "customer_id")
    Customer customer;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "staff_id")
    @NotPersonal("The clerk acts for the shop; the payment is the customer's")
    Staff staff;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "rental_id")
    @NotPersonal("Payment and rental are of the same customer, who is followed directly")
    Rental rental;

    @PersonalData(
            value = DataCategory.FINANCIAL,
            purpose = "Bookkeeping",
            basis = LegalBasis.LEGAL_OBLIGATION,
            onErasure = Strategy.KEEP,
            reason = "The books must add up (tax law; Art. 17(3)(b)); an amount names nobody")
    BigDecimal amount;

    @PersonalData(
            value = DataCategory.FINANCIAL,
            purpose = "Bookkeeping",
            basis = LegalBasis.LEGAL_OBLIGATION,
            onErasure = Strategy.GENERALISE,
            precision = DatePrecision.MONTH)
    LocalDateTime paymentDate;
}
