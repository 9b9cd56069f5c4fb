package dev.rasura.example.sakila;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OwnedBySubject;
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

/** Store and staff refer to each other and neither may be null, so the row stays and is overwritten. */
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE)
public class Staff {

    @Id
    Integer staffId;

    @PersonalData(value = DataCategory.GIVEN_NAME, purpose = "Employment", basis = LegalBasis.CONTRACT)
    String firstName;

    @PersonalData(value = DataCategory.FAMILY_NAME, purpose = "Employment", basis = LegalBasis.CONTRACT)
    String lastName;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "address_id")
    @OwnedBySubject
    Address address;

    @PersonalData(value = DataCategory.EMAIL, purpose = "Employment", basis = LegalBasis.CONTRACT)
    @Nullable
    String email;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "store_id")
    @NotPersonal("A shop is nobody's")
    Store store;

    @PersonalData(
            value = DataCategory.EMPLOYMENT,
            purpose = "Employment",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.CONSTANT,
            constant = "false")
    boolean active;

    @PersonalData(value = DataCategory.USER_NAME, purpose = "Signing in", basis = LegalBasis.CONTRACT)
    String username;

    @PersonalData(value = DataCategory.CREDENTIAL, purpose = "Signing in", basis = LegalBasis.CONTRACT)
    @Nullable
    String password;

    @NotPersonal("When the row was last written")
    LocalDateTime lastUpdate;

    @PersonalData(value = DataCategory.IMAGE, purpose = "Staff card", basis = LegalBasis.CONSENT)
    byte @Nullable [] picture;
}
