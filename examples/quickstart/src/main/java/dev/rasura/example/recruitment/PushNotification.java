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
@DiscriminatorValue("PUSH")
public class PushNotification extends Notification {

    @Column(length = 64)
    @PersonalData(value = DataCategory.CREDENTIAL, purpose = "Notifications", basis = LegalBasis.CONTRACT)
    private String deviceToken;

    protected PushNotification() {}

    public PushNotification(
            User recipient, @Nullable String campaign, @Nullable String payload, String deviceToken, Instant sentAt) {
        super(recipient, campaign, payload, sentAt);
        this.deviceToken = deviceToken;
    }

    public String getDeviceToken() {
        return deviceToken;
    }
}
