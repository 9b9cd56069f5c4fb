package dev.rasura.internal.audit;

import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import java.security.KeyPair;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Keys made of those of others. */
record TestKeys(
        KeyProvider secrets,
        String origin,
        KeyPair signingKey,
        @Nullable KeyPair retiring) implements KeyProvider {

    /** The same keys for a log of another name. */
    static KeyProvider withOrigin(KeyProvider keys, String origin) {
        return new TestKeys(keys, origin, keys.signingKey(), null);
    }

    /** A new signing key beside the one there. */
    static KeyProvider replacing(KeyProvider keys) {
        return new TestKeys(
                keys, keys.origin(), KeyFile.ephemeral(keys.origin()).signingKey(), keys.signingKey());
    }

    /** The new signing key alone. */
    static KeyProvider replaced(KeyProvider both) {
        return new TestKeys(both, both.origin(), both.signingKey(), null);
    }

    @Override
    public SecretKey secret() {
        return secrets.secret();
    }

    @Override
    public String secretId() {
        return secrets.secretId();
    }

    @Override
    public Optional<KeyPair> retiringSigningKey() {
        return Optional.ofNullable(retiring);
    }
}
