package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@DiscriminatorValue("EMAIL")
public class EmailNotification extends Notification {

    @Column(length = 120)
    @PersonalData(value = DataCategory.EMAIL, purpose = "Notifications", basis = LegalBasis.CONTRACT)
    private String emailAddress;

    protected EmailNotification() {}

    public EmailNotification(User recipient, @Nullable String campaign, @Nullable String payload, Instant sentAt) {
        super(recipient, campaign, payload, sentAt);
        this.emailAddress = recipient.getEmail();
    }

    public String getEmailAddress() {
        return emailAddress;
    }
}
