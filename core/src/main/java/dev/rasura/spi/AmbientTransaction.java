package dev.rasura.spi;

import jakarta.persistence.EntityManagerFactory;

/**
 * Tells whether the calling thread already has a transaction on the factory, so that a call that owns its transaction can
 * refuse instead of waiting for its own caller's locks. The Spring starter answers from Spring's synchronisation; without
 * one, Rasura looks at JTA and at Hibernate's current session, and before an erasure at each session of the factory in whose
 * transaction this thread was the last to prepare a statement.
 */
@FunctionalInterface
public interface AmbientTransaction {

    /** Whether a transaction of this factory is active on this thread. Must not start one. */
    boolean isActive(EntityManagerFactory factory);
}
