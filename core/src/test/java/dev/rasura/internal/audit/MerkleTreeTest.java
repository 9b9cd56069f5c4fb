package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /** The leaves and roots of the reference tests of Certificate Transparency (google/certificate-transparency, RFC 6962). */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theEmptyTreeHasTheHashOfNothingAsItsRoot() {
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertThat(MerkleTree.root(List.of())).asHexString().isEqualToIgnoringCase(empty);
        assertThat(new CompactRange().root()).asHexString().isEqualToIgnoringCase(empty);
    }

    @Test
    void theTreeAndTheCompactRangeHaveTheKnownRoots() {
        CompactRange range = new CompactRange();
        for (int size = 1; size <= LEAVES.size(); size++) {
            range.append(leafHashes(size).get(size - 1));
            assertThat(MerkleTree.root(leafHashes(size))).asHexString().isEqualToIgnoringCase(ROOTS.get(size - 1));
            assertThat(range.root()).asHexString().isEqualToIgnoringCase(ROOTS.get(size - 1));
            assertThat(CompactRange.of(size, range.frontier()).root()).isEqualTo(range.root());
        }
    }

    @Test
    void aFrontierThatDoesNotFitTheSizeIsRefused() {
        assertThatThrownBy(() -> CompactRange.of(3, new byte[32])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyLeafOfEveryTreeIsProvenIncludedAndNoOther() {
        for (int size = 1; size <= 20; size++) {
            List<byte[]> leaves = numbered(size);
            byte[] root = MerkleTree.root(leaves);
            for (int index = 0; index < size; index++) {
                List<byte[]> proof = MerkleTree.inclusionProof(index, leaves);
                for (int claimed = 0; claimed < size; claimed++) {
                    assertThat(MerkleTree.includes(claimed, size, leaves.get(index), proof, root))
                            .as("leaf %d as %d of %d", index, claimed, size)
                            .isEqualTo(claimed == index);
                }
            }
        }
    }

    @Test
    void everyTreeIsProvenToContinueEverySmallerOneAndNoOther() {
        for (int second = 1; second <= 20; second++) {
            List<byte[]> leaves = numbered(second);
            byte[] root = MerkleTree.root(leaves);
            for (int first = 1; first <= second; first++) {
                List<byte[]> proof = MerkleTree.consistencyProof(first, leaves);
                byte[] firstRoot = MerkleTree.root(leaves.subList(0, first));
                assertThat(MerkleTree.consistent(first, second, firstRoot, root, proof))
                        .isTrue();
                byte[] other = firstRoot.clone();
                other[0] ^= 1;
                assertThat(MerkleTree.consistent(first, second, other, root, proof))
                        .isFalse();
                if (!proof.isEmpty()) {
                    assertThat(MerkleTree.consistent(first, second, firstRoot, root, proof.subList(1, proof.size())))
                            .isFalse();
                }
            }
        }
    }

    private static List<byte[]> leafHashes(int size) {
        return LEAVES.subList(0, size).stream()
                .map(HexFormat.of()::parseHex)
                .map(MerkleTree::leafHash)
                .toList();
    }

    private static List<byte[]> numbered(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleTree.leafHash(new byte[] {(byte) i}));
        }
        return leaves;
    }
}
