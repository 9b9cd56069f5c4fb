package dev.rasura.verify;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint whose signature was verified (C2SP signed-note, tlog-checkpoint).
 *
 * @param origin the log's name
 * @param size how many leaves it covers
 * @param root the root over them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedCheckpoint(String origin, long size, byte[] root) {

    private static final String SIGNATURE = "\u2014 ";

    /** The checkpoint, or null if no trusted key signed it, one of them did not sign this, or it is none. */
    static @Nullable SignedCheckpoint open(String note, List<TrustedKey> keys) {
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n")) {
            return null;
        }
        String text = note.substring(0, split + 1);
        String signer = null;
        for (String line : note.substring(split + 2).split("\n")) {
            String[] parts = line.startsWith(SIGNATURE) ? line.substring(2).split(" ", -1) : new String[0];
            if (parts.length != 2) {
                return null;
            }
            byte[] signed = base64(parts[1]);
            if (signed.length < 5) {
                return null;
            }
            String id = HexFormat.of().formatHex(signed, 0, 4);
            for (TrustedKey key : keys) {
                if (key.name().equals(parts[0]) && key.id().equals(id)) {
                    if (!key.verifies(text, Arrays.copyOfRange(signed, 4, signed.length))) {
                        return null;
                    }
                    signer = key.name();
                }
            }
        }
        return signer == null ? null : body(text, signer);
    }

    private static @Nullable SignedCheckpoint body(String text, String signer) {
        String[] lines = text.split("\n");
        if (lines.length < 3 || !lines[0].equals(signer) || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            return null;
        }
        byte[] root = base64(lines[2]);
        return root.length == Hashing.BYTES ? new SignedCheckpoint(lines[0], Long.parseLong(lines[1]), root) : null;
    }

    /** The bytes, or none if the text is not base64. */
    static byte[] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // One text for the same bytes: what is left over in the last digit must be zero.
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    boolean hasRoot(byte[] other) {
        return Arrays.equals(root, other);
    }

    String rootInHex() {
        return HexFormat.of().formatHex(root);
    }
}
