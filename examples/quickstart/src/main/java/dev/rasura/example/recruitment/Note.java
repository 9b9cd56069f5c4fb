package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
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
        name = "note",
        indexes = {
            @Index(name = "note_candidate_idx", columnList = "candidate_id"),
            @Index(name = "note_author_idx", columnList = "author_id")
        })
public class Note extends Tracked {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Candidate candidate;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @NotPersonal("A note is about the candidate; its author wrote it for the company")
    private Recruiter author;

    @Column(length = 2000, nullable = false)
    @PersonalData(value = DataCategory.FREE_TEXT, purpose = "Recruitment", basis = LegalBasis.LEGITIMATE_INTERESTS)
    private String text;

    @Column(nullable = false)
    @PersonalData(value = DataCategory.OTHER, purpose = "Recruitment", basis = LegalBasis.LEGITIMATE_INTERESTS)
    private Instant writtenAt;

    protected Note() {}

    public Note(Candidate candidate, Recruiter author, String text, Instant writtenAt) {
        super(writtenAt);
        this.candidate = candidate;
        this.author = author;
        this.text = text;
        this.writtenAt = writtenAt;
    }

    public @Nullable Long getId() {
        return id;
    }

    public Candidate getCandidate() {
        return candidate;
    }

    public Recruiter getAuthor() {
        return author;
    }

    public String getText() {
        return text;
    }

    public Instant getWrittenAt() {
        return writtenAt;
    }
}
