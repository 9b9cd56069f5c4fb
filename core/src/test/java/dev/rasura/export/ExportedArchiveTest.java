package dev.rasura.export;

import static dev.rasura.export.AliceAndBob.ALICE;
import static dev.rasura.export.AliceAndBob.BOB;
import static dev.rasura.export.AliceAndBob.SCAN;
import static dev.rasura.export.AliceAndBob.THUMB;
import static dev.rasura.export.AliceAndBob.TRANSCRIPT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The archive of an export, part by part. */
class ExportedArchiveTest extends ExportContract {

    /** What belongs to others: their values, and their keys, which are unlike all else. */
    private static final List<String> NOT_HERS = List.of(
            "Bystander", "bob@example.org", "7002", "Scrivener", "8800", "Bobby", "bob-secret", "6601", "Other Street");

    @Test
    void theArchiveHasItsPartsInOrderAndUnderPlainNames() throws IOException {
        byte[] zip = write(ALICE, ExportFormat.ZIP);

        assertThat(unzip(zip).keySet())
                .startsWith("data.json")
                .endsWith("manifest.json")
                .contains("csv/Person.csv", "csv/___Paper__Scan.csv")
                .filteredOn(name -> name.startsWith("attachments/"))
                .map(name -> name.replaceAll("/[1-4]-", "/n-"))
                .containsExactlyInAnyOrder(
                        "attachments/___Paper__Scan/n-scan_1.bin",
                        "attachments/___Paper__Scan/n-thumb.bin",
                        "attachments/___Paper__Scan/n-transcript.txt",
                        "attachments/___Paper__Scan/n-thumb.bin");
        assertThat(unzip(zip).keySet())
                .hasSize(1 + 12 + 4 + 1)
                .allMatch(name -> name.matches("[A-Za-z0-9_/-]+\\.(json|csv|bin|txt)"));
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.parse("2026-03-01T10:15:30"));
            }
        }
    }

    @Test
    void attachmentsAreWhatTheDocumentSays() throws IOException {
        Map<String, byte[]> parts = unzip(write(ALICE, ExportFormat.ZIP));
        JsonNode paper = table(JSON.readTree(parts.get("data.json")), "../Paper: Scan")
                .get("rows")
                .get(0);

        Map<String, byte[]> expected = Map.of("scan/1", SCAN, "thumb", THUMB, "transcript", TRANSCRIPT.getBytes(UTF_8));
        expected.forEach((column, content) -> {
            byte[] attached = parts.get(paper.get(column).get("attachment").asString());
            assertThat(attached).isEqualTo(content);
            assertThat(paper.get(column).get("bytes").asLong()).isEqualTo(content.length);
        });
        assertThat(new String(parts.get("csv/___Paper__Scan.csv"), UTF_8))
                .contains(paper.get("scan/1").get("attachment").asString());
    }

    @Test
    void theManifestHoldsTheHashOfEachPart() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportManifest manifest = rasura.export().write(ALICE, ExportFormat.ZIP, out);
        Map<String, byte[]> parts = unzip(out.toByteArray());
        byte[] stored = parts.remove("manifest.json");

        assertThat(manifest.parts().stream().map(ExportManifest.Part::name)).containsExactlyElementsOf(parts.keySet());
        for (ExportManifest.Part part : manifest.parts()) {
            byte[] bytes = parts.get(part.name());
            assertThat(part.bytes()).isEqualTo(bytes.length);
            assertThat(part.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        JsonNode json = JSON.readTree(stored);
        assertThat(json.get("id").asString()).isEqualTo(manifest.id().toString());
        assertThat(json.get("rows").asLong()).isEqualTo(manifest.rows()).isEqualTo(18);
        assertThat(json.get("consistent").asBoolean()).isTrue();
        assertThat(json.get("parts").valueStream().map(p -> p.get("sha256").asString()))
                .containsExactlyElementsOf(manifest.parts().stream()
                        .map(ExportManifest.Part::sha256)
                        .toList());
        assertThat(manifest.bytes())
                .isEqualTo(parts.values().stream().mapToLong(b -> b.length).sum());
    }

    @Test
    void noCellBecomesAFormulaAndNullIsNotTheEmptyText() throws IOException {
        Map<String, byte[]> parts = unzip(write(ALICE, ExportFormat.ZIP));

        assertThat(new String(parts.get("csv/nickname.csv"), UTF_8)
                        .lines()
                        .skip(1)
                        .toList())
                .anyMatch(l -> l.contains("'=Al"))
                .noneMatch(l -> l.contains(",=Al") || l.startsWith("=Al"));
        String activity = new String(parts.get("csv/Activity.csv"), UTF_8);
        assertThat(activity).contains("-12.50").doesNotContain("'-12.50");
        List<String> facts =
                new String(parts.get("csv/Facts.csv"), UTF_8).lines().toList();
        int empty = Arrays.asList(facts.get(0).split(",")).indexOf("empty");
        assertThat(empty).isNotNegative();
        assertThat(String.join("\n", facts)).contains("\"\"");
        assertThat(activity.lines().skip(1).toList()).noneMatch(l -> l.contains("\"\""));
        assertThat(activity).contains("\r\n");
    }

    @Test
    void nothingOfOthersIsInAnyPart() throws IOException {
        assertNothingOfOthers(Map.of("data.json", write(ALICE, ExportFormat.JSON)));
        assertNothingOfOthers(unzip(write(ALICE, ExportFormat.ZIP)));

        // The list can fail: in Bob's export most of it is found.
        assertThat(new String(write(BOB, ExportFormat.JSON), UTF_8))
                .contains("Bystander", "bob@example.org", "7002", "Bobby", "6601");
    }

    @Test
    void noSecretLeaves() throws IOException {
        for (byte[] part : unzip(write(ALICE, ExportFormat.ZIP)).values()) {
            assertThat(new String(part, UTF_8)).doesNotContain("alice-secret");
        }
        assertThat(database.count("Person where password = 'alice-secret'")).isEqualTo(1);
    }

    private static void assertNothingOfOthers(Map<String, byte[]> parts) {
        parts.forEach((name, bytes) -> {
            if (!name.endsWith(".bin")) {
                assertThat(name + "\n" + withoutLarge(new String(bytes, UTF_8))).doesNotContain(NOT_HERS);
            }
        });
    }

    /** Base64 of random bytes and hashes may hold any few digits. */
    private static String withoutLarge(String text) {
        return text.replaceAll("[A-Za-z0-9+/=]{40,}", "").replaceAll("\"id\":\"[0-9a-f-]{36}\"|\"bytes\":\\d+", "");
    }
}
