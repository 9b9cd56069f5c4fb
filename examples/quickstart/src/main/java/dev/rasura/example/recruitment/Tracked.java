package dev.rasura.example.recruitment;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@MappedSuperclass
public abstract class Tracked {

    @NotPersonal("When the row was first written")
    @Column(nullable = false)
    private Instant createdAt;

    @Version
    @NotPersonal("Counts the writes of the row")
    private @Nullable Integer version;

    protected Tracked() {}

    protected Tracked(Instant createdAt) {
        this.createdAt = createdAt;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }
}
