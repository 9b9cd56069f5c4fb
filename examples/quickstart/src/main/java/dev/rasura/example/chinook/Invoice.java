package dev.rasura.example.chinook;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The books must add up for as long as tax law asks; the address copied onto the invoice goes with its customer. */
@Entity
@OnErasure(RowAction.ANONYMISE)
@Retention(rule = "invoices-older-than-two-years", start = "invoiceDate", period = "P2Y", action = RowAction.ANONYMISE)
public class Invoice {

    @Id
    Integer invoiceId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "customer_id")
    Customer customer;

    @PersonalData(
            value = DataCategory.FINANCIAL,
            purpose = "Bookkeeping",
            basis = LegalBasis.LEGAL_OBLIGATION,
            onErasure = Strategy.KEEP,
            reason = "The books need the day of the invoice (tax law; Art. 17(3)(b)); a day names nobody")
    LocalDateTime invoiceDate;

    @PersonalData(value = DataCategory.ADDRESS_LINE, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String billingAddress;

    @PersonalData(value = DataCategory.CITY, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String billingCity;

    @PersonalData(value = DataCategory.REGION, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String billingState;

    @PersonalData(value = DataCategory.COUNTRY, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String billingCountry;

    @PersonalData(value = DataCategory.POSTAL_CODE, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String billingPostalCode;

    @PersonalData(
            value = DataCategory.FINANCIAL,
            purpose = "Bookkeeping",
            basis = LegalBasis.LEGAL_OBLIGATION,
            onErasure = Strategy.KEEP,
            reason = "The books must add up (tax law; Art. 17(3)(b)); a total names nobody")
    BigDecimal total;
}
