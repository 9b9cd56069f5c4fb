package dev.rasura.spring;

import dev.rasura.ConfigurationException;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.spring.RasuraProperties.Keys;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The two secrets from {@code rasura.keys}: a file, or its entries. */
final class ConfiguredKeys {

    private ConfiguredKeys() {}

    static KeyProvider of(Keys keys) {
        boolean inline = Stream.of(keys.origin(), keys.secretId(), keys.secret(), keys.signingKey(), keys.publicKey())
                .anyMatch(Objects::nonNull);
        if (keys.file() != null && inline) {
            throw new ConfigurationException("Rasura is given its secrets twice: by rasura.keys.file and by entries of"
                    + " rasura.keys. Remove one of the two.");
        }
        if (keys.file() != null) {
            return KeyFile.read(keys.file().toPath());
        }
        if (!inline) {
            throw new ConfigurationException(
                    "Rasura needs its two secrets. Write a key file with dev.rasura.Keygen and set rasura.keys.file to it,"
                            + " set the entries of such a file under rasura.keys, or declare a KeyProvider bean.");
        }
        Properties entries = new Properties();
        entry(entries, "version", keys.version());
        entry(entries, "origin", keys.origin());
        entry(entries, "secret-id", keys.secretId());
        entry(entries, "secret", keys.secret());
        entry(entries, "signing-key", keys.signingKey());
        entry(entries, "public-key", keys.publicKey());
        entry(entries, "retiring-signing-key", keys.retiringSigningKey());
        entry(entries, "retiring-public-key", keys.retiringPublicKey());
        return KeyFile.of(entries);
    }

    private static void entry(Properties entries, String name, @Nullable String value) {
        if (value != null) {
            entries.setProperty(name, value);
        }
    }
}
