package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applications of people who were hired must keep a candidate to refer to, so the row is overwritten, not deleted. */
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE, category = "Candidates")
public class Candidate extends User {

    @Column(length = 64, nullable = false, unique = true)
    @PersonalData(
            value = DataCategory.ACCOUNT_NUMBER,
            purpose = "Partners' reports count a candidate once",
            basis = LegalBasis.LEGITIMATE_INTERESTS,
            onErasure = Strategy.KEYED_HASH)
    private String talentNumber;

    @Column(length = 120)
    @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Matching", basis = LegalBasis.CONTRACT)
    private @Nullable String headline;

    @PersonalData(
            value = DataCategory.DATE_OF_BIRTH,
            purpose = "Statistics on equal treatment",
            basis = LegalBasis.CONSENT,
            onErasure = Strategy.GENERALISE,
            precision = DatePrecision.YEAR)
    private @Nullable LocalDate birthDate;

    @PersonalData(value = DataCategory.FINANCIAL, purpose = "Matching", basis = LegalBasis.CONTRACT)
    private @Nullable Integer desiredSalary;

    @PersonalData(
            value = DataCategory.EMPLOYMENT,
            purpose = "Matching",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.CONSTANT,
            constant = "false")
    private boolean openToWork;

    @ElementCollection
    @CollectionTable(name = "candidate_skill", joinColumns = @JoinColumn(name = "candidate_id"))
    @Column(name = "skill", length = 60, nullable = false)
    @PersonalData(value = DataCategory.EDUCATION, purpose = "Matching", basis = LegalBasis.CONTRACT)
    private Set<String> skills = new LinkedHashSet<>();

    @ElementCollection
    @CollectionTable(
            name = "previous_employer",
            joinColumns = @JoinColumn(name = "candidate_id"),
            indexes = @Index(name = "previous_employer_candidate_idx", columnList = "candidate_id"))
    private Set<PreviousEmployer> previousEmployers = new LinkedHashSet<>();

    @ManyToMany
    @JoinTable(
            name = "saved_job",
            joinColumns = @JoinColumn(name = "candidate_id"),
            inverseJoinColumns = @JoinColumn(name = "job_id"),
            indexes = @Index(name = "saved_job_job_idx", columnList = "job_id"))
    private Set<Job> savedJobs = new LinkedHashSet<>();

    protected Candidate() {}

    public Candidate(
            String givenName,
            String familyName,
            String email,
            String userName,
            String passwordHash,
            String talentNumber,
            Instant createdAt) {
        super(givenName, familyName, email, userName, passwordHash, createdAt);
        this.talentNumber = talentNumber;
    }

    public String getTalentNumber() {
        return talentNumber;
    }

    public @Nullable String getHeadline() {
        return headline;
    }

    public @Nullable LocalDate getBirthDate() {
        return birthDate;
    }

    public @Nullable Integer getDesiredSalary() {
        return desiredSalary;
    }

    public boolean isOpenToWork() {
        return openToWork;
    }

    public Set<String> getSkills() {
        return skills;
    }

    public Set<PreviousEmployer> getPreviousEmployers() {
        return previousEmployers;
    }

    public Set<Job> getSavedJobs() {
        return savedJobs;
    }

    public void setHeadline(@Nullable String headline) {
        this.headline = headline;
    }

    public void setBirthDate(@Nullable LocalDate birthDate) {
        this.birthDate = birthDate;
    }

    public void setDesiredSalary(@Nullable Integer desiredSalary) {
        this.desiredSalary = desiredSalary;
    }

    public void setOpenToWork(boolean openToWork) {
        this.openToWork = openToWork;
    }
}
