package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Reconciliation;
import dev.rasura.audit.Sinks;
import dev.rasura.audit.StreamOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stream has and the trail has not, and the other way round, is named. */
class StreamComparisonTest extends RecordedTrailContract {

    private final Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    private static final String OTHERS =
            "{\"time\":\"2026-01-01T00:00:00Z\",\"message\":\"checkpoint\",\"arguments\":[{\"rasura\":1}]}\n";

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private SealedTrail trail;

    @BeforeEach
    void stream() {
        trail = trail(Sinks.BOTH);
    }

    private SealedTrail trail(Sinks where) {
        return new SealedTrail(recorded.parts(recorded.provider)
                .withCatalogue(EventCatalogue.of(List.of(
                        EventType.of("candidate.viewed").withPersonal("search").to(where))))
                .withStream(List.of(event -> lines.add(WrittenLine.of(event))), StreamOptions.defaults()));
    }

    private List<UUID> record(int events) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            ids.add(trail.record(RecordedTrail.view(RecordedTrail.ANNA)));
        }
        trail.awaitWritten(Duration.ofSeconds(30));
        return ids;
    }

    private Path file(String name, String... text) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("", text));
    }

    private Path compressed(String name, String... text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("", text).getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private Reconciliation reconcile(Path... files) {
        return trail.stream().reconcile(List.of(files), Instant.MIN, tomorrow);
    }

    @Test
    void bothHaveTheSameSealedOrNotCompressedOrNot() throws IOException {
        record(3);
        trail.seal();
        record(2);
        Collections.shuffle(lines);
        Path old = compressed("audit.json.gz", lines.get(0), lines.get(1), OTHERS);
        Path now = file("audit.json", lines.get(2), lines.get(3), "\n", lines.get(4), lines.get(4));
        Reconciliation report = reconcile(now, old);
        assertThat(report.complete()).isTrue();
        assertThat(report.same()).isEqualTo(5);
        assertThat(report.repeated()).isEqualTo(1);
        assertThat(report.others()).isEqualTo(1);
    }

    @Test
    void aLineThatIsMissingARowThatIsGoneAndOneThatWasAlteredAreNamed() throws IOException {
        List<UUID> ids = record(6);
        trail.seal();
        ids.addAll(record(2));
        recorded.database.execute("delete from rasura_audit_leaf where event_id = '" + ids.get(0) + "'");
        recorded.database.execute("delete from rasura_audit_staged where event_id = '" + ids.get(6) + "'");
        recorded.database.execute("update rasura_audit_leaf set leaf = (select leaf from rasura_audit_leaf"
                + " where event_id = '" + ids.get(2) + "') where event_id = '" + ids.get(1) + "'");
        String altered = lines.get(3).replaceAll("leafHash\":\"[0-9a-f]{64}", "leafHash\":\"" + "0".repeat(64));
        String forged = lines.get(3).replace(ids.get(3).toString(), "0190a000-0000-7000-8000-000000000001");
        Path file = file(
                "audit.json",
                lines.get(0),
                lines.get(1),
                lines.get(2),
                altered,
                forged,
                lines.get(5),
                lines.get(6),
                lines.get(7));
        Reconciliation report = reconcile(file);

        assertThat(report.complete()).isFalse();
        assertThat(report.onlyInTrail()).containsExactly(ids.get(4));
        // The row of event 1 says event 2 now: its own is gone.
        assertThat(report.onlyInStream())
                .containsExactlyInAnyOrder(
                        ids.get(0), ids.get(1), ids.get(6), UUID.fromString("0190a000-0000-7000-8000-000000000001"));
        assertThat(report.different()).containsExactly(ids.get(3));
        assertThat(report.same()).isEqualTo(3);
        assertThat(report.onlyInTrailCount()).isEqualTo(1);
        assertThat(report.onlyInStreamCount()).isEqualTo(4);
        assertThat(report.differentCount()).isEqualTo(1);
    }

    @Test
    void aForgedSecondLineDoesNotHideBehindTheTrueOne() throws IOException {
        List<UUID> ids = record(1);
        String forged = lines.get(0).replaceAll("leafHash\":\"[0-9a-f]{64}", "leafHash\":\"" + "0".repeat(64));
        assertThat(reconcile(file("audit.json", lines.get(0), forged, lines.get(0)))
                        .different())
                .containsExactly(ids.get(0));
    }

    @Test
    void whatIsNoWholeLineIsNamedByFileAndNumber() throws IOException {
        record(1);
        String twice = lines.get(0).replace("{\"time\"", "{\"id\":\"x\",\"time\"");
        Path file = file(
                "audit.json",
                "{\"rasura\":1,\"id\":\"01\n",
                lines.get(0),
                "[1]\n",
                "{} {}\n",
                "{\"rasura\":1}\n",
                "{\"rasura\":2}\n",
                twice,
                "\0\n",
                lines.get(0).strip());
        Reconciliation report = reconcile(file);
        assertThat(report.unreadable())
                .containsExactly(
                        "audit.json:1",
                        "audit.json:3",
                        "audit.json:4",
                        "audit.json:5",
                        "audit.json:6",
                        "audit.json:7",
                        "audit.json:8",
                        "audit.json:9");
        assertThat(report.same()).isEqualTo(1);
        assertThat(report.complete()).isFalse();
    }

    @Test
    void aCompressedFileThatEndsEarlyIsNamed() throws IOException {
        record(3);
        Path whole = compressed("whole.gz", lines.get(0), lines.get(1), lines.get(2));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length - 12));
        assertThat(reconcile(cut).unreadable()).singleElement().asString().contains("cut.gz:", "and all after it");
        assertThatThrownBy(() -> reconcile(folder.resolve("missing.json")))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("missing.json");
    }

    @Test
    void onlyWhatWasRecordedInTheWindowIsCompared() throws IOException {
        record(2);
        Path file = file("audit.json", lines.get(0));
        assertThat(trail.stream().reconcile(List.of(file)).onlyInTrailCount())
                .as("the last minute may be on its way")
                .isZero();
        assertThat(trail.stream()
                        .reconcile(List.of(file), tomorrow, tomorrow.plusSeconds(60))
                        .same())
                .isZero();
        assertThat(reconcile(file).onlyInTrailCount()).isEqualTo(1);
    }

    @Test
    void linesOfATypeThatIsNoLongerStreamedAreStillCompared() throws IOException {
        record(2);
        trail = trail(Sinks.TRAIL);
        Reconciliation report = reconcile(file("audit.json", lines.get(0)));
        assertThat(report.same()).isEqualTo(1);
        assertThat(report.complete()).isTrue();
    }
}
