package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.keys.KeyRing;
import dev.rasura.spi.KeyFile;
import dev.rasura.verify.Offline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated proofs and notes never verify, by neither of the two implementations. {@code -Pmutations} tries a million; a
 * mutation that yields the same bytes again is passed over.
 */
class ProofMutationTest {

    private static final int MUTATIONS = Integer.getInteger("rasura.mutations", 10_000);

    private final Random random = new Random(6962);
    private final KeyRing keys = new KeyRing(KeyFile.ephemeral("example.com/audit"));
    private final List<byte[]> leaves = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // hashes, compared by what they hold
    private record Proof(long first, long size, byte[] subject, List<byte[]> path, byte[] root) {
        boolean same(Proof other) {
            return first == other.first
                    && size == other.size
                    && java.util.Arrays.equals(subject, other.subject)
                    && java.util.Arrays.equals(root, other.root)
                    && java.util.Arrays.deepEquals(path.toArray(), other.path.toArray());
        }
    }

    private byte[] leafHash(int index) {
        while (leaves.size() <= index) {
            leaves.add(MerkleTree.leafHash(("leaf " + leaves.size()).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves.get(index);
    }

    private Proof inclusion() {
        int size = 1 + random.nextInt(70);
        int index = random.nextInt(size);
        leafHash(size - 1);
        List<byte[]> all = leaves.subList(0, size);
        return new Proof(index, size, leafHash(index), MerkleTree.inclusionProof(index, all), MerkleTree.root(all));
    }

    private Proof consistency() {
        int size = 2 + random.nextInt(70);
        int older = 1 + random.nextInt(size - 1);
        leafHash(size - 1);
        List<byte[]> all = leaves.subList(0, size);
        return new Proof(
                older,
                size,
                MerkleTree.root(all.subList(0, older)),
                MerkleTree.consistencyProof(older, all),
                MerkleTree.root(all));
    }

    private Proof mutated(Proof proof) {
        List<byte[]> path =
                new ArrayList<>(proof.path.stream().map(byte[]::clone).toList());
        byte[] subject = proof.subject.clone();
        byte[] root = proof.root.clone();
        long first = proof.first;
        long size = proof.size;
        switch (random.nextInt(9)) {
            case 0 -> flip(subject);
            case 1 -> flip(root);
            case 2 ->
                path.add(
                        random.nextInt(path.size() + 1),
                        leafHash(random.nextInt(70)).clone());
            case 3 -> first += random.nextInt(7) - 3;
            case 4 -> subject = java.util.Arrays.copyOf(subject, random.nextInt(40));
            default -> {
                if (path.isEmpty()) {
                    flip(subject);
                } else {
                    int at = random.nextInt(path.size());
                    switch (random.nextInt(4)) {
                        case 0 -> flip(path.get(at));
                        case 1 -> path.remove(at);
                        case 2 -> java.util.Collections.swap(path, at, random.nextInt(path.size()));
                        default -> path.set(at, java.util.Arrays.copyOf(path.get(at), random.nextInt(40)));
                    }
                }
            }
        }
        return new Proof(first, size, subject, path, root);
    }

    private void flip(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }

    @Test
    void mutatedProofsNeverVerify() {
        int tried = 0;
        while (tried < MUTATIONS) {
            boolean included = random.nextBoolean();
            Proof genuine = included ? inclusion() : consistency();
            assertThat(verifies(genuine, included)).isTrue();
            for (int i = 0; i < 20; i++) {
                Proof forged = mutated(genuine);
                if (!forged.same(genuine)) {
                    tried++;
                    assertThat(verifies(forged, included))
                            .as("%s of %d in %d", included ? "inclusion" : "consistency", forged.first, forged.size)
                            .isFalse();
                }
            }
        }
    }

    /** What one implementation says; the other must say the same. */
    private static boolean verifies(Proof proof, boolean included) {
        boolean ours = included
                ? MerkleTree.includes(proof.first, proof.size, proof.subject, proof.path, proof.root)
                : MerkleTree.consistent(proof.first, proof.size, proof.subject, proof.root, proof.path);
        boolean others = Offline.proves(included, proof.first, proof.size, proof.subject, proof.path, proof.root);
        assertThat(ours).isEqualTo(others);
        return ours;
    }

    @Test
    void mutatedCheckpointsNeverOpen() {
        String note = keys.signer()
                .sign(Checkpoint.of("example.com/audit", 4_711, leafHash(3)).body());
        byte[] genuine = note.getBytes(StandardCharsets.UTF_8);
        String key = keys.signer().verifier().verifierKey();
        assertThat(Checkpoint.open(note, keys.signer().verifier())).isPresent();
        assertThat(Offline.opens(note, key)).isTrue();
        for (int i = 0; i < Math.min(MUTATIONS, 50_000) / 10; i++) {
            byte[] forged = genuine.clone();
            switch (random.nextInt(3)) {
                case 0 -> flip(forged);
                case 1 -> forged = java.util.Arrays.copyOf(forged, random.nextInt(forged.length));
                default -> forged[random.nextInt(forged.length)] = (byte) random.nextInt(128);
            }
            String text = new String(forged, StandardCharsets.UTF_8);
            if (!text.equals(note) && !sameSignature(text, note)) {
                assertThat(Checkpoint.open(text, keys.signer().verifier()))
                        .as(text)
                        .isEmpty();
                assertThat(Offline.opens(text, key)).as(text).isFalse();
            }
        }
    }

    /** The last digit of base64 may say the same in several ways. */
    private static boolean sameSignature(String text, String note) {
        try {
            int at = note.lastIndexOf(' ') + 1;
            return text.length() == note.length()
                    && text.startsWith(note.substring(0, at))
                    && java.util.Arrays.equals(
                            Base64.getDecoder().decode(text.substring(at).strip()),
                            Base64.getDecoder().decode(note.substring(at).strip()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
