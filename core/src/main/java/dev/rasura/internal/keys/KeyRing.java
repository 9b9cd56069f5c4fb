package dev.rasura.internal.keys;

import dev.rasura.ConfigurationException;
import dev.rasura.SubjectRef;
import dev.rasura.spi.KeyProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Rasura does with the two secrets of an installation. Each purpose has a key of its own: HMAC-SHA-256 of the
 * purpose's label under the secret, so that what is made for one purpose says nothing in another. All of it runs in this
 * JVM: no key ever reaches the database.
 *
 * <p>Immutable and thread-safe.
 */
public final class KeyRing {

    private static final String HMAC = "HmacSHA256";
    private static final byte SEALED_FORMAT = 1;
    private static final int NONCE_BYTES = 12;

    /** To look the algorithm up takes longer than a code. There are as many as threads computed one at the same time. */
    private static final Queue<Mac> IDLE = new ConcurrentLinkedQueue<>();

    private final SecureRandom random = new SecureRandom();
    private final String secretId;
    private final KeyedMac pseudonyms;
    private final KeyedMac keyedHashes;
    private final KeyedMac stagingTags;
    private final SealingCipher sealedValues;
    private final NoteSigner signer;

    /** @throws ConfigurationException if the secret is too short, its name is unfit, or the signing key is not an Ed25519 pair */
    public KeyRing(KeyProvider provider) {
        SecretKey secret = provider.secret();
        byte[] encoded = secret.getEncoded();
        if (encoded != null && encoded.length < 32) {
            throw new ConfigurationException("The secret of the KeyProvider has " + encoded.length
                    + " bytes, but needs at least 32. Let dev.rasura.Keygen write one.");
        }
        String name = provider.secretId();
        if (!name.matches("[A-Za-z0-9._-]{1,48}")) {
            throw new ConfigurationException("The secret id of the KeyProvider must be 1 to 48 letters, digits, dots,"
                    + " underscores or hyphens: it is stored beside what was made with the secret.");
        }
        // Two secrets under one name are told apart: with the wrong one, rows are of an unknown key and not "altered".
        this.secretId =
                name + ":" + HexFormat.of().formatHex(derive(secret, "check").getEncoded(), 0, 4);
        this.pseudonyms = new KeyedMac(derive(secret, "pseudonym"));
        this.keyedHashes = new KeyedMac(derive(secret, "keyed-hash"));
        this.stagingTags = new KeyedMac(derive(secret, "staging-tag"));
        this.sealedValues = new SealingCipher(derive(secret, "sealed-values"));
        NoteSigner current = NoteSigner.of(provider.origin(), provider.signingKey());
        this.signer = provider.retiringSigningKey()
                .map(pair -> current.replacing(NoteSigner.of(provider.origin(), pair)))
                .orElse(current);
    }

    /** The name of the secret with a check value of it: what rows store, at most 64 characters. */
    public String secretId() {
        return secretId;
    }

    /** Signs and verifies the checkpoints of the audit trail. */
    public NoteSigner signer() {
        return signer;
    }

    /** The name that stands for a person in everything that is kept: 32 hex digits, the same for the same reference. */
    public String pseudonym(SubjectRef subject) {
        byte[] mac = pseudonyms.of(
                new LengthPrefixed().add(subject.type()).add(subject.id()).toBytes());
        return HexFormat.of().formatHex(mac, 0, 16);
    }

    /** The keyed hash of a value: 64 hex digits. Pseudonymous while the secret exists (GDPR Art. 4(5)). */
    public String keyedHash(String value) {
        return HexFormat.of().formatHex(keyedHashes.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** A tag of 32 bytes over the parts, each length-prefixed: only a holder of the secret can make it. */
    public byte[] tag(byte[]... parts) {
        LengthPrefixed joined = new LengthPrefixed();
        for (byte[] part : parts) {
            joined.add(part);
        }
        return stagingTags.of(joined.toBytes());
    }

    /** Encrypts with AES-256-GCM: a format byte (1), twelve bytes of nonce, then ciphertext and tag. */
    public byte[] seal(byte[] plain, byte[] associated) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            byte[] encrypted = sealedValues.encrypt(nonce, plain, associated);
            byte[] sealed = new byte[1 + NONCE_BYTES + encrypted.length];
            sealed[0] = SEALED_FORMAT;
            System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
            System.arraycopy(encrypted, 0, sealed, 1 + NONCE_BYTES, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM offers no AES-256-GCM.", e);
        }
    }

    /**
     * Decrypts what {@link #seal} made with the same associated data.
     *
     * @throws ConfigurationException if it was altered, made for something else, or made with another secret
     */
    public byte[] open(byte[] sealed, byte[] associated) {
        if (sealed.length < 1 + NONCE_BYTES + SealingCipher.TAG_BYTES || sealed[0] != SEALED_FORMAT) {
            throw new ConfigurationException("Sealed values are not in format " + SEALED_FORMAT
                    + ": they were cut, or written by another version of Rasura.");
        }
        try {
            return sealedValues.decrypt(sealed, 1, NONCE_BYTES, associated);
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "Sealed values do not open: they were altered, or sealed with another secret than '" + secretId
                            + "'. Configure the secret that they were sealed with.",
                    e);
        }
    }

    /** HMAC-SHA-256 under a key given as bytes, as for a commitment under its salt. */
    public static byte[] hmac(byte[] key, byte[] message) {
        Mac taken = IDLE.poll();
        Mac mac = taken == null ? newMac() : taken;
        byte[] code = initialised(mac, new SecretKeySpec(key, HMAC)).doFinal(message);
        IDLE.add(mac);
        return code;
    }

    private static SecretKey derive(SecretKey secret, String purpose) {
        byte[] key = mac(secret, ("rasura/v1/" + purpose).getBytes(StandardCharsets.UTF_8));
        SecretKey derived = new SecretKeySpec(key, "sealed-values".equals(purpose) ? "AES" : HMAC);
        Arrays.fill(key, (byte) 0);
        return derived;
    }

    private static byte[] mac(SecretKey key, byte[] message) {
        return keyed(key).doFinal(message);
    }

    static Mac keyed(SecretKey key) {
        return initialised(newMac(), key);
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(HMAC);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM offers no HMAC-SHA-256.", e);
        }
    }

    private static Mac initialised(Mac mac, SecretKey key) {
        try {
            mac.init(key);
            return mac;
        } catch (InvalidKeyException e) {
            throw new ConfigurationException("The secret of the KeyProvider cannot be used for HMAC-SHA-256.", e);
        }
    }

    /** SHA-256 of the bytes. */
    public static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM offers no SHA-256.", e);
        }
    }
}
