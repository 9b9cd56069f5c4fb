package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.RecordedTrail.ANNA;
import static dev.rasura.internal.audit.RecordedTrail.BERT;
import static dev.rasura.internal.audit.RecordedTrail.ORIGIN;
import static dev.rasura.internal.audit.RecordedTrail.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.VerificationReport;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.FileAnchor;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is sealed is intact and signed, whoever writes and seals at once, and whatever comes late. */
class SealedTrailTest extends RecordedTrailContract {

    @Test
    void aSealedTrailIsIntactAndItsCheckpointIsSignedAndAnchored() {
        recorded.recordAndSeal(5);
        SealReport report = recorded.trail.seal();

        assertThat(report.treeSize()).isEqualTo(6); // five events and a heartbeat
        VerificationReport verified = recorded.trail.verify();
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.anchored()).isTrue();
        assertThat(verified.treeSize()).isEqualTo(6);
        assertThat(verified.coveredSize()).isEqualTo(6);
        assertThat(verified.rootHash()).isEqualTo(report.rootHash());
        assertThat(verified.disclosures()).isEqualTo(10);
        assertThat(report.checkpoint()).startsWith(ORIGIN + "\n6\n");
        assertThat(new FileAnchor(recorded.anchorFile).latest()).contains(report.checkpoint());
    }

    @Test
    void sealingWithNothingNewChangesNothing() {
        assertThat(recorded.trail.seal()).isEqualTo(recorded.trail.seal());
        recorded.recordAndSeal(1);
        assertThat(recorded.trail.seal().sealed()).isZero();
        assertThat(recorded.trail.seal()).isEqualTo(recorded.trail.seal());
        assertThat(recorded.trail.verify().findings()).isEmpty();
    }

    @Test
    void twoSealersAndManyWritersForkNothingAndLoseNothing() throws Exception {
        SealedTrail other = recorded.node("other", recorded.provider);
        ExecutorService threads = Executors.newFixedThreadPool(7);
        try {
            List<Callable<Object>> work = new ArrayList<>();
            for (SealedTrail writer : List.of(recorded.trail, other, recorded.trail, other)) {
                work.add(() -> {
                    for (int i = 0; i < 25; i++) {
                        writer.record(view(ANNA));
                    }
                    return "written";
                });
            }
            for (SealedTrail sealer : List.of(recorded.trail, other)) {
                work.add(() -> {
                    for (int i = 0; i < 10; i++) {
                        sealer.seal();
                    }
                    return "sealed";
                });
            }
            work.add(() -> {
                for (int i = 0; i < 10; i++) {
                    assertThat(breaches(recorded.trail.verify())).isEmpty();
                }
                return "verified";
            });
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        recorded.trail.seal();
        other.seal();
        assertThat(recorded.trail.events(AuditQuery.all().ofType("candidate.viewed")))
                .hasSize(100)
                .extracting(RecordedEvent::id)
                .doesNotHaveDuplicates();
        assertThat(recorded.trail.verify().findings()).isEmpty();
    }

    @Test
    void anEventThatCommitsLateIsSealedLater() {
        try (EntityManager entities = recorded.factory.createEntityManager()) {
            entities.getTransaction().begin();
            recorded.trail.record(view(ANNA), entities);
            recorded.trail.record(view(BERT));
            recorded.trail.seal();
            VerificationReport meanwhile = recorded.trail.verify();
            assertThat(meanwhile.intact()).isTrue();
            assertThat(meanwhile.findings()).extracting(Finding::kind).containsExactly(Kind.PENDING);
            entities.getTransaction().commit();
        }
        assertThat(recorded.trail.seal().sealed()).isEqualTo(2); // it, and the heartbeat that settles it
        assertThat(recorded.trail.verify().findings()).isEmpty();
    }

    @Test
    void whatADeadNodeLeftIsUnsettledAndSaysSo() {
        SealedTrail dead = recorded.node("dead", recorded.provider);
        dead.record(view(ANNA));
        VerificationReport report = recorded.trail.verify();
        assertThat(report.intact()).isTrue();
        assertThat(report.findings()).extracting(Finding::kind).containsExactly(Kind.UNSETTLED);
    }

    @Test
    void closingSettlesWhatWasRecorded() {
        SealedTrail closing = recorded.node("closing", recorded.provider);
        closing.record(view(ANNA));
        closing.close();
        assertThat(recorded.trail.verify().findings()).isEmpty();
    }

    @Test
    void anAnchorThatFailsIsToldAndCaughtUpWith() {
        boolean[] broken = {true};
        List<String> notes = new ArrayList<>();
        SealedTrail moody = recorded.node("moody", recorded.provider, new CheckpointAnchor() {
            @Override
            public void anchor(String note) {
                if (broken[0]) {
                    throw new IllegalStateException("disk full");
                }
                notes.add(note);
            }

            @Override
            public Optional<String> latest() {
                return notes.isEmpty() ? Optional.empty() : Optional.of(notes.get(notes.size() - 1));
            }

            @Override
            public boolean readable() {
                return true;
            }
        });
        moody.record(view(ANNA));
        assertThatThrownBy(moody::seal).isInstanceOf(AuditException.class).hasMessageContaining("seal again");
        broken[0] = false;
        moody.seal();
        assertThat(notes).hasSize(1);
        assertThat(moody.verify().findings()).isEmpty();
    }
}
