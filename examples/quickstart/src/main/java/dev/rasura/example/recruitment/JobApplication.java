package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(
        name = "job_application",
        indexes = {
            @Index(name = "job_application_job_idx", columnList = "job_id"),
            @Index(name = "job_application_submitted_at_idx", columnList = "submitted_at")
        },
        uniqueConstraints = @UniqueConstraint(columnNames = {"candidate_id", "job_id"}))
@Retention(rule = "applications-older-than-two-years", start = "submittedAt", period = "P2Y")
@Retain(
        ground = "Employment record: the application of a person who was hired (Art. 17(3)(b), (e))",
        when = "status = 'HIRED'",
        until = "three years after the employment ends")
public class JobApplication extends Tracked {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Candidate candidate;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @NotPersonal("A job is nobody's own")
    private Job job;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    @Column(length = 20, nullable = false)
    @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Recruitment", basis = LegalBasis.CONTRACT)
    private ApplicationStatus status;

    @Column(nullable = false)
    @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Recruitment", basis = LegalBasis.CONTRACT)
    private Instant submittedAt;

    @Column(length = 4000)
    @PersonalData(value = DataCategory.FREE_TEXT, purpose = "Recruitment", basis = LegalBasis.CONTRACT)
    private @Nullable String coverLetter;

    @PersonalData(value = DataCategory.FINANCIAL, purpose = "Recruitment", basis = LegalBasis.CONTRACT)
    private @Nullable Integer expectedSalary;

    protected JobApplication() {}

    public JobApplication(Candidate candidate, Job job, @Nullable String coverLetter, Instant submittedAt) {
        super(submittedAt);
        this.candidate = candidate;
        this.job = job;
        this.coverLetter = coverLetter;
        this.submittedAt = submittedAt;
        this.status = ApplicationStatus.SUBMITTED;
    }

    public @Nullable Long getId() {
        return id;
    }

    public Candidate getCandidate() {
        return candidate;
    }

    public Job getJob() {
        return job;
    }

    public ApplicationStatus getStatus() {
        return status;
    }

    public Instant getSubmittedAt() {
        return submittedAt;
    }

    public @Nullable String getCoverLetter() {
        return coverLetter;
    }

    public @Nullable Integer getExpectedSalary() {
        return expectedSalary;
    }

    public void setStatus(ApplicationStatus status) {
        this.status = status;
    }

    public void setExpectedSalary(@Nullable Integer expectedSalary) {
        this.expectedSalary = expectedSalary;
    }
}
