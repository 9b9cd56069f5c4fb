package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.AgedTrail.VIEWED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.RasuraException;
import dev.rasura.audit.ExpiryOptions;
import dev.rasura.audit.VerificationReport;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An expiry that is cut off anywhere, and several at once. */
class ExpiryTogetherTest extends TrailContract {

    @Test
    void whereverTheConnectionIsCutTheTrailIsIntactAndTheNextCallEndsIt() throws IOException {
        Faults faults = new Faults();
        try (AgedTrail aged = new AgedTrail(family, folder, faults)) {
            aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 257);
            aged.clock.set("2021-07-01T00:00:00Z");
            aged.recorded.keepCopy();
            Path anchor = folder.resolve("kept-anchor");
            Files.copy(aged.recorded.anchorFile, anchor);
            // Each on H2; on servers, where each costs more, some.
            int step = family == DatabaseFamily.H2 ? 1 : 7;
            int cut = 0;
            while (true) {
                aged.recorded.restoreCopy();
                Files.delete(aged.recorded.anchorFile);
                Files.copy(anchor, aged.recorded.anchorFile);
                SealedTrail node = aged.node();
                cut += step;
                faults.failAt(cut, Faults.Kind.CUT);
                try {
                    node.expire();
                    break;
                } catch (RasuraException e) {
                    faults.failAt(0, Faults.Kind.CUT);
                    assertThat(aged.audited().intact()).as("cut at %s", cut).isTrue();
                    SealedTrail next = aged.node();
                    next.expire();
                    assertThat(aged.values()).isZero();
                    assertThat(next.expired().leaves()).isEqualTo(256);
                    VerificationReport report = aged.audited();
                    assertThat(report.expired()).isEqualTo(256);
                    assertThat(report.intact()).as("cut at %s", cut).isTrue();
                }
            }
            assertThat(cut).as("statements and commits").isGreaterThan(40);
        }
    }

    @Test
    void severalNodesExpireAtOnceWhileOthersRecordSealEraseAndVerify() throws Exception {
        try (AgedTrail aged = new AgedTrail(family, folder)) {
            aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 1_600);
            aged.clock.set("2021-07-01T00:00:00Z");
            SealedTrail other = aged.node();
            ExpiryOptions small = ExpiryOptions.defaults().withBatchSize(256);
            List<Callable<Object>> work = new ArrayList<>();
            work.add(() -> aged.trail.expire(small));
            work.add(() -> other.expire(small.withBatchSize(512)));
            work.add(() -> {
                for (int i = 0; i < 20; i++) {
                    other.record(AgedTrail.event(VIEWED, i));
                }
                return other.seal();
            });
            work.add(() -> aged.recorded
                    .units()
                    .own(
                            "test",
                            Mode.WRITE,
                            (connection, session) -> aged.trail.disclosures().erase(connection, RecordedTrail.ANNA)));
            work.add(() -> {
                for (int i = 0; i < 5; i++) {
                    assertThat(aged.trail.verify().intact()).isTrue();
                }
                return "verified";
            });
            ExecutorService threads = Executors.newFixedThreadPool(work.size());
            try {
                for (Future<Object> done : threads.invokeAll(work)) {
                    done.get();
                }
            } finally {
                threads.shutdown();
            }
            aged.trail.seal();
            other.seal();
            aged.trail.expire();
            assertThat(aged.audited().intact()).isTrue();
            assertThat(aged.audited().expired()).isEqualTo(1_536);
            assertThat(aged.recorded.database.count("rasura_audit_leaf_subject"))
                    .as("only of what was recorded since")
                    .isEqualTo(20);
        }
    }
}
