package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The inclusion proofs of transparency-dev/merkle: 98 of them, 92 of which must be rejected. */
class InclusionVectorsTest {

    @TestFactory
    Stream<DynamicTest> everyVectorIsJudgedAsItSays() throws IOException {
        Path folder = folder();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSize(98);
        assertThat(files.stream().filter(file -> read(file).path("wantErr").asBoolean()))
                .hasSize(92);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(folder.relativize(file).toString(), () -> judge(read(file))));
    }

    private static void judge(JsonNode vector) {
        List<byte[]> proof = new ArrayList<>();
        vector.path("proof").forEach(hash -> proof.add(bytes(hash)));
        boolean included = MerkleTree.includes(
                number(vector.path("leafIdx")),
                number(vector.path("treeSize")),
                bytes(vector.path("leafHash")),
                proof,
                bytes(vector.path("root")));
        assertThat(included).isEqualTo(!vector.path("wantErr").asBoolean());
    }

    // Two vectors hold 2^64 - 1, which as a long is negative, and no index.
    private static long number(JsonNode unsigned) {
        return unsigned.bigIntegerValue().longValue();
    }

    private static byte[] bytes(JsonNode base64) {
        return base64.isString() ? Base64.getDecoder().decode(base64.stringValue()) : new byte[0];
    }

    private static JsonNode read(Path file) {
        try {
            return new JsonMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        String configured = System.getenv("RASURA_VECTORS");
        Path vectors = configured != null
                ? Path.of(configured)
                : repository().resolveSibling("shared").resolve("vectors");
        Path folder = vectors.resolve("rfc6962");
        if (!Files.isDirectory(folder)) {
            String reason =
                    "No RFC 6962 vectors at " + folder + ": set RASURA_VECTORS to the folder that holds rfc6962.";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason);
            }
            abort(reason);
        }
        return folder;
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw")) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder;
    }
}
