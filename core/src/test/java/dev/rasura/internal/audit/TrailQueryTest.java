package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.ReviewedTrail.viewed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditCursor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a query of the trail finds, in which order, and at what cost. */
class TrailQueryTest {

    private static final SubjectRef ANNA = SubjectRef.of("Customer", 1);
    private static final SubjectRef BERT = SubjectRef.of("Customer", 2);
    private static final Actor SEVEN = Actor.user("recruiter-7");
    private static final AuditQuery ALL = AuditQuery.all();

    @TempDir
    Path folder;

    private static List<UUID> ids(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::id).toList();
    }

    private static List<UUID> found(ReviewedTrail reviewed, AuditQuery query) {
        return ids(reviewed.trail.events(query));
    }

    @ParameterizedTest
    @MethodSource("dev.rasura.testing.TestDatabases#families")
    void eachRestrictionFindsTheSameSealedAndStaged(DatabaseFamily family) {
        try (ReviewedTrail reviewed = new ReviewedTrail(family, folder)) {
            String longPurpose = "p".repeat(300);
            reviewed.at("2026-03-02T08:00:00Z");
            UUID view = reviewed.trail.record(viewed(SEVEN, ANNA).build());
            reviewed.at("2026-03-02T09:00:00Z");
            UUID denied = reviewed.trail.record(
                    viewed(Actor.user("8"), BERT).denied("not yours").build());
            reviewed.at("2026-03-02T10:00:00Z");
            UUID edit = reviewed.trail.record(AuditEvent.of("invoice.edited", SEVEN)
                    .action("edit")
                    .entity("Invoice")
                    .subject(ANNA)
                    .subject(BERT)
                    .purpose(longPurpose)
                    .build());
            UUID other = reviewed.trail.record(AuditEvent.of("invoice.edited", Actor.system("import"))
                    .action("edit")
                    .entity("Invoice")
                    .purpose(longPurpose + "!")
                    .build());
            Map<AuditQuery, List<UUID>> expected = new HashMap<>();
            expected.put(ALL.about(ANNA), List.of(view, edit));
            expected.put(ALL.about(BERT).ending(Outcome.DENIED), List.of(denied));
            expected.put(ALL.by(SEVEN), List.of(view, edit));
            expected.put(ALL.by(Actor.system("import")), List.of(other));
            expected.put(ALL.ofType("candidate.viewed"), List.of(view, denied));
            expected.put(ALL.doing("edit").by(SEVEN), List.of(edit));
            expected.put(ALL.on("Invoice"), List.of(edit, other));
            expected.put(ALL.on("invoice"), List.of());
            expected.put(ALL.ending(Outcome.DENIED), List.of(denied));
            expected.put(ALL.forPurpose("selection"), List.of(view, denied));
            expected.put(ALL.forPurpose(longPurpose), List.of(edit));
            expected.put(
                    ALL.between(Instant.parse("2026-03-02T09:00:00Z"), Instant.parse("2026-03-02T10:00:00Z")),
                    List.of(denied));

            expected.forEach((query, ids) ->
                    assertThat(found(reviewed, query)).as("staged %s", query).containsExactlyElementsOf(ids));
            reviewed.trail.seal();
            expected.forEach((query, ids) ->
                    assertThat(found(reviewed, query)).as("sealed %s", query).containsExactlyElementsOf(ids));
            assertThat(reviewed.trail.verify().findings()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rasura.testing.TestDatabases#families")
    void pagesStayInOrderAndMissNothingWhileEventsArriveAndAreSealed(DatabaseFamily family) {
        try (ReviewedTrail reviewed = new ReviewedTrail(family, folder)) {
            List<UUID> recorded = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                recorded.add(reviewed.trail.record(viewed(SEVEN, ANNA).build()));
                reviewed.trail.record(viewed(SEVEN, BERT).build());
                if (i == 3) {
                    reviewed.trail.seal();
                }
            }
            AuditQuery query = ALL.about(ANNA).limit(3);
            List<RecordedEvent> read = new ArrayList<>();
            List<RecordedEvent> sealedOnly = new ArrayList<>();
            AuditCursor sealedAt = AuditCursor.START;
            AuditPage page;
            int pages = 0;
            do {
                page = reviewed.trail.reading().page(query);
                assertThat(page.events()).hasSizeLessThanOrEqualTo(3);
                read.addAll(page.events());
                query = query.after(AuditCursor.parse(page.next().text()));
                AuditPage sealed =
                        reviewed.trail.reading().page(query.withSealedOnly().after(sealedAt));
                sealedOnly.addAll(sealed.events());
                sealedAt = sealed.next();
                if (++pages == 2) {
                    // Read as not sealed already; now they are, and others came.
                    recorded.add(reviewed.trail.record(viewed(SEVEN, ANNA).build()));
                    reviewed.trail.seal();
                    recorded.add(reviewed.trail.record(viewed(SEVEN, ANNA).build()));
                }
            } while (page.more() || pages < 4);
            AuditPage last = reviewed.trail
                    .reading()
                    .page(query.withSealedOnly().after(sealedAt).limit(100));
            sealedOnly.addAll(last.events());

            assertThat(ids(read)).containsAll(recorded);
            assertThat(read.stream()
                            .filter(e -> e.leafIndex() != null)
                            .map(RecordedEvent::leafIndex)
                            .toList())
                    .as("sealed events come once, in the order of the leaves")
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(ids(sealedOnly))
                    .as("with sealed events only, nothing comes twice")
                    .containsExactlyElementsOf(recorded.subList(0, 8));
            AuditPage end = reviewed.trail.reading().page(query);
            assertThat(end.events()).isEmpty();
            assertThat(end.more()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rasura.testing.TestDatabases#families")
    void aPageReadsABoundedPartOfTheStagedEventsThoughNoneMatches(DatabaseFamily family) {
        try (ReviewedTrail reviewed = new ReviewedTrail(family, folder)) {
            for (int i = 0; i < TrailQuery.STAGED_BEYOND + 20; i++) {
                reviewed.trail.record(
                        AuditEvent.of("report.made", Actor.system("reports")).build());
            }
            UUID wanted = reviewed.trail.record(viewed(SEVEN, ANNA).build());
            AuditQuery query = ALL.about(ANNA).limit(10);

            reviewed.statements.clear();
            AuditPage first = reviewed.trail.reading().page(query);

            assertThat(first.events()).isEmpty();
            assertThat(first.more()).isTrue();
            assertThat(reviewed.statements)
                    .hasSize(2)
                    .allSatisfy(sql -> assertThat(sql).endsWith("limit ?"));
            assertThat(ids(reviewed.trail
                            .reading()
                            .page(query.after(first.next()))
                            .events()))
                    .containsExactly(wanted);
            assertThat(found(reviewed, query)).containsExactly(wanted);
        }
    }

    @Test
    void aPlaceThatNoPageGaveIsRefused() {
        assertThat(AuditCursor.parse("-1")).isEqualTo(AuditCursor.START);
        assertThatThrownBy(() -> AuditCursor.parse("7; drop table x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor");
        assertThatThrownBy(() -> ALL.limit(10_001)).hasMessageContaining("1 to 10000");
    }
}
