package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "users")
@Inheritance(strategy = InheritanceType.JOINED)
public abstract class User extends Tracked {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @Column(length = 60, nullable = false)
    @PersonalData(value = DataCategory.GIVEN_NAME, purpose = "Account", basis = LegalBasis.CONTRACT)
    private String givenName;

    @Column(length = 60, nullable = false)
    @PersonalData(value = DataCategory.FAMILY_NAME, purpose = "Account", basis = LegalBasis.CONTRACT)
    private String familyName;

    @Column(length = 120, nullable = false, unique = true)
    @PersonalData(value = DataCategory.EMAIL, purpose = "Account", basis = LegalBasis.CONTRACT)
    private String email;

    @Column(length = 60, nullable = false, unique = true)
    @PersonalData(value = DataCategory.USER_NAME, purpose = "Signing in", basis = LegalBasis.CONTRACT)
    private String userName;

    @Column(length = 100, nullable = false)
    @PersonalData(value = DataCategory.CREDENTIAL, purpose = "Signing in", basis = LegalBasis.CONTRACT)
    private String passwordHash;

    @Column(length = 5, nullable = false)
    @PersonalData(
            value = DataCategory.LANGUAGE,
            purpose = "Account",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.CONSTANT,
            constant = "en")
    private String language;

    @PersonalData(value = DataCategory.BEHAVIOUR, purpose = "Security", basis = LegalBasis.LEGITIMATE_INTERESTS)
    private @Nullable Instant lastLoginAt;

    @Embedded
    private @Nullable PostalAddress address;

    @Embedded
    private @Nullable Phone phone;

    protected User() {}

    protected User(
            String givenName,
            String familyName,
            String email,
            String userName,
            String passwordHash,
            Instant createdAt) {
        super(createdAt);
        this.givenName = givenName;
        this.familyName = familyName;
        this.email = email;
        this.userName = userName;
        this.passwordHash = passwordHash;
        this.language = "en";
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getGivenName() {
        return givenName;
    }

    public String getFamilyName() {
        return familyName;
    }

    public String getEmail() {
        return email;
    }

    public String getUserName() {
        return userName;
    }

    public String getPasswordHash() {
        return passwordHash;
    }

    public String getLanguage() {
        return language;
    }

    public @Nullable Instant getLastLoginAt() {
        return lastLoginAt;
    }

    public @Nullable PostalAddress getAddress() {
        return address;
    }

    public @Nullable Phone getPhone() {
        return phone;
    }

    public String fullName() {
        return givenName + " " + familyName;
    }

    public void setPasswordHash(String passwordHash) {
        this.passwordHash = passwordHash;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    public void setLastLoginAt(@Nullable Instant lastLoginAt) {
        this.lastLoginAt = lastLoginAt;
    }

    public void setAddress(@Nullable PostalAddress address) {
        this.address = address;
    }

    public void setPhone(@Nullable Phone phone) {
        this.phone = phone;
    }
}
