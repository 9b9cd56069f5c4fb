package dev.rasura.spi;

import dev.rasura.ConfigurationException;
import dev.rasura.internal.keys.NoteSigner;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The two secrets as {@code dev.rasura.Keygen} writes them: a properties file with {@code version}, {@code origin},
 * {@code secret-id}, {@code secret} (base64), {@code signing-key} (PKCS #8, base64) and {@code public-key} (X.509, base64), and, while the signing
 * key is being replaced, {@code retiring-signing-key} and {@code retiring-public-key}.
 * Read once and checked whole; immutable and thread-safe afterwards.
 */
public final class KeyFile implements KeyProvider {

    private static final String CURE =
            " Restore the file from where it is kept, or write a new one with dev.rasura.Keygen;"
                    + " with a new one, what the old secrets made can no longer be verified.";

    private final SecretKey secret;
    private final String secretId;
    private final KeyPair signingKey;
    private final @Nullable KeyPair retiring;
    private final String origin;

    private KeyFile(SecretKey secret, String secretId, KeyPair signingKey, @Nullable KeyPair retiring, String origin) {
        this.secret = secret;
        this.secretId = secretId;
        this.signingKey = signingKey;
        this.retiring = retiring;
        this.origin = origin;
    }

    /** @throws ConfigurationException if the file is missing, unreadable, malformed, or its keys do not fit together */
    public static KeyFile read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    "There is no key file at " + file + ". Write one with: java -cp rasura-core.jar dev.rasura.Keygen "
                            + file + " <origin>",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("The key file " + file + " cannot be read as a properties file.", e);
        }
        return of(properties, "The key file " + file);
    }

    /** @throws ConfigurationException if an entry is missing or malformed, or the keys do not fit together */
    public static KeyFile of(Properties properties) {
        return of(properties, "The key properties");
    }

    /** New secrets that live as long as this object: for tests and demonstrations, whose trails nobody verifies later. */
    public static KeyFile ephemeral(String origin) {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new KeyFile(new SecretKeySpec(bytes, "HmacSHA256"), "ephemeral", pair, null, origin);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM offers no Ed25519.", e);
        }
    }

    private static KeyFile of(Properties properties, String where) {
        String version = entry(properties, "version", where);
        if (!"1".equals(version)) {
            throw new ConfigurationException(
                    where + " is of version '" + version + "', but this Rasura reads version 1.");
        }
        byte[] bytes = decoded(properties, "secret", where);
        if (bytes.length < 32) {
            throw new ConfigurationException(
                    where + " has a secret of " + bytes.length + " bytes, but it must have at least 32." + CURE);
        }
        String origin = entry(properties, "origin", where);
        KeyPair pair = pair(properties, "", origin, where);
        boolean replacing =
                properties.containsKey("retiring-signing-key") || properties.containsKey("retiring-public-key");
        KeyPair former = replacing ? pair(properties, "retiring-", origin, where) : null;
        if (former != null && former.getPublic().equals(pair.getPublic())) {
            throw new ConfigurationException(where
                    + " has the same key as 'signing-key' and as 'retiring-signing-key'. Remove the retiring one.");
        }
        return new KeyFile(
                new SecretKeySpec(bytes, "HmacSHA256"), entry(properties, "secret-id", where), pair, former, origin);
    }

    private static KeyPair pair(Properties properties, String kind, String origin, String where) {
        String signingKey = kind + "signing-key";
        String publicKey = kind + "public-key";
        KeyPair pair;
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            pair = new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(decoded(properties, publicKey, where))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(decoded(properties, signingKey, where))));
        } catch (GeneralSecurityException e) {
            // Not as the cause: a parser's message may quote the key.
            throw new ConfigurationException(where + " holds a '" + signingKey + "' or '" + publicKey
                    + "' that is no Ed25519 key (PKCS #8, X.509)." + CURE);
        }
        try {
            NoteSigner.of(origin, pair);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(where + ": " + e.getMessage(), e);
        }
        return pair;
    }

    private static String entry(Properties properties, String name, String where) {
        String value = properties.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new ConfigurationException(where + " has no entry '" + name + "'." + CURE);
        }
        return value.strip();
    }

    private static byte[] decoded(Properties properties, String name, String where) {
        try {
            return Base64.getDecoder().decode(entry(properties, name, where));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(where + " has an entry '" + name + "' that is not base64." + CURE);
        }
    }

    @Override
    public SecretKey secret() {
        return secret;
    }

    @Override
    public String secretId() {
        return secretId;
    }

    @Override
    public KeyPair signingKey() {
        return signingKey;
    }

    @Override
    public Optional<KeyPair> retiringSigningKey() {
        return Optional.ofNullable(retiring);
    }

    @Override
    public String origin() {
        return origin;
    }

    /** The names and none of the secrets. */
    @Override
    public String toString() {
        return "KeyFile[origin=" + origin + ", secretId=" + secretId + "]";
    }
}
