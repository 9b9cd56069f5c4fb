package dev.rasura.audit;

import dev.rasura.SubjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * On whose account, and why, the calling thread works: set once for a request or job, and taken up by every event that a
 * duty records or that is captured.
 *
 * <pre>{@code
 * try (var scope = AuditContext.of(Actor.user("42"), "request of the data subject").open()) {
 *     rasura.erasure().erase(subject);
 * }
 * }</pre>
 *
 * <p>Bound to the thread that opens it. It follows to others by Micrometer's context propagation, where the Spring Boot
 * starter finds it, or by hand: take {@link #opened()} on the one thread and {@link #open()} it on the other.
 *
 * @param purpose why, or null: a duty then states its own
 * @param legalBasis on what ground, or null
 * @param subjects whose data it is that bulk, native and projecting statements touch: nobody else can tell
 */
public record AuditContext(
        Actor actor, @Nullable String purpose, @Nullable String legalBasis, Origin origin, List<SubjectRef> subjects) {

    private static final AuditContext NONE = new AuditContext(Actor.system("rasura"), null, null, Origin.NONE);
    private static final AuditContext UNKNOWN = new AuditContext(Actor.UNKNOWN, null, null, Origin.NONE);
    private static final ThreadLocal<@Nullable AuditContext> CURRENT = new ThreadLocal<>();

    public AuditContext {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(origin, "origin");
        subjects = List.copyOf(subjects);
    }

    /** A context that names no subjects. */
    public AuditContext(Actor actor, @Nullable String purpose, @Nullable String legalBasis, Origin origin) {
        this(actor, purpose, legalBasis, origin, List.of());
    }

    /** An actor with a purpose, from nowhere in particular. */
    public static AuditContext of(Actor actor, String purpose) {
        return new AuditContext(actor, purpose, null, Origin.NONE);
    }

    /** The thread's context; without one it is Rasura itself that acts. */
    public static AuditContext current() {
        return opened().orElse(NONE);
    }

    /** The thread's context, if one is open. */
    public static Optional<AuditContext> opened() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The thread's context as captured events have it: without one, nobody knows who acts. */
    public static AuditContext acting() {
        return opened().orElse(UNKNOWN);
    }

    /** Another actor, in the same context. */
    public AuditContext by(Actor who) {
        return new AuditContext(who, purpose, legalBasis, origin, subjects);
    }

    /** Another purpose, in the same context. */
    public AuditContext withPurpose(@Nullable String why) {
        return new AuditContext(actor, why, legalBasis, origin, subjects);
    }

    /** Another legal basis, in the same context. */
    public AuditContext withLegalBasis(@Nullable String ground) {
        return new AuditContext(actor, purpose, ground, origin, subjects);
    }

    /** Another origin, in the same context. */
    public AuditContext from(Origin where) {
        return new AuditContext(actor, purpose, legalBasis, where, subjects);
    }

    /**
     * Names whose data the statements are about that follow: bulk and native statements and projections tell nobody.
     *
     * <pre>{@code
     * try (var scope = AuditContext.acting().about(SubjectRef.of(Customer.class, 42)).open()) {
     *     entityManager.createNativeQuery("update customer set phone = null where id = 42").executeUpdate();
     * }
     * }</pre>
     */
    public AuditContext about(SubjectRef... whose) {
        List<SubjectRef> all = new ArrayList<>(subjects);
        all.addAll(List.of(whose));
        return new AuditContext(actor, purpose, legalBasis, origin, all);
    }

    /** Makes this the thread's context until the scope is closed, which restores what was before. */
    public Scope open() {
        AuditContext before = CURRENT.get();
        CURRENT.set(this);
        return () -> attach(before);
    }

    /**
     * Makes the context the thread's, for good; null leaves the thread without one. For those who carry contexts from thread
     * to thread; all others {@link #open()} one.
     */
    public static void attach(@Nullable AuditContext context) {
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
    }

    /** Begins an event of the given type with what this context knows. */
    public AuditEvent.Builder event(String type, @Nullable String defaultPurpose) {
        return AuditEvent.of(type, actor)
                .purpose(purpose == null ? defaultPurpose : purpose)
                .legalBasis(legalBasis)
                .origin(actor.isSystem() ? origin.impersonal() : origin);
    }

    /** What it knows and is no person's. */
    @Override
    public String toString() {
        return "AuditContext[" + actor + ", purpose=" + purpose + ", legalBasis=" + legalBasis + ", " + origin + "]";
    }

    /** An open context. Close it on the thread that opened it. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
