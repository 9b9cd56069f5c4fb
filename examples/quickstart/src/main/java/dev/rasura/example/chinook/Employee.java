package dev.rasura.example.chinook;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The organisation chart and the customers keep an employee to refer to, so the row is overwritten, not deleted. */
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE)
public class Employee {

    @Id
    Integer employeeId;

    @PersonalData(value = DataCategory.FAMILY_NAME, purpose = "Employment", basis = LegalBasis.CONTRACT)
    String lastName;

    @PersonalData(value = DataCategory.GIVEN_NAME, purpose = "Employment", basis = LegalBasis.CONTRACT)
    String firstName;

    @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Employment", basis = LegalBasis.CONTRACT)
    @Nullable
    String title;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "reports_to")
    @NotPersonal("Who reports to somebody is not that person's own")
    @Nullable
    Employee reportsTo;

    @PersonalData(value = DataCategory.DATE_OF_BIRTH, purpose = "Payroll", basis = LegalBasis.LEGAL_OBLIGATION)
    @Nullable
    LocalDateTime birthDate;

    @PersonalData(
            value = DataCategory.EMPLOYMENT,
            purpose = "Employment",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.GENERALISE,
            precision = DatePrecision.YEAR)
    @Nullable
    LocalDateTime hireDate;

    @PersonalData(value = DataCategory.ADDRESS_LINE, purpose = "Payroll", basis = LegalBasis.CONTRACT)
    @Nullable
    String address;

    @PersonalData(value = DataCategory.CITY, purpose = "Payroll", basis = LegalBasis.CONTRACT)
    @Nullable
    String city;

    @PersonalData(value = DataCategory.REGION, purpose = "Payroll", basis = LegalBasis.CONTRACT)
    @Nullable
    String state;

    @PersonalData(value = DataCategory.COUNTRY, purpose = "Payroll", basis = LegalBasis.CONTRACT)
    @Nullable
    String country;

    @PersonalData(value = DataCategory.POSTAL_CODE, purpose = "Payroll", basis = LegalBasis.CONTRACT)
    @Nullable
    String postalCode;

    @PersonalData(value = DataCategory.PHONE, purpose = "Employment", basis = LegalBasis.CONTRACT)
    @Nullable
    String phone;

    @PersonalData(value = DataCategory.PHONE, purpose = "Employment", basis = LegalBasis.CONTRACT)
    @Nullable
    String fax;

    @PersonalData(value = DataCategory.EMAIL, purpose = "Employment", basis = LegalBasis.CONTRACT)
    @Nullable
    String email;
}
