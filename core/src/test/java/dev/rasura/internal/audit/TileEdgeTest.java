package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of leaves that are gone is enough for every proof about those that are left. */
class TileEdgeTest {

    private static byte[] leaf(int number) {
        return MerkleTree.leafHash(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    private static CompactRange tree(List<byte[]> leaves, int size) {
        CompactRange range = new CompactRange();
        leaves.subList(0, size).forEach(range::append);
        return range;
    }

    /** RFC 6962, sections 2.1.1 and 2.1.2: for each cut, each leaf from it on, each tree and each older tree from it on. */
    @Test
    void ofTheTreeAtTheCutEveryHashOfALaterProofIsKnown() {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            leaves.add(leaf(i));
        }
        for (int cut = 1; cut < leaves.size(); cut++) {
            CompactRange gone = tree(leaves, cut);
            for (int size = cut; size <= leaves.size(); size++) {
                for (int place = cut; place < size; place++) {
                    assertKnown(MerkleTree.inclusionRanges(place, size), gone, leaves);
                    assertKnown(MerkleTree.consistencyRanges(place, size), gone, leaves);
                }
            }
        }
    }

    private static void assertKnown(List<MerkleTree.Range> ranges, CompactRange gone, List<byte[]> leaves) {
        for (MerkleTree.Range range : ranges) {
            long end = Math.min(range.end(), gone.size());
            CompactRange sum = range.first() >= end
                    ? new CompactRange()
                    : gone.part(range.first(), end).orElseThrow();
            for (long i = range.first() + sum.size(); i < range.end(); i++) {
                sum.append(leaves.get((int) i));
            }
            assertThat(sum.root()).isEqualTo(MerkleTree.root(leaves.subList((int) range.first(), (int) range.end())));
        }
    }

    @Test
    void aProofAboutWhatIsGoneCannotBeMade() {
        List<byte[]> leaves = List.of(leaf(0), leaf(1), leaf(2), leaf(3), leaf(4));
        assertThat(tree(leaves, 4).part(0, 2)).isEmpty();
        assertThat(tree(leaves, 4).part(1, 4)).isEmpty();
        assertThat(tree(leaves, 5).part(4, 5)).isPresent();
    }

    @Test
    void theEdgeIsThePartialTilesAboveTheLeavesAndTheTreeOverThem() throws IOException {
        TileEdge edge = new TileEdge();
        CompactRange tiles = new CompactRange();
        for (int i = 0; i < 66_000; i++) {
            if (i < 300 || i % 997 == 0 || i > 65_500) {
                assertThat(edge.range().frontier()).isEqualTo(tiles.frontier());
                assertThat(written(edge).range().frontier()).isEqualTo(tiles.frontier());
            }
            edge.append(leaf(i));
            tiles.append(leaf(i));
        }
        assertThat(edge.size()).isEqualTo(66_000L * 256);
        assertThat(edge.level(1)).hasSize(66_000 % 256 * 32);
        assertThat(edge.level(2)).hasSize(66_000 / 256 % 256 * 32);
        assertThat(edge.level(3)).hasSize(32);
        assertThat(edge.tile(1)).isEqualTo(66_000 / 256);
        assertThat(edge.tile(3)).isZero();
    }

    private static TileEdge written(TileEdge edge) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        edge.write(new DataOutputStream(bytes));
        return TileEdge.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
