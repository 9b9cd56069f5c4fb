package dev.rasura.spring;

import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.StreamHealth;
import dev.rasura.audit.TrailHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * How trail and stream are, from memory, with the cure. {@code UNANCHORED} is a status of its own, which Spring Boot does not
 * take for a fault of the application. Nothing personal.
 */
final class TrailHealthIndicator implements HealthIndicator {

    static final Status UNANCHORED = new Status("UNANCHORED");

    private final AuditTrail trail;

    TrailHealthIndicator(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public Health health() {
        TrailHealth sealing = trail.health();
        StreamHealth stream = trail.stream().health();
        Health.Builder health = Health.status(stream.up() ? status(sealing) : Status.DOWN)
                .withDetail("trail", sealing.status().name())
                .withDetail("unsealed", trail.unsealed())
                .withDetail("lost", TrailMetrics.sum(trail.lost()))
                .withDetail("stream", stream.up() ? "UP" : "DOWN")
                .withDetail("streamWaiting", stream.waiting())
                .withDetail("streamLost", TrailMetrics.sum(trail.stream().lost()));
        if (!sealing.cause().isEmpty()) {
            health.withDetail("trailCause", sealing.cause());
        }
        if (!stream.cause().isEmpty()) {
            health.withDetail("streamCause", stream.cause());
        }
        return health.build();
    }

    private static Status status(TrailHealth sealing) {
        return switch (sealing.status()) {
            case UP -> Status.UP;
            case UNANCHORED -> UNANCHORED;
            case DOWN -> Status.DOWN;
        };
    }
}
