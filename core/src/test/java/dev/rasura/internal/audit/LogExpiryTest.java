package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.AgedTrail.SIGNED;
import static dev.rasura.internal.audit.AgedTrail.VIEWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import dev.rasura.audit.ExpiryOptions;
import dev.rasura.audit.ExpiryPreview;
import dev.rasura.audit.ExpiryReport;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.TilesReport;
import dev.rasura.audit.VerificationReport;
import dev.rasura.audit.VerificationScope;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.verify.Offline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is past its period leaves the trail, and all that is left holds. */
class LogExpiryTest extends AgedTrailContract {

    private List<RecordedEvent> events(String type) {
        return aged.trail.events(AuditQuery.all().ofType(type).limit(1_000));
    }

    private static ExpiryPreview.Due due(ExpiryPreview preview, String type) {
        return Objects.requireNonNull(preview.types().get(type));
    }

    @Test
    void nothingIsDueBeforeAPeriodIsOverAndThenNothingChanges() {
        aged.recordAndSeal("2020-01-01T12:00:00Z", VIEWED, 300);
        aged.clock.set("2021-01-01T12:00:00Z");
        long leaves = aged.leaves();

        ExpiryReport report = aged.trail.expire();

        assertThat(report.due().nothing()).isTrue();
        assertThat(report.complete()).isTrue();
        assertThat(report.due().heldBackBy())
                .isEqualTo(new ExpiryPreview.HeldBack(
                        0, VIEWED, Instant.parse("2020-01-01T12:00:00Z"), Instant.parse("2021-01-01T12:00:00Z")));
        assertThat(aged.leaves()).isEqualTo(leaves);
        assertThat(aged.values()).isEqualTo(600);
        assertThat(aged.trail.expired().completeSince()).isEmpty();

        aged.clock.set("2021-01-01T12:00:00.000001Z");
        assertThat(due(aged.trail.previewExpiry(), VIEWED).values()).isEqualTo(600);
        assertThat(aged.leaves()).as("a preview removes nothing").isEqualTo(leaves);
    }

    @Test
    void valuesGoByEventAndLeavesUpToTheFirstThatIsStillKept() {
        aged.record("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.recordAndSeal("2020-01-02T00:00:00Z", SIGNED, 1);
        aged.recordAndSeal("2020-01-03T00:00:00Z", VIEWED, 400);
        aged.recordAndSeal("2021-06-01T00:00:00Z", VIEWED, 5);
        aged.clock.set("2021-07-01T00:00:00Z");

        ExpiryReport report = aged.trail.expire();

        assertThat(report.values()).containsExactly(Map.entry(VIEWED, 1_400L));
        assertThat(report.subjects()).isEqualTo(700);
        assertThat(report.firstLeaf()).isEqualTo(256);
        assertThat(report.leaves()).isEqualTo(256);
        assertThat(report.complete()).isTrue();
        assertThat(report.due().heldBackBy())
                .isEqualTo(new ExpiryPreview.HeldBack(
                        300, SIGNED, Instant.parse("2020-01-02T00:00:00Z"), Instant.parse("2023-01-02T00:00:00Z")));
        assertThat(report.due().waiting()).isEqualTo(44);
        assertThat(due(report.due(), VIEWED).leaves()).isEqualTo(256);
        assertThat(aged.values()).as("of the contract, and of the new views").isEqualTo(12);
        assertThat(aged.recorded.database.count("rasura_audit_leaf_subject")).isEqualTo(6);
        assertThat(events(VIEWED)).hasSize(449);
        assertThat(events(VIEWED).get(0).disclosed()).isEmpty();
        assertThat(aged.trail.events(AuditQuery.all().ofType(VIEWED).about(RecordedTrail.ANNA)))
                .as("a person is found by what is kept")
                .hasSize(3);

        VerificationReport verified = aged.audited();
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.expired()).isEqualTo(256);
        assertThat(verified.treeSize()).isEqualTo(verified.coveredSize());
        assertThat(aged.trail.expired().leaves()).isEqualTo(256);
        assertThat(aged.trail.expired().completeSince()).contains(Instant.parse("2020-07-01T00:00:00Z"));
    }

    @Test
    void theExpiryIsASealedEventThatSaysHowFarByWhichPeriodsAndHowMuch() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.clock.set("2021-07-01T00:00:00Z");

        aged.trail.expire();

