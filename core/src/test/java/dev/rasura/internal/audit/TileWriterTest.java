package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of C2SP tlog-tiles. */
class TileWriterTest {

    @TempDir
    Path folder;

    private List<byte[]> write(int leaves) throws IOException {
        TileWriter tiles = new TileWriter(folder);
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < leaves; i++) {
            byte[] leaf = Integer.toString(i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            hashes.add(MerkleTree.leafHash(leaf));
            tiles.add(leaf, hashes.get(i));
        }
        tiles.finish();
        return hashes;
    }

    private long files(String level) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("tile").resolve(level))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private byte[] tile(String path) throws IOException {
        return Files.readAllBytes(folder.resolve("tile").resolve(path));
    }

    @Test
    void anIndexIsInGroupsOfThreeDigits() {
        assertThat(TileWriter.path(1_234_067)).isEqualTo("x001/x234/067");
        assertThat(TileWriter.path(0)).isEqualTo("000");
        assertThat(TileWriter.path(1_000)).isEqualTo("x001/000");
    }

    @Test
    void aTreeOf70000LeavesHasTheTilesOfTheSpecification() throws IOException {
        List<byte[]> hashes = write(70_000);

        assertThat(files("0")).isEqualTo(274);
        assertThat(tile("0/272")).hasSize(256 * 32);
        assertThat(tile("0/273.p/112")).hasSize(112 * 32);
        assertThat(files("1")).isEqualTo(2);
        assertThat(tile("1/000")).hasSize(256 * 32);
        assertThat(tile("1/001.p/17")).hasSize(17 * 32);
        assertThat(files("2")).isEqualTo(1);
        assertThat(tile("2/000.p/1")).isEqualTo(MerkleTree.root(hashes.subList(0, 65_536)));
        assertThat(files("entries")).isEqualTo(274);
        assertThat(tile("entries/000")).startsWith(0, 1, '0', 0, 1, '1');
    }

    @Test
    void aTreeOf256LeavesIsOneFullTileAndAPartialOneAboveIt() throws IOException {
        List<byte[]> hashes = write(256);

        assertThat(files("0")).isEqualTo(1);
        assertThat(tile("1/000.p/1")).isEqualTo(MerkleTree.root(hashes));
        assertThat(tile("0/000")).startsWith(hashes.get(0));
    }
}
