package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code campaign} and {@code payload} are classified by nobody: the data map must say so. */
@Entity
@Table(name = "notification", indexes = @Index(name = "notification_recipient_idx", columnList = "recipient_id"))
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
@DiscriminatorColumn(name = "channel", length = 10)
public abstract class Notification extends Tracked {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private User recipient;

    @Column(nullable = false)
    @PersonalData(value = DataCategory.BEHAVIOUR, purpose = "Notifications", basis = LegalBasis.CONTRACT)
    private Instant sentAt;

    @Column(length = 40)
    private @Nullable String campaign;

    @Column(length = 1000)
    private @Nullable String payload;

    protected Notification() {}

    protected Notification(User recipient, @Nullable String campaign, @Nullable String payload, Instant sentAt) {
        super(sentAt);
        this.recipient = recipient;
        this.campaign = campaign;
        this.payload = payload;
        this.sentAt = sentAt;
    }

    public @Nullable Long getId() {
        return id;
    }

    public User getRecipient() {
        return recipient;
    }

    public Instant getSentAt() {
        return sentAt;
    }

    public @Nullable String getCampaign() {
        return campaign;
    }

    public @Nullable String getPayload() {
        return payload;
    }
}
