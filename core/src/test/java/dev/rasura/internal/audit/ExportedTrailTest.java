package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.ConsistencyProof;
import dev.rasura.audit.InclusionProof;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.TilesReport;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.verify.Offline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is exported of a sealed trail, and what the offline verifier says of it. */
class ExportedTrailTest extends RecordedTrailContract {

    private Path directory;

    @BeforeEach
    void chooseDirectory() {
        directory = folder.resolve("tiles");
    }

    private TilesReport export() {
        return recorded.trail.exportTiles(directory, PersonalValues.INCLUDED);
    }

    private Offline offline(String... more) {
        return Offline.verify(directory, recorded.trail.verifierKey(), more);
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private List<Path> besides() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.equals(directory) && !file.equals(recorded.anchorFile))
                    .toList();
        }
    }

    @Test
    void anExportIsLaidOutAsTilesAndVerifiesWithoutTheDatabase() throws IOException {
        recorded.recordAndSeal(600);

        TilesReport report = export();

        assertThat(report.treeSize()).isEqualTo(601); // and a heartbeat
        assertThat(report.disclosures()).isEqualTo(1_200);
        assertThat(read("checkpoint")).isEqualTo(report.checkpoint()).startsWith("test.example/audit\n601\n");
        assertThat(read("vkey")).isEqualTo(recorded.trail.verifierKey() + "\n");
        assertThat(directory.resolve("tile/0/001")).hasSize(8_192);
        assertThat(directory.resolve("tile/0/002.p/89")).hasSize(89 * 32);
        assertThat(directory.resolve("tile/1/000.p/2")).hasSize(64);
        assertThat(directory.resolve("tile/entries/002.p/89")).exists();
        assertThat(offline().status()).as(offline().err()).isZero();
        assertThat(offline().out()).contains("verified", "all 601 leaves", "1200 disclosed values", report.rootHash());
        assertThat(besides()).isEmpty();
    }

    @Test
    void personalValuesAreInItOnlyIfAskedFor() throws IOException {
        recorded.recordAndSeal(3);
        recorded.trail.exportTiles(directory, PersonalValues.LEFT_OUT);
        assertThat(directory.resolve("disclosures.jsonl")).doesNotExist();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("recruiter-7", "Anna Berg");
            }
        }
        assertThat(offline().status()).isZero();
    }

    @Test
    void anyFlippedBitOfAnyFileIsFound() throws IOException {
        recorded.recordAndSeal(300);
        export();
        Random random = new Random(4);
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("vkey")) {
                    continue;
                }
                byte[] genuine = Files.readAllBytes(file);
                for (int i = 0; i < 12; i++) {
                    byte[] forged = genuine.clone();
                    int at = random.nextInt(forged.length);
                    forged[at] ^= (byte) (1 << random.nextInt(8));
                    Files.write(file, forged);
                    assertThat(offline().status()).as("%s, byte %d", file, at).isEqualTo(1);
                }
                Files.write(file, genuine);
                Files.move(file, folder.resolve("aside"));
                int missing = file.endsWith("checkpoint") ? 2 : file.endsWith("disclosures.jsonl") ? 0 : 1;
                assertThat(offline().status()).as("%s missing", file).isEqualTo(missing);
                Files.move(folder.resolve("aside"), file);
            }
        }
        assertThat(offline().status()).isZero();
    }

    @Test
    void anAlteredLeafIsNamed() throws IOException {
        recorded.recordAndSeal(3);
        export();
        Path entries = directory.resolve("tile/entries/000.p/4");
        byte[] bytes = Files.readAllBytes(entries);
        int second = 2 + ((bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF));
        bytes[second + 40] ^= 1;
        Files.write(entries, bytes);
        assertThat(offline().err()).contains("leaf 1: altered").doesNotContain("leaf 0:", "leaf 2:");
    }

    @Test
    void anotherKeyVerifiesNothing() {
        recorded.recordAndSeal(1);
        export();
        try (RecordedTrail other = new RecordedTrail(DatabaseFamily.H2, folder)) {
            Offline wrong = Offline.verify(directory, other.trail.verifierKey());
            assertThat(wrong.status()).isEqualTo(1);
            assertThat(wrong.err()).contains("not a checkpoint signed by the given key");
        }
    }

    @Test
    void anEarlierExportIsReplacedByALaterOneWithoutWhatWasErasedSince() throws IOException {
        recorded.recordAndSeal(3);
        export();
        Files.copy(directory.resolve("checkpoint"), folder.resolve("earlier"));
        recorded.units()
                .own(
                        "test",
                        Mode.WRITE,
                        (connection, session) -> recorded.trail.disclosures().erase(connection, RecordedTrail.ANNA));
        recorded.recordAndSeal(2);

        export();

        // Of the first three events, two were about Anna; one more came after the erasure.
        assertThat(read("disclosures.jsonl").lines().filter(line -> line.contains("Anna Berg")))
                .hasSize(3);
        Files.createDirectories(folder.resolve("x"));
        assertThat(offline("--since", folder.resolve("earlier").toString()).status())
                .isZero();
        Files.delete(folder.resolve("x"));
        Files.delete(folder.resolve("earlier"));
        assertThat(besides()).isEmpty();
    }

    @Test
    void aValueUnderTheNameOfAnotherPersonOfItsEventIsNamed() throws IOException {
        recorded.recordAndSeal(1);
        export();
        Path file = directory.resolve("disclosures.jsonl");
        String genuine = Files.readString(file);
        String anna = new KeyRing(recorded.provider).pseudonym(RecordedTrail.ANNA);
        Files.writeString(
                file,
                genuine.replaceAll(
                        "\"ref\":\"[0-9a-f]+\",\"field\":\"actor.id\"",
                        "\"ref\":\"" + anna + "\",\"field\":\"actor.id\""));
        assertThat(Files.readString(file)).isNotEqualTo(genuine);
        assertThat(offline().status()).isEqualTo(1);
        assertThat(offline().err()).contains("inserted: the leaf commits to no such value of this person");
    }

    @Test
    void whatWasForgedCannotWriteLinesOfTheVerifiersOwn() throws IOException {
        recorded.recordAndSeal(1);
        export();
        Path entries = directory.resolve("tile/entries/000.p/2");
        String field = "actor.id\\nverified: all 2 leaves\\u001b[2J";
        String forged = new String(Files.readAllBytes(entries), StandardCharsets.ISO_8859_1)
                .replaceFirst(
                        "\"commitments\":\\{\"actor.id\"",
                        Matcher.quoteReplacement("\"commitments\":{\"" + field + "\""));
        byte[] bundle = forged.getBytes(StandardCharsets.ISO_8859_1);
        int first = ((bundle[0] & 0xFF) << 8 | (bundle[1] & 0xFF)) + field.length() - "actor.id".length();
        bundle[0] = (byte) (first >>> 8);
        bundle[1] = (byte) first;
        Files.write(entries, bundle);
        Path file = directory.resolve("disclosures.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"actor.id\"", "\"" + field + "\""));
        assertThat(offline().status()).isEqualTo(1);
        assertThat(offline().err()).contains("altered: the value of actor.id");
        assertThat(offline().err().lines()).noneMatch(line -> line.startsWith("verified"));
        assertThat(offline().err()).doesNotContain("\u001b");
    }

    @Test
    void aDirectoryOfAnythingElseIsLeftAloneAndNamed() throws IOException {
        recorded.recordAndSeal(1);
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("thesis.txt"), "mine");
        assertThatThrownBy(this::export)
                .isInstanceOf(AuditException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("thesis.txt")
                .hasMessageContaining("new or empty");
        assertThat(read("thesis.txt")).isEqualTo("mine");
        Files.delete(directory.resolve("thesis.txt"));
        Files.createDirectory(directory.resolve("tile"));
        assertThatThrownBy(this::export).hasMessageContaining("has no 'checkpoint'");
        Files.delete(directory.resolve("tile"));
        export();
        try (RecordedTrail other = new RecordedTrail(DatabaseFamily.H2, folder.resolveSibling("other"))) {
            other.trail.record(RecordedTrail.view(RecordedTrail.BERT));
            assertThatThrownBy(() -> other.trail.exportTiles(directory, PersonalValues.LEFT_OUT))
                    .hasMessageContaining("another log");
        }
        assertThat(offline().status()).isZero();
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> recorded.trail.exportTiles(file, PersonalValues.LEFT_OUT))
                .hasMessageContaining("not a directory");
        Files.delete(file);
        assertThat(besides()).isEmpty();
    }

    @Test
    void whatDoesNotAddUpIsNotExportedAndLeavesTheEarlierExportAsItWas() throws IOException {
        assertThatThrownBy(this::export).isInstanceOf(AuditException.class).hasMessageContaining("Nothing is sealed");
        recorded.recordAndSeal(3);
        export();
        String before = read("checkpoint");
        recorded.recordAndSeal(3);
        byte[] forged =
                recorded.database.query(byte[].class, "select leaf from rasura_audit_leaf where leaf_index = 5");
        forged[40] ^= 1;
        recorded.database.execute("update rasura_audit_leaf set leaf = ? where leaf_index = 5", (Object) forged);
        assertThatThrownBy(this::export).hasMessageContaining("do not add up");
        recorded.database.execute("delete from rasura_audit_leaf where leaf_index = 5");
        assertThatThrownBy(this::export).hasMessageContaining("do not add up");
        assertThat(read("checkpoint")).isEqualTo(before);
        assertThat(offline().status()).isZero();
        assertThat(besides()).isEmpty();
    }

    @Test
    void anEventIsProvenByAFileThatNeedsNothingElse() throws IOException {
        UUID id = recorded.record();
        recorded.recordAndSeal(20);
        UUID later = recorded.record();
        InclusionProof proof = recorded.trail.inclusionProof(id);

        assertThat(proof.text()).startsWith("c2sp.org/tlog-proof@v1\nextra ");
        Path file = Files.writeString(folder.resolve("event.tlog-proof"), proof.text());
        Offline judged = Offline.run("--proof", file.toString(), "--key", recorded.trail.verifierKey());
        assertThat(judged.status()).as(judged.err()).isZero();
        assertThat(judged.out()).contains(id.toString(), "this is leaf " + proof.leafIndex() + " of 22");
        Files.writeString(file, proof.text().replace("index " + proof.leafIndex(), "index 1"));
        assertThat(Offline.run("--proof", file.toString(), "--key", recorded.trail.verifierKey())
                        .status())
                .isEqualTo(1);
        assertThatThrownBy(() -> recorded.trail.inclusionProof(later)).hasMessageContaining("seal() it first");
    }

    @Test
    void aLaterCheckpointIsProvenToContinueAnEarlierOne() throws IOException {
        for (int round = 0; round < 4; round++) {
            recorded.recordAndSeal(round + 1);
            String older = recorded.trail.seal().checkpoint();
            recorded.recordAndSeal(5);
            ConsistencyProof proof = recorded.trail.consistencyProof(older);
            Path earlier = Files.writeString(folder.resolve("earlier"), older);
            Path file = Files.writeString(folder.resolve("proof"), proof.text());
            String[] arguments = {
                "--consistency", file.toString(), "--since", earlier.toString(), "--key", recorded.trail.verifierKey()
            };
            assertThat(Offline.run(arguments).status()).isZero();
            Files.writeString(file, proof.text().replace("old " + proof.olderSize(), "old " + (proof.olderSize() + 1)));
            assertThat(Offline.run(arguments).status()).isEqualTo(1);
        }
        assertThatThrownBy(() -> recorded.trail.consistencyProof("nonsense"))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("signed");
    }

    @Test
    void aKeyOfTheSameNameDoesNotContinueTheExport() {
        recorded.recordAndSeal(1);
        export();
        SealedTrail stranger = recorded.node("stranger", KeyFile.ephemeral(RecordedTrail.ORIGIN));
        assertThatThrownBy(() -> stranger.exportTiles(directory, PersonalValues.LEFT_OUT))
                .hasMessageContaining("another log");
    }
}
