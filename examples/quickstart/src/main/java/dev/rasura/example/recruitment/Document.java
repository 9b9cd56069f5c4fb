package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "document", indexes = @Index(name = "document_candidate_idx", columnList = "candidate_id"))
public class Document extends Tracked {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Candidate candidate;

    @Column(length = 120, nullable = false)
    @PersonalData(value = DataCategory.DOCUMENT, purpose = "Recruitment", basis = LegalBasis.CONTRACT)
    private String fileName;

    @Column(length = 60, nullable = false)
    @PersonalData(value = DataCategory.DOCUMENT, purpose = "Recruitment", basis = LegalBasis.CONTRACT)
    private String contentType;

    @Lob
    @Column(nullable = false)
    @PersonalData(value = DataCategory.DOCUMENT, purpose = "Recruitment", basis = LegalBasis.CONTRACT)
    private byte[] content;

    protected Document() {}

    public Document(
            UUID id, Candidate candidate, String fileName, String contentType, byte[] content, Instant createdAt) {
        super(createdAt);
        this.id = id;
        this.candidate = candidate;
        this.fileName = fileName;
        this.contentType = contentType;
        this.content = content;
    }

    public UUID getId() {
        return id;
    }

    public Candidate getCandidate() {
        return candidate;
    }

    public String getFileName() {
        return fileName;
    }

    public String getContentType() {
        return contentType;
    }

    public byte[] getContent() {
        return content;
    }
}
