package dev.rasura.internal.keys;

import dev.rasura.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens signed notes of one Ed25519 key, as specified by C2SP signed-note: a text that ends in a newline, an empty line,
 * and signature lines, each an em dash, the key's name, and base64 of the key id and the signature.
 *
 * <p>Immutable and thread-safe.
 */
public final class NoteVerifier {

    static final byte ED25519 = 1;
    static final int KEY_ID_BYTES = 4;
    private static final String SIGNATURE_PREFIX = "\u2014 ";
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] raw;
    private final PublicKey key;
    private final @Nullable NoteVerifier retiring;

    private NoteVerifier(String name, byte[] raw, PublicKey key, @Nullable NoteVerifier retiring) {
        if (name.isEmpty() || name.contains("+") || name.codePoints().anyMatch(NoteVerifier::space)) {
            throw new ConfigurationException(
                    "The origin '" + name + "' cannot name a signing key: it must not be empty and"
                            + " hold neither spaces nor a plus sign, as in 'example.com/audit' (C2SP signed-note).");
        }
        this.name = name;
        this.raw = raw;
        this.key = key;
        this.retiring = retiring;
    }

    /** This key, and one beside it that is being replaced: a note of either opens. */
    NoteVerifier with(NoteVerifier former) {
        return new NoteVerifier(name, raw, key, former);
    }

    /** This key without the one that it replaces. */
    public NoteVerifier alone() {
        return retiring == null ? this : new NoteVerifier(name, raw, key, null);
    }

    /** @throws ConfigurationException if the name is unfit or the key is no Ed25519 key */
    public static NoteVerifier of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null
                || encoded.length != X509_PREFIX.length + 32
                || !Arrays.equals(encoded, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length)) {
            throw new ConfigurationException("The signing key must be an Ed25519 pair, but its public key is "
                    + key.getAlgorithm() + " in another encoding. Let dev.rasura.Keygen write one.");
        }
        return new NoteVerifier(name, Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length), key, null);
    }

    /** Reads a verifier key in its text form, {@code <name>+<key id>+<base64 of type and key>}. */
    public static NoteVerifier parse(String verifierKey) {
        String[] parts = verifierKey.split("\\+", 3);
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            if (typed.length == 33 && typed[0] == ED25519) {
                byte[] raw = Arrays.copyOfRange(typed, 1, 33);
                byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + 32);
                System.arraycopy(raw, 0, encoded, X509_PREFIX.length, 32);
                PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
                NoteVerifier verifier = new NoteVerifier(parts[0], raw, key, null);
                if (HexFormat.of().formatHex(verifier.keyId()).equals(parts[1])) {
                    return verifier;
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | GeneralSecurityException e) {
            throw malformed(e);
        }
        throw malformed(null);
    }

    private static ConfigurationException malformed(@Nullable Exception cause) {
        String message =
                "The verifier key is malformed: it must read <name>+<key id in hex>+<base64>, with an Ed25519 key"
                        + " and the key id that belongs to it (C2SP signed-note). Copy the line that dev.rasura.Keygen printed.";
        return cause == null ? new ConfigurationException(message) : new ConfigurationException(message, cause);
    }

    public String name() {
        return name;
    }

    /** The verifier key in its text form, to be given to whoever checks the log. */
    public String verifierKey() {
        byte[] typed = new byte[33];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, 32);
        return name + "+" + HexFormat.of().formatHex(keyId()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** The first four bytes of SHA-256 over name, newline, signature type and key. */
    byte[] keyId() {
        byte[] hash = KeyRing.sha256(name.getBytes(StandardCharsets.UTF_8), new byte[] {0x0A, ED25519}, raw);
        return Arrays.copyOf(hash, KEY_ID_BYTES);
    }

    /**
     * The note's text, up to and with its last newline, if one of its signatures is by this key or the one that it replaces,
     * and none by these is invalid. Signatures of other keys are passed over.
     */
    public Optional<String> open(String note) {
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n")) {
            return Optional.empty();
        }
        String text = note.substring(0, split + 1);
        boolean signed = false;
        for (String line : note.substring(split + 2).split("\n")) {
            String[] parts = line.startsWith(SIGNATURE_PREFIX)
                    ? line.substring(SIGNATURE_PREFIX.length()).split(" ", -1)
                    : new String[0];
            if (parts.length != 2) {
                return Optional.empty();
            }
            for (NoteVerifier known = this; known != null; known = known.retiring) {
                byte[] idAndSignature = known.signature(parts[0], parts[1]);
                if (idAndSignature != null && !known.verifies(text, idAndSignature)) {
                    return Optional.empty();
                }
                signed |= idAndSignature != null;
            }
        }
        return signed ? Optional.of(text) : Optional.empty();
    }

    /** Key id and signature, or null if they are not of this key. */
    private byte @Nullable [] signature(String signer, String encoded) {
        try {
            byte[] idAndSignature = Base64.getDecoder().decode(encoded);
            return signer.equals(name)
                            && idAndSignature.length > KEY_ID_BYTES
                            && Arrays.equals(idAndSignature, 0, KEY_ID_BYTES, keyId(), 0, KEY_ID_BYTES)
                    ? idAndSignature
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean verifies(String text, byte[] idAndSignature) {
        if (idAndSignature.length != KEY_ID_BYTES + 64) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(idAndSignature, KEY_ID_BYTES, 64);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean space(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == '\u0085';
    }
}
