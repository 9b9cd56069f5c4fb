package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The paths that one pass makes are those of RFC 6962. */
class InclusionPassTest {

    @Test
    void thePathsOfAllLeavesOfEverySmallTreeAreThoseOfTheTree() {
        List<byte[]> leaves = new ArrayList<>();
        for (int size = 1; size <= 70; size++) {
            leaves.add(MerkleTree.leafHash(("leaf " + size).getBytes(StandardCharsets.UTF_8)));
            InclusionPass pass =
                    new InclusionPass(LongStream.range(0, size).boxed().toList(), size);
            for (int i = 0; i < size; i++) {
                pass.append(i, leaves.get(i));
            }
            pass.end();
            byte[] root = MerkleTree.root(leaves);
            for (int i = 0; i < size; i++) {
                List<byte[]> path = pass.path(i).orElseThrow();
                assertThat(path).containsExactlyElementsOf(MerkleTree.inclusionProof(i, leaves));
                assertThat(MerkleTree.includes(i, size, leaves.get(i), path, root))
                        .isTrue();
            }
        }
    }

    @Test
    void whereALeafIsMissingThereIsNoPath() {
        InclusionPass pass = new InclusionPass(List.of(0L), 4);
        for (int i = 0; i < 3; i++) {
            pass.append(i, MerkleTree.leafHash(new byte[] {(byte) i}));
        }
        pass.end();
        assertThat(pass.path(0)).isEmpty();
    }
}
