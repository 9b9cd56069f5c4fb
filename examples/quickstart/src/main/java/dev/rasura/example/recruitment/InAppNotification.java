package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@DiscriminatorValue("IN_APP")
public class InAppNotification extends Notification {

    @PersonalData(value = DataCategory.BEHAVIOUR, purpose = "Notifications", basis = LegalBasis.CONTRACT)
    private @Nullable Instant readAt;

    protected InAppNotification() {}

    public InAppNotification(User recipient, @Nullable String campaign, @Nullable String payload, Instant sentAt) {
        super(recipient, campaign, payload, sentAt);
    }

    public @Nullable Instant getReadAt() {
        return readAt;
    }

    public void setReadAt(@Nullable Instant readAt) {
        this.readAt = readAt;
    }
}
