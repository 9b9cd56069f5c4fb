package dev.rasura.audit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * On whose account, and why, the calling thread works: set once for a request or job, and taken up by every event that a
 * duty records.
 *
 * <pre>{@code
 * try (var scope = AuditContext.of(Actor.user("42"), "request of the data subject").open()) {
 *     rasura.erasure().erase(subject);
 * }
 * }</pre>
 *
 * <p>Bound to the thread that opens it; it does not follow to others.
 *
 * @param purpose why, or null: a duty then states its own
 * @param legalBasis on what ground, or null
 */
public record AuditContext(
        Actor actor, @Nullable String purpose, @Nullable String legalBasis, Origin origin) {

    private static final AuditContext NONE = new AuditContext(Actor.system("rasura"), null, null, Origin.NONE);
    private static final ThreadLocal<AuditContext> CURRENT = ThreadLocal.withInitial(() -> NONE);

    public AuditContext {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(origin, "origin");
    }

    /** An actor with a purpose, from nowhere in particular. */
    public static AuditContext of(Actor actor, String purpose) {
        return new AuditContext(actor, purpose, null, Origin.NONE);
    }

    /** The thread's context; without one it is Rasura itself that acts. */
    public static AuditContext current() {
        return CURRENT.get();
    }

    /** Makes this the thread's context until the scope is closed, which restores what was before. */
    public Scope open() {
        AuditContext before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before.equals(NONE)) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** Begins an event of the given type with what this context knows. */
    public AuditEvent.Builder event(String type, String defaultPurpose) {
        return AuditEvent.of(type, actor)
                .purpose(purpose == null ? defaultPurpose : purpose)
                .legalBasis(legalBasis)
                .origin(actor.isSystem() ? Origin.NONE : origin);
    }

    /** An open context. Close it on the thread that opened it. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
