package dev.rasura.example.recruitment;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(
        name = "job",
        indexes = {
            @Index(name = "job_company_idx", columnList = "company_id"),
            @Index(name = "job_category_idx", columnList = "category_id"),
            @Index(name = "job_posted_by_idx", columnList = "posted_by_id")
        })
@NotPersonal("What a company offers")
public class Job extends Tracked {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Company company;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private JobCategory category;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @NotPersonal("A job is the company's, not the recruiter's who posted it")
    private Recruiter postedBy;

    @Column(length = 120, nullable = false)
    private String title;

    @Column(length = 2000, nullable = false)
    private String description;

    @Column(nullable = false)
    private Instant postedAt;

    protected Job() {}

    public Job(
            Company company,
            JobCategory category,
            Recruiter postedBy,
            String title,
            String description,
            Instant postedAt) {
        super(postedAt);
        this.company = company;
        this.category = category;
        this.postedBy = postedBy;
        this.title = title;
        this.description = description;
        this.postedAt = postedAt;
    }

    public @Nullable Long getId() {
        return id;
    }

    public Company getCompany() {
        return company;
    }

    public JobCategory getCategory() {
        return category;
    }

    public Recruiter getPostedBy() {
        return postedBy;
    }

    public String getTitle() {
        return title;
    }

    public String getDescription() {
        return description;
    }

    public Instant getPostedAt() {
        return postedAt;
    }
}
