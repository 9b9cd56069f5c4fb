package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Origin;
import dev.rasura.audit.Reconciliation;
import dev.rasura.audit.Reconciliation.AlteredLine;
import dev.rasura.audit.Sinks;
import dev.rasura.audit.StreamOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever edits the words of a line and leaves its id and hash is found, as far as the trail still has the words. */
class AlteredLinesTest extends RecordedTrailContract {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private SealedTrail trail;

    @BeforeEach
    void stream() {
        trail = new SealedTrail(recorded.parts(recorded.provider)
                .withCatalogue(EventCatalogue.of(List.of(EventType.of("candidate.viewed")
                        .withAttribute("rows")
                        .withAttribute("note")
                        .withPersonal("search", "origin.address", "origin.userAgent")
                        .to(Sinks.BOTH)
                        .streamingValues())))
                .withStream(List.of(event -> lines.add(WrittenLine.of(event))), StreamOptions.defaults()));
    }

    private UUID record() {
        UUID id = trail.record(
                AuditEvent.of("candidate.viewed", Actor.user("recruiter-7").onBehalfOf(Actor.user("boss-1")))
                        .action("view")
                        .failed("it was late")
                        .entity("Candidate")
                        .subject(RecordedTrail.ANNA)
                        .subject(RecordedTrail.BERT)
                        .attributes("name", "city")
                        .purpose("selection")
                        .legalBasis("contract")
                        .fact("rows", 2)
                        .fact("note", "of May")
                        .origin(new Origin(null, null, "t-1", "r-1"))
                        .personal("search", "Anna Berg")
                        .build());
        trail.awaitWritten(Duration.ofSeconds(30));
        return id;
    }

    private Reconciliation reconcile(String... text) throws IOException {
        return trail.stream()
                .reconcile(
                        List.of(Files.writeString(folder.resolve("audit.json"), String.join("", text))),
                        Instant.MIN,
                        Instant.now().plus(Duration.ofDays(1)));
    }

    @Test
    void eachFieldIsBoundSealedOrNot() throws IOException {
        UUID id = record();
        for (int sealed = 0; sealed < 2; sealed++) {
            Reconciliation untouched = reconcile(lines.get(0));
            assertThat(untouched.complete()).isTrue();
            assertThat(untouched.same()).isOne();
            for (String[] edit : EDITS) {
                String edited = lines.get(0).replaceFirst(edit[1], edit[2]);
                assertThat(edited).as(edit[0]).isNotEqualTo(lines.get(0));
                Reconciliation report = reconcile("\n", edited);
                assertThat(report.altered())
                        .as(edit[0])
                        .containsExactly(new AlteredLine("audit.json:2", id, List.of(edit[0])));
                assertThat(report.alteredCount()).isOne();
                assertThat(report.same()).isZero();
                assertThat(report.complete()).isFalse();
            }
            trail.seal();
        }
    }

    /** Field, what is replaced, by what. */
    private static final String[][] EDITS = {
        {"occurredAt", "(occurredAt\":\"[^.]*)\\.\\d+", "$1.000001"},
        {"type", "candidate.viewed", "candidate.changed"},
        {"action", "\"view\"", "\"delete\""},
        {"action", "\"action\":\"view\",", ""},
        {"outcome", "FAILURE", "SUCCESS"},
        {"reason", "it was late", "it was early"},
        {"actor", "(actor\":\\{\"type\":\"user\",\"ref\":\").{4}", "$10000"},
        {"actor", "\"actor\":\\{[^}]*\\}", "\"actor\":null"},
        {"onBehalfOf", "\"onBehalfOf\":\\{[^}]*\\},", ""},
        {"subjects", "(subjects\":\\[)(\\{[^}]*\\}),(\\{[^}]*\\})", "$1$3,$2"},
        {"subjects", ",(\\{[^}]*\\})\\],\"entity", "],\"entity"},
        {"entity", "\"entity\":\"Candidate\"", "\"entity\":\"Client\""},
        {"attributes", "\"name\"", "\"names\""},
        {"purpose", "selection", "curiosity"},
        {"legalBasis", "contract", "consent"},
        {"facts", "\"rows\":\"2\"", "\"rows\":\"1\""},
        {"facts", "\"rows\":\"2\"", "\"rows\":\"2\",\"more\":\"1\""},
        {"facts", Pattern.quote("\"facts\":{"), "\"facts\":{\"x\":{\"y\":[1]},"},
        {"traceId", "t-1", "t-2"},
        {"requestId", "r-1", "r-2"},
        {"node", "\"node\":\"", "\"node\":\"x"},
        {"epoch", "(epoch\":\")[0-9a-f]{4}", "$10000"},
        {"number", "\"number\":1", "\"number\":2"},
        {"values", "Anna Berg", "Bert Wolf"},
        {"values", "\"search\":\"Anna Berg\"", "\"search\":\"Anna Berg\",\"x\":\"y\""},
        {"values", "\"values\":\\{[^}]*\\}", "\"values\":\\{\\}"},
        {"values", "\"values\":\\{[^}]*\\}", "\"values\":\"none\""},
    };

