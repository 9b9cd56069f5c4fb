package dev.rasura.example.chinook;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** Invoices must keep a customer to refer to, so the row is overwritten, not deleted. */
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE)
public class Customer {

    @Id
    Integer customerId;

    @PersonalData(value = DataCategory.GIVEN_NAME, purpose = "Sales", basis = LegalBasis.CONTRACT)
    String firstName;

    @PersonalData(value = DataCategory.FAMILY_NAME, purpose = "Sales", basis = LegalBasis.CONTRACT)
    String lastName;

    @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Sales", basis = LegalBasis.CONTRACT)
    @Nullable
    String company;

    @PersonalData(value = DataCategory.ADDRESS_LINE, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String address;

    @PersonalData(value = DataCategory.CITY, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String city;

    @PersonalData(value = DataCategory.REGION, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String state;

    @PersonalData(value = DataCategory.COUNTRY, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String country;

    @PersonalData(value = DataCategory.POSTAL_CODE, purpose = "Invoicing", basis = LegalBasis.CONTRACT)
    @Nullable
    String postalCode;

    @PersonalData(value = DataCategory.PHONE, purpose = "Support", basis = LegalBasis.CONTRACT)
    @Nullable
    String phone;

    @PersonalData(value = DataCategory.PHONE, purpose = "Support", basis = LegalBasis.CONTRACT)
    @Nullable
    String fax;

    @PersonalData(value = DataCategory.EMAIL, purpose = "Support", basis = LegalBasis.CONTRACT)
    String email;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "support_rep_id")
    @NotPersonal("Customers are not their support's own: they stay when the colleague is erased")
    @Nullable
    Employee supportRep;
}
