package dev.rasura.spi;

import java.security.KeyPair;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The two secrets of an installation. Neither ever reaches the database. {@code dev.rasura.Keygen} writes a file with
 * both; a key management service is reached by an implementation of one's own.
 *
 * <p>Called from many threads; implementations are thread-safe and cheap to call.
 */
public interface KeyProvider {

    /**
     * The secret from which the keys for pseudonyms, keyed hashes, staging tags and waiting values are derived, each under
     * its own label. At least 32 bytes of entropy.
     */
    SecretKey secret();

    /** A short public name of {@link #secret()}, stored beside what was made with it, so that keys can be rotated. */
    String secretId();

    /** The Ed25519 pair that signs checkpoints of the audit trail. */
    KeyPair signingKey();

    /**
     * The pair that {@link #signingKey()} replaces, while it does: checkpoints are then signed with both, and those that only
     * this one signed are still accepted. Empty otherwise.
     */
    default Optional<KeyPair> retiringSigningKey() {
        return Optional.empty();
    }

    /** The name under which checkpoints are signed and the origin of the log, as {@code example.com/audit} (C2SP signed-note). */
    String origin();
}
