package dev.rasura.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A verifier key in its text form, {@code <name>+<key id>+<base64 of type and key>} (C2SP signed-note).
 *
 * @param name the name of the log
 * @param id the key's id in hex
 * @param key the public key
 */
record TrustedKey(String name, String id, PublicKey key) {

    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    static TrustedKey parse(String text) throws UnreadableException {
        String[] parts = text.strip().split("\\+", 3);
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            if (typed.length == 33 && typed[0] == 1 && !parts[0].isEmpty()) {
                byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + 32);
                System.arraycopy(typed, 1, encoded, X509_PREFIX.length, 32);
                MessageDigest digest = Hashing.sha256();
                digest.update(parts[0].getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
                String id = HexFormat.of().formatHex(digest.digest(typed), 0, 4);
                if (id.equals(parts[1])) {
                    return new TrustedKey(
                            parts[0],
                            id,
                            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | GeneralSecurityException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static UnreadableException malformed() {
        return new UnreadableException(
                "--key is neither a file nor a verifier key of the form <name>+<key id>+<base64>,"
                        + " as dev.rasura.Keygen prints it.");
    }

    boolean verifies(String text, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
