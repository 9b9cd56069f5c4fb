package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Jobs and notes must keep a recruiter to refer to, so the row is overwritten, not deleted. */
@Entity
@Table(name = "recruiter", indexes = @Index(name = "recruiter_company_idx", columnList = "company_id"))
@DataSubject(onErasure = RowAction.ANONYMISE, category = "Recruiters")
public class Recruiter extends User {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @NotPersonal("A company is nobody's; its jobs keep a recruiter without a name")
    private Company company;

    @Column(length = 80)
    @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Account", basis = LegalBasis.CONTRACT)
    private @Nullable String jobTitle;

    protected Recruiter() {}

    public Recruiter(
            String givenName,
            String familyName,
            String email,
            String userName,
            String passwordHash,
            Company company,
            Instant createdAt) {
        super(givenName, familyName, email, userName, passwordHash, createdAt);
        this.company = company;
    }

    public Company getCompany() {
        return company;
    }

    public @Nullable String getJobTitle() {
        return jobTitle;
    }

    public void setJobTitle(@Nullable String jobTitle) {
        this.jobTitle = jobTitle;
    }
}
