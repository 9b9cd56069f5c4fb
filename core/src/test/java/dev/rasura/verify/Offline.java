package dev.rasura.verify;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the offline verifier said. */
public record Offline(int status, String out, String err) {

    public static Offline verify(Path directory, String key, String... more) {
        List<String> arguments = new ArrayList<>(List.of(directory.toString(), "--key", key));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    public static Offline run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Verify.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Offline(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Whether the offline verifier takes a proof: of inclusion of a leaf hash, or of consistency with an earlier root. */
    public static boolean proves(
            boolean inclusion, long first, long size, byte[] subject, List<byte[]> path, byte[] root) {
        SignedCheckpoint newest = new SignedCheckpoint("example.com/audit", size, root);
        return inclusion
                ? ProofPath.includes(first, newest, subject, path)
                : ProofPath.continues(new SignedCheckpoint("example.com/audit", first, subject), newest, path);
    }

    /** Whether the offline verifier opens a checkpoint. */
    public static boolean opens(String note, String key) {
        try {
            return SignedCheckpoint.open(note, List.of(TrustedKey.parse(key))) != null;
        } catch (UnreadableException e) {
            throw new IllegalArgumentException(key, e);
        }
    }
}
