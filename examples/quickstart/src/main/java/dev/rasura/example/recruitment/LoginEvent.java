package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.SoftReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "login_event", indexes = @Index(name = "login_event_user_name_idx", columnList = "user_name"))
public class LoginEvent extends Tracked {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    /** Copied, not referred to: failed attempts have no account. */
    @Column(length = 60, nullable = false)
    @SoftReference(to = User.class, attribute = "userName")
    @PersonalData(value = DataCategory.USER_NAME, purpose = "Security", basis = LegalBasis.LEGITIMATE_INTERESTS)
    private String userName;

    @Column(length = 45, nullable = false)
    @PersonalData(value = DataCategory.NETWORK_ADDRESS, purpose = "Security", basis = LegalBasis.LEGITIMATE_INTERESTS)
    private String ipAddress;

    @Column(length = 200)
    @PersonalData(value = DataCategory.BEHAVIOUR, purpose = "Security", basis = LegalBasis.LEGITIMATE_INTERESTS)
    private @Nullable String userAgent;

    @PersonalData(value = DataCategory.BEHAVIOUR, purpose = "Security", basis = LegalBasis.LEGITIMATE_INTERESTS)
    private boolean successful;

    @Column(nullable = false)
    @PersonalData(value = DataCategory.BEHAVIOUR, purpose = "Security", basis = LegalBasis.LEGITIMATE_INTERESTS)
    private Instant occurredAt;

    protected LoginEvent() {}

    public LoginEvent(
            String userName, String ipAddress, @Nullable String userAgent, boolean successful, Instant occurredAt) {
        super(occurredAt);
        this.userName = userName;
        this.ipAddress = ipAddress;
        this.userAgent = userAgent;
        this.successful = successful;
        this.occurredAt = occurredAt;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getUserName() {
        return userName;
    }

    public String getIpAddress() {
        return ipAddress;
    }

    public @Nullable String getUserAgent() {
        return userAgent;
    }

    public boolean isSuccessful() {
        return successful;
    }

    public Instant getOccurredAt() {
        return occurredAt;
    }
}
