package dev.rasura.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The offline verifier of exported audit trails:
 *
 * <pre>{@code java -jar rasura-core.jar DIR --key example.com/audit+1234abcd+AbCd...}</pre>
 *
 * <p>It reads files and needs nothing but a JDK and the verifier key: no database, no application, no other jar. It checks
 * the signature of the checkpoint, every entry and every hash tile against its root, disclosed values against their
 * commitments, proofs of inclusion and of consistency. Memory does not depend on the size of the log.
 */
public final class Verify {

    private static final int VERIFIED = 0;
    private static final int REFUTED = 1;
    private static final int NOT_JUDGED = 2;

    private final PrintStream out;
    private final Arguments arguments;
    private final Findings findings;

    private Verify(Arguments arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.findings = new Findings(err);
    }

    /**
     * Exits with 0 if all was verified, 1 if something was not, with a line for each finding on standard error, and 2 with
     * one line if nothing could be judged.
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        if (List.of(args).contains("--help")) {
            out.print(Arguments.USAGE);
            return VERIFIED;
        }
        try {
            return new Verify(Arguments.parse(args), out, err).judge();
        } catch (UnreadableException e) {
            err.println("verify: " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            err.println("verify: a file could not be read to its end ("
                    + e.getClass().getSimpleName() + ").");
        }
        return NOT_JUDGED;
    }

    private int judge() throws IOException, UnreadableException {
        Path proof = arguments.proof();
        Path consistency = arguments.consistency();
        Path directory = arguments.directory();
        if (proof != null) {
            return inclusion(ProofFile.inclusion(Arguments.text(proof)));
        }
        if (consistency != null) {
            return consistency(ProofFile.consistency(Arguments.text(consistency)));
        }
        return directory == null ? NOT_JUDGED : log(directory);
    }

    private int log(Path directory) throws IOException, UnreadableException {
        if (!Files.isRegularFile(directory.resolve("checkpoint"))) {
            throw new UnreadableException(directory + " is no exported audit trail: it has no 'checkpoint'.");
        }
        SignedCheckpoint checkpoint = opened(Arguments.text(directory.resolve("checkpoint")), "checkpoint");
        if (checkpoint == null) {
            return refuted();
        }
        TiledLog log = new TiledLog(directory, checkpoint, findings);
        for (Path file : arguments.since()) {
            SignedCheckpoint older = opened(Arguments.text(file), file.toString());
            if (older != null) {
                log.mustContinue(older);
            }
        }
        long disclosures = log.verify();
        if (findings.count() > 0) {
            return refuted();
        }
        String values = Files.exists(directory.resolve("disclosures.jsonl"))
                ? disclosures + " disclosed values open their commitments"
                : "no disclosed values are included";
        long first = log.firstLeaf();
        String leaves = first == 0
                ? "all " + checkpoint.size() + " leaves"
                : "all leaves from " + first + " on, the " + first + " before having expired as the log says";
        return verified(checkpoint, leaves + "; " + values);
    }

    private int inclusion(ProofFile.Inclusion proof) {
        SignedCheckpoint checkpoint = opened(proof.note(), "checkpoint of the proof");
        if (checkpoint == null) {
            return refuted();
        }
        if (!ProofPath.includes(proof.index(), checkpoint, Hashing.leaf(proof.leaf()), proof.hashes())) {
            findings.add("proof", "it does not lead from this leaf to the root of the checkpoint");
            return refuted();
        }
        out.println(new String(proof.leaf(), StandardCharsets.UTF_8));
        return verified(checkpoint, "this is leaf " + proof.index() + " of " + checkpoint.size());
    }

    private int consistency(ProofFile.Consistency proof) throws UnreadableException {
        SignedCheckpoint newer = opened(proof.note(), "checkpoint of the proof");
        Path earlier = arguments.since().get(0);
        SignedCheckpoint older = opened(Arguments.text(earlier), earlier.toString());
        if (newer == null || older == null) {
            return refuted();
        }
        if (older.size() != proof.older() || !ProofPath.continues(older, newer, proof.hashes())) {
            findings.add("proof", "it does not lead from the earlier checkpoint to the newer one");
            return refuted();
        }
        return verified(newer, "it continues the checkpoint of size " + older.size());
    }

    private @Nullable SignedCheckpoint opened(String note, String where) {
        SignedCheckpoint checkpoint = SignedCheckpoint.open(note, arguments.keys());
        if (checkpoint == null) {
            findings.add(where, "it is not a checkpoint signed by the given key: it was altered, or is of another log");
        }
        return checkpoint;
    }

    private int refuted() {
        out.println("NOT VERIFIED: " + findings.count() + (findings.count() == 1 ? " finding" : " findings"));
        return REFUTED;
    }

    private int verified(SignedCheckpoint checkpoint, String what) {
        out.println("verified: " + checkpoint.origin() + ", " + what + "; size " + checkpoint.size() + ", root "
                + checkpoint.rootInHex());
        return VERIFIED;
    }
}