        RecordedEvent event = events(Leaf.EXPIRED).get(0);
        assertThat(event.leafIndex()).isEqualTo(301);
        assertThat(event.facts())
                .containsEntry("origin", RecordedTrail.ORIGIN)
                .containsEntry("leaves", "256")
                .containsEntry("type.1", VIEWED)
                .containsEntry("before.1", "2020-07-01T00:00:00Z")
                .containsEntry("period.1", "P1Y")
                .containsEntry("values.1", "600")
                .containsEntry("subjects.1", "300")
                .containsEntry("leaves.1", "256");
        assertThat(aged.trail.expire().due().nothing()).as("twice is once").isTrue();
        assertThat(events(Leaf.EXPIRED)).hasSize(1);
    }

    @Test
    void everyProofOfWhatIsLeftHolds() throws IOException {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 150);
        String early = String.valueOf(aged.trail.seal().checkpoint());
        aged.recordAndSeal("2020-01-01T00:00:01Z", VIEWED, 500);
        String before = String.valueOf(aged.trail.seal().checkpoint());
        VerificationReport part = aged.trail.verify(VerificationScope.full().atMost(100));
        VerificationReport later = aged.trail.verify(VerificationScope.full().atMost(600));
        aged.recordAndSeal("2021-03-01T00:00:00Z", VIEWED, 10);
        aged.clock.set("2021-07-01T00:00:00Z");
        assertThat(aged.trail.expire().firstLeaf()).isEqualTo(512);

        aged.recordAndSeal("2021-07-02T00:00:00Z", VIEWED, 3);

        assertThat(aged.findings()).isEmpty();
        for (VerificationReport mark : List.of(part, later)) {
            assertThat(aged.trail.verify(VerificationScope.since(mark.mark())).findings())
                    .isEmpty();
        }
        VerificationReport some = aged.trail.verify(VerificationScope.full().atMost(50));
        assertThat(some.complete()).isFalse();
        assertThat(aged.trail.verify(VerificationScope.since(some.mark())).findings())
                .isEmpty();
        for (RecordedEvent event : List.of(
                events(VIEWED).get(0), events(VIEWED).get(100), events(VIEWED).get(151))) {
            Path proof = Files.writeString(
                    folder.resolve("proof"),
                    aged.trail.inclusionProof(event.id()).text());
            assertThat(Offline.run("--proof", proof.toString(), "--key", aged.trail.verifierKey())
                            .status())
                    .isZero();
        }
        Path consistency = Files.writeString(
                folder.resolve("consistency"),
                aged.trail.consistencyProof(before).text());
        Path older = Files.writeString(folder.resolve("older"), before);
        assertThat(Offline.run(
                                "--consistency",
                                consistency.toString(),
                                "--since",
                                older.toString(),
                                "--key",
                                aged.trail.verifierKey())
                        .status())
                .isZero();
        assertThatThrownBy(() -> aged.trail.consistencyProof(early))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("the first 512 have expired");
    }

    @Test
    void whatIsLeftIsExportedAsTilesThatVerifyOfflineAndTellWhatHasExpired() throws IOException {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 600);
        String old = String.valueOf(aged.trail.seal().checkpoint());
        Path directory = folder.resolve("tiles");
        aged.trail.exportTiles(directory, PersonalValues.INCLUDED);
        aged.recordAndSeal("2021-06-01T00:00:00Z", VIEWED, 5);
        aged.clock.set("2021-07-01T00:00:00Z");
        aged.trail.expire();

        TilesReport report = aged.trail.exportTiles(directory, PersonalValues.INCLUDED);

        assertThat(report.expired()).isEqualTo(512);
        assertThat(report.treeSize()).isEqualTo(609);
        assertThat(directory.resolve("tile/entries/001")).doesNotExist();
        assertThat(directory.resolve("tile/0/001")).doesNotExist();
        assertThat(directory.resolve("tile/1/000.p/2")).hasSize(64);
        Offline offline = Offline.verify(directory, aged.trail.verifierKey());
        assertThat(offline.status()).as(offline.err()).isZero();
        assertThat(offline.out()).contains("all leaves from 512 on, the 512 before having expired");
        Path older = Files.writeString(folder.resolve("older"), old);
        assertThat(Offline.verify(directory, aged.trail.verifierKey(), "--since", older.toString())
                        .status())
                .isZero();

        Files.delete(directory.resolve("tile/entries/002.p/97"));
        assertThat(Offline.verify(directory, aged.trail.verifierKey()).status()).isOne();
    }

    @Test
    void anExportThatLacksMoreThanTheLogSaysIsNotVerified() throws IOException {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 600);
        aged.recordAndSeal("2021-06-01T00:00:00Z", VIEWED, 300);
        aged.clock.set("2021-07-01T00:00:00Z");
        aged.trail.expire();
        Path directory = folder.resolve("tiles");
        aged.trail.exportTiles(directory, PersonalValues.LEFT_OUT);
        for (String file : List.of("tile/entries/002", "tile/0/002")) {
            Files.delete(directory.resolve(file));
        }
        Offline offline = Offline.verify(directory, aged.trail.verifierKey());
        assertThat(offline.status()).isOne();
        assertThat(offline.err()).contains("leaves 512 to 767", "no leaf says that they have expired");
    }

    @Test
    void typesThatNobodyDeclaresAreKeptForTheLongestPeriod() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", "forgotten.type", 300);
        aged.clock.set("2022-12-31T00:00:00Z");
        ExpiryPreview preview = aged.trail.previewExpiry();
        assertThat(preview.nothing()).isTrue();
        assertThat(preview.heldBackBy())
                .isEqualTo(new ExpiryPreview.HeldBack(
                        0,
                        "forgotten.type",
                        Instant.parse("2020-01-01T00:00:00Z"),
                        Instant.parse("2023-01-01T00:00:00Z")));

        aged.clock.set("2023-01-02T00:00:00Z");
        assertThat(aged.trail.expire().values()).containsExactly(Map.entry("forgotten.type", 600L));
        assertThat(aged.findings()).isEmpty();
    }

    @Test
    void thePeriodOfTodaysCatalogueDecides() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", SIGNED, 300);
        aged.clock.set("2021-07-01T00:00:00Z");
        assertThat(aged.trail.previewExpiry().nothing()).isTrue();
        SealedTrail shortened = aged.node(EventCatalogue.of(
                List.of(EventType.of(SIGNED).withPersonal("search").keptFor(Period.ofMonths(6)))));
        assertThat(due(shortened.previewExpiry(), SIGNED).before()).isEqualTo("2021-01-01T00:00:00Z");
        shortened.expire();
        assertThat(aged.values()).isZero();
        assertThat(aged.trail.expire().due().nothing())
                .as("a longer period brings nothing back")
                .isTrue();
        assertThat(aged.findings()).isEmpty();
    }

    @Test
    void allOfAnOldLogGoesButForWhatSaysSo() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 511);
        aged.clock.set("2030-01-01T00:00:00Z");
        ExpiryReport report = aged.trail.expire();
        assertThat(report.firstLeaf()).isEqualTo(512);
        assertThat(report.due().heldBackBy()).isNull();
        assertThat(aged.leaves()).as("the statement, and a heartbeat").isEqualTo(2);
        assertThat(aged.findings()).isEmpty();
        aged.clock.set("2040-01-01T00:00:00Z");
        assertThat(aged.trail.expire().leaves()).isZero();
        SealReport sealed = aged.trail.seal();
        assertThat(sealed.alarms()).isZero();
        assertThat(aged.findings()).isEmpty();
    }

    @Test
    void anEmptyLogAndOneThatIsNotSealedHaveNothingDue() {
        aged.clock.set("2030-01-01T00:00:00Z");
        assertThat(aged.trail.expire().due().nothing()).isTrue();
        aged.record("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.clock.set("2030-01-01T00:00:00Z");
        assertThat(aged.trail.expire().due().nothing()).isTrue();
        assertThat(aged.values()).isEqualTo(600);
    }

    @Test
    void aRunStopsAtItsCapAndTheNextGoesOn() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 1_500);
        aged.clock.set("2022-01-01T00:00:00Z");
        ExpiryOptions few = ExpiryOptions.defaults().withBatchSize(256).withMaxEvents(600);

        ExpiryReport first = aged.trail.expire(few);

        assertThat(first.complete()).isFalse();
        assertThat(first.leaves()).isEqualTo(512);
        assertThat(aged.findings()).isEmpty();
        ExpiryReport second = aged.trail.expire(few);
        assertThat(second.firstLeaf()).isEqualTo(1_024);
        ExpiryReport third = aged.trail.expire(few);
        assertThat(third.firstLeaf()).isEqualTo(1_280);
        assertThat(aged.trail.expire(few).complete()).isTrue();
        assertThat(aged.values()).isZero();
        assertThat(aged.findings()).isEmpty();
    }

    @Test
    void asManyTypesAsThereAreAreToldOfInAsManyEventsAsThatTakes() {
        for (int i = 0; i < 45; i++) {
            aged.record("2020-01-01T00:00:00Z", "a.type.of-a-" + "long-".repeat(17) + "n" + i, 6);
        }
        aged.trail.seal();
        aged.clock.set("2023-07-01T00:00:00Z");
        assertThat(aged.trail.expire().values()).hasSize(45);
        assertThat(events(Leaf.EXPIRED)).hasSize(2);
        assertThat(aged.trail.expired().before()).hasSize(45);
        assertThat(aged.values()).isZero();
        assertThat(aged.findings()).isEmpty();
    }

    @Test
    void anErasureAfterAnExpiryBreaksNothing() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.recordAndSeal("2021-06-01T00:00:00Z", VIEWED, 4);
        aged.clock.set("2021-07-01T00:00:00Z");
        aged.trail.expire();
        aged.recorded
                .units()
                .own(
                        "test",
                        Mode.WRITE,
                        (connection, session) -> aged.trail.disclosures().erase(connection, RecordedTrail.ANNA));
        assertThat(aged.values()).isEqualTo(6);
        assertThat(aged.findings()).isEmpty();
    }

    @Test
    void anotherNodeKnowsItsNumbersThoughItsFirstLeavesAreGone() {
        SealedTrail idle = aged.node();
        aged.clock.set("2020-01-01T00:00:00Z");
        idle.record(AgedTrail.event(VIEWED, 1));
        idle.seal();
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.clock.set("2021-07-01T00:00:00Z");
        assertThat(aged.trail.expire().firstLeaf()).isEqualTo(256);

        idle.record(AgedTrail.event(VIEWED, 1));
        assertThat(idle.seal().alarms())
                .as("no number is a gap because its leaf has expired")
                .isZero();
        assertThat(aged.findings()).isEmpty();
    }
}