    @Test
    void allFieldsThatWereEditedAreNamed() throws IOException {
        UUID id = record();
        String edited = lines.get(0).replace("selection", "curiosity").replace("it was late", "never");
        assertThat(reconcile(lines.get(0), edited).altered())
                .containsExactly(new AlteredLine("audit.json:2", id, List.of("reason", "purpose")));
    }

    @Test
    void anAlteredLineDoesNotHideBehindTheTrueOne() throws IOException {
        record();
        String edited = lines.get(0).replace("selection", "curiosity");
        Reconciliation report = reconcile(edited, lines.get(0), lines.get(0));
        assertThat(report.alteredCount()).isOne();
        assertThat(report.same()).isZero();
        assertThat(report.repeated()).isOne();
        assertThat(report.onlyInTrailCount()).isZero();
    }

    @Test
    void valuesThatWereErasedAreCountedBecauseNothingIsLeftToCompareThemWith() throws IOException {
        UUID erased = record();
        record();
        trail.seal();
        recorded.database.execute("delete from rasura_audit_disclosure where event_id = ?", erased);
        String edited = lines.get(0).replace("Anna Berg", "Bert Wolf");
        Reconciliation report = reconcile(edited, lines.get(1));
        assertThat(report.complete()).isTrue();
        assertThat(report.same()).isEqualTo(2);
        assertThat(report.valuesGone()).isOne();
        assertThat(reconcile(lines.get(0).replace("\"search\"", "\"found\""), lines.get(1))
                        .altered())
                .as("which values there were is still known")
                .singleElement()
                .extracting(AlteredLine::fields)
                .isEqualTo(List.of("values"));
    }

    @Test
    void aMaskedFieldIsCountedAndTheRestIsCompared() throws IOException {
        record();
        String masked =
                lines.get(0).replace("of May", "****").replaceFirst("\"values\":\\{[^}]*\\}", "\"values\":\"****\"");
        Reconciliation report = reconcile(masked);
        assertThat(report.complete()).isTrue();
        assertThat(report.same()).isOne();
        assertThat(report.masked()).isOne();
        assertThat(reconcile(masked.replace("\"rows\":\"2\"", "\"rows\":\"1\"")).altered())
                .singleElement()
                .extracting(AlteredLine::fields)
                .isEqualTo(List.of("facts"));
        assertThat(reconcile(lines.get(0)).masked()).isZero();
    }

    @Test
    void aValueMayBeNamedAsTheOriginIs() throws IOException {
        trail.record(AuditEvent.of("candidate.viewed", Actor.user("recruiter-7"))
                .subject(RecordedTrail.ANNA)
                .origin(new Origin("192.0.2.1", "a browser", null, null))
                .personal("origin.address", "Lane 5")
                .personal("origin.userAgent", "a broker")
                .build());
        trail.awaitWritten(Duration.ofSeconds(30));
        assertThat(lines.get(0)).contains("Lane 5", "a broker");
        assertThat(reconcile(lines.get(0)).altered()).isEmpty();
        assertThat(reconcile(lines.get(0).replace("Lane 5", "192.0.2.1")).alteredCount())
                .isOne();
    }

    @Test
    void morePagesThanOneAreComparedAndOnlySomeAreNamed() throws IOException {
        for (int i = 0; i < 1_203; i++) {
            trail.record(RecordedTrail.view(RecordedTrail.ANNA));
        }
        trail.awaitWritten(Duration.ofSeconds(60));
        trail.seal();
        String[] edited = lines.stream()
                .map(line -> line.replace("selection", "curiosity"))
                .toArray(String[]::new);
        edited[700] = lines.get(700);
        Reconciliation report = reconcile(edited);
        assertThat(report.alteredCount()).isEqualTo(1_202);
        assertThat(report.altered()).hasSize(Reconciliation.NAMED);
        assertThat(report.altered().get(999).where()).isEqualTo("audit.json:1001");
        assertThat(report.same()).isOne();
        assertThat(report.onlyInTrailCount()).isZero();
    }
}
