package dev.rasura.internal.keys;

import dev.rasura.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Signs notes with one Ed25519 key (C2SP signed-note, RFC 8032), and while that key replaces another one, with both. Immutable
 * and thread-safe.
 */
public final class NoteSigner {

    private final NoteVerifier verifier;
    private final PrivateKey key;
    private final @Nullable NoteSigner retiring;

    private NoteSigner(NoteVerifier verifier, PrivateKey key, @Nullable NoteSigner retiring) {
        this.verifier = verifier;
        this.key = key;
        this.retiring = retiring;
    }

    /** Signs with both: whoever holds either verifier key can open the note. */
    public NoteSigner replacing(NoteSigner former) {
        return new NoteSigner(verifier.with(former.verifier), key, former);
    }

    /** @throws ConfigurationException if the name is unfit, or the two keys are no Ed25519 pair */
    public static NoteSigner of(String name, KeyPair pair) {
        NoteSigner signer = new NoteSigner(NoteVerifier.of(name, pair.getPublic()), pair.getPrivate(), null);
        if (signer.verifier.open(signer.sign("rasura key check\n")).isEmpty()) {
            throw new ConfigurationException("The signing key of '" + name
                    + "' is not a pair: what its private key signs, its public key does not verify."
                    + " Restore the file that dev.rasura.Keygen wrote.");
        }
        return signer;
    }

    public NoteVerifier verifier() {
        return verifier;
    }

    /** The signed note of a text that ends in a newline. The same text gives the same note. */
    public String sign(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("A note's text must end in a newline (C2SP signed-note).");
        }
        return text + "\n" + (retiring == null ? "" : retiring.line(text)) + line(text);
    }

    private String line(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] signed = signature.sign();
            byte[] line = Arrays.copyOf(verifier.keyId(), NoteVerifier.KEY_ID_BYTES + signed.length);
            System.arraycopy(signed, 0, line, NoteVerifier.KEY_ID_BYTES, signed.length);
            return "\u2014 " + verifier.name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "The signing key of '" + verifier.name()
                            + "' cannot sign with Ed25519. Let dev.rasura.Keygen write one.",
                    e);
        }
    }
}
