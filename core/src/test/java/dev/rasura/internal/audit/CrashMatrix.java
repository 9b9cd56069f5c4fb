package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.LastCall;
import dev.rasura.testing.OwnJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process ends before each of the calls of a node's life in turn: a business transaction with a captured change, an event
 * that it requires and a detached one; one that rolls back; an erasure; the sealing of it all; the last heartbeat. Whatever
 * the call: law 6 holds, nothing is taken for an attack, and another node seals what is left, once.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
abstract class CrashMatrix {

    private static final int LANES = 2;

    private final DatabaseFamily family;

    @TempDir
    Path folder;

    CrashMatrix(DatabaseFamily family) {
        this.family = family;
    }

    /** A trail on which one process after the other ends before its time. Used by one thread. */
    interface Crashed extends AutoCloseable {

        /** A process that ends before that call, or, with zero, when it is done. */
        OwnJvm.Ended run(OwnJvm jvm, int number, int last) throws Exception;

        /** What must be so after it, when it had made these calls. */
        void check(int number, List<String> made) throws Exception;

        /** What must be so once all have ended. */
        void checkLater() throws Exception;

        @Override
        void close();
    }

    interface Opened {
        Crashed in(Path folder) throws Exception;
    }

    @Test
    void whereverALifeEndsEventsAreAsTheirTransactionsAndTheTrailIsIntact() throws Exception {
        Path keys = folder.resolve("keys");
        Keygen.generate(keys, RecordedTrail.ORIGIN);
        List<String> calls = endsBeforeEachCall(lane -> new CrashedTrail(family, lane, keys));
        assertThat(calls)
                .contains("business commit", "rollback rollback", "erase commit", "seal anchor", "close commit")
                .hasSizeGreaterThan(60);
    }

    /** Returns the calls, before each of which one process ended. */
    List<String> endsBeforeEachCall(Opened opened) throws Exception {
        List<String> calls = toTheEnd(opened);
        AtomicInteger next = new AtomicInteger();
        OwnJvm jvm = OwnJvm.brief(folder);
        inLanes(lane -> {
            try (Crashed crashed = opened.in(lane)) {
                for (int last = next.incrementAndGet(); last <= calls.size(); last = next.incrementAndGet()) {
                    endsBefore(crashed, jvm, last, calls);
                }
                crashed.checkLater();
            }
        });
        return calls;
    }

    private List<String> toTheEnd(Opened opened) throws Exception {
        try (Crashed crashed = opened.in(Files.createTempDirectory(folder, "whole"))) {
            OwnJvm.Ended ended = crashed.run(OwnJvm.brief(folder), 1, 0);
            assertThat(ended.status()).as(ended.output()).isZero();
            List<String> calls = LastCall.told(ended.output());
            crashed.check(1, calls);
            return calls;
        }
    }

    private static void endsBefore(Crashed crashed, OwnJvm jvm, int last, List<String> calls) throws Exception {
        try {
            OwnJvm.Ended ended = crashed.run(jvm, last, last);
            assertThat(ended.status()).as(ended.output()).isEqualTo(LastCall.ENDED);
            assertThat(LastCall.told(ended.output()))
                    .as("each life is the same")
                    .isEqualTo(calls.subList(0, last));
            crashed.check(last, calls.subList(0, last - 1));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Ended before call " + last + ": " + calls.get(last - 1), e);
        }
    }

    private interface Lane {
        void run(Path folder) throws Exception;
    }

    private void inLanes(Lane work) throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                Path own = Files.createTempDirectory(folder, "lane");
                all.add(() -> {
                    work.run(own);
                    return null;
                });
            }
            for (Future<Void> lane : lanes.invokeAll(all)) {
                lane.get();
            }
        } finally {
            lanes.shutdown();
        }
    }
}
