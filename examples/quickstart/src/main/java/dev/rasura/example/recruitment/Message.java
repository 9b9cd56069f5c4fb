package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
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

/** The sender's words go with the sender; what somebody received stays with its sender, addressed to nobody. */
@Entity
@Table(
        name = "message",
        indexes = {
            @Index(name = "message_sender_idx", columnList = "sender_id"),
            @Index(name = "message_recipient_idx", columnList = "recipient_id"),
            @Index(name = "message_reply_to_idx", columnList = "reply_to_id")
        })
@SubjectPath(value = "sender", onErasure = RowAction.DELETE)
@SubjectPath(value = "recipient", onErasure = RowAction.UNLINK)
public class Message extends Tracked {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private User sender;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable User recipient;

    @ManyToOne(fetch = FetchType.LAZY)
    @NotPersonal("An answer is its own sender's, not the sender's of the message it answers")
    private @Nullable Message replyTo;

    @Column(nullable = false)
    @PersonalData(value = DataCategory.COMMUNICATION, purpose = "Messages", basis = LegalBasis.CONTRACT)
    private Instant sentAt;

    @Column(length = 120, nullable = false)
    @PersonalData(value = DataCategory.COMMUNICATION, purpose = "Messages", basis = LegalBasis.CONTRACT)
    private String subject;

    @Column(length = 4000, nullable = false)
    @PersonalData(value = DataCategory.COMMUNICATION, purpose = "Messages", basis = LegalBasis.CONTRACT)
    private String body;

    protected Message() {}

    public Message(
            User sender, User recipient, @Nullable Message replyTo, String subject, String body, Instant sentAt) {
        super(sentAt);
        this.sender = sender;
        this.recipient = recipient;
        this.replyTo = replyTo;
        this.subject = subject;
        this.body = body;
        this.sentAt = sentAt;
    }

    public @Nullable Long getId() {
        return id;
    }

    public User getSender() {
        return sender;
    }

    public @Nullable User getRecipient() {
        return recipient;
    }

    public @Nullable Message getReplyTo() {
        return replyTo;
    }

    public Instant getSentAt() {
        return sentAt;
    }

    public String getSubject() {
        return subject;
    }

    public String getBody() {
        return body;
    }
}
