package dev.rasura.example.benchmarks.trail;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.VerificationReport;
import dev.rasura.example.benchmarks.Database;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.hibernate.SessionFactory;

/**
 * A trail that grows: how fast it is sealed, verified, exported and verified offline, and how soon a question about one of
 * many people is answered.
 */
final class VolumeBenchmark {

    private static final String TYPE = "file.viewed";
    private static final int STEP = 200_000;
    private static final int HANDED_OVER = 5_000;
    private static final int PEOPLE = 20_000;
    private static final int ACTORS = 200;

    /** Every so many events one is about the same person, who has many then. */
    private static final int WELL_KNOWN = 20;

    private static final int PAGE = 20;
    private static final int QUESTIONS = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final PrintStream out;
    private final Database database;
    private final int most;
    private final ProcessorTime processor;
    private long recorded;

    /** @param most how many events the trail has in the end */
    VolumeBenchmark(PrintStream out, Database database, int most) throws Exception {
        this.out = out;
        this.database = database;
        this.most = most;
        this.processor = new ProcessorTime(database);
    }

    void run() throws Exception {
        Path folder = Files.createTempDirectory("benchmark-trail");
        KeyProvider keys = KeyFile.ephemeral("benchmark.example/audit");
        FileAnchor anchor = new FileAnchor(folder.resolve("anchor"));
        try (SessionFactory factory = Factories.creating(database.url());
                Rasura rasura = Rasura.builder(factory)
                        .keys(keys)
                        .anchor(anchor)
                        .createTables(true)
                        .eventType(EventType.of(TYPE).withMode(EventMode.BEST_EFFORT))
                        .build()) {
            while (recorded < most) {
                fill(rasura, Math.min(STEP, most - recorded));
                Visits.tidy(database);
                timed("sealed", () -> rasura.audit().seal().sealed());
                Visits.tidy(database);
                if (recorded <= STEP || recorded >= most) {
                    verify(rasura, folder.resolve("tiles-" + recorded));
                }
            }
            questions(rasura);
            explain(keys);
        } finally {
            OfflineVerifier.delete(folder);
        }
    }

    /** Records events as requests do that are written when there is time, many in a statement. */
    private void fill(Rasura rasura, long count) throws Exception {
        timed("recorded", () -> {
            for (long i = 0; i < count; i++) {
                rasura.audit().record(event(recorded++));
                if (recorded % HANDED_OVER == 0) {
                    rasura.audit().awaitWritten(PATIENCE);
                }
            }
            rasura.audit().awaitWritten(PATIENCE);
            return count;
        });
        if (!rasura.audit().lost().isEmpty()) {
            throw new IllegalStateException(
                    "Events were lost: " + rasura.audit().lost());
        }
    }

    private static AuditEvent event(long number) {
        return AuditEvent.of(TYPE, Actor.user("recruiter-" + number % ACTORS))
                .action("view")
                .entity("Member")
                .attributes("name")
                .subject(person(number % WELL_KNOWN == 0 ? 0 : 1 + number % PEOPLE))
                .purpose("selection")
                .build();
    }

    private static SubjectRef person(long number) {
        return SubjectRef.of("Member", number);
    }

    private void verify(Rasura rasura, Path tiles) throws Exception {
        timed("verified in the application", () -> {
            VerificationReport report = rasura.audit().verify();
            if (!report.intact()) {
                throw new IllegalStateException("The trail does not verify: " + report.findings());
            }
            return report.treeSize();
        });
        timed(
                "exported as tiles, with values",
                () -> rasura.audit().exportTiles(tiles, PersonalValues.INCLUDED).treeSize());
        timed("verified offline, by a JVM of its own", () -> {
            OfflineVerifier.run(tiles, rasura.audit().verifierKey());
            return recorded;
        });
    }

    private interface Work {
        long run() throws Exception;
    }

    private void timed(String what, Work work) throws Exception {
        long jvm = processor.ofJvmNanos();
        long server = processor.ofServerNanos();
        long start = System.nanoTime();
        long events = work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%-38s %,10d events of %,10d  %8.2f s  %,10.0f events/s  processor, an event: %5.1f us here, %5.1f us in the"
                        + " database%n",
                what,
                events,
                recorded,
                seconds,
                events / seconds,
                (processor.ofJvmNanos() - jvm) / 1e3 / events,
                (processor.ofServerNanos() - server) / 1e3 / events);
    }

    private void questions(Rasura rasura) {
        question(rasura, "first page, a person with few events", 1);
        question(rasura, "first page, a person with many events", 0);
    }

    private void question(Rasura rasura, String what, int step) {
        long[] nanos = new long[QUESTIONS];
        int found = 0;
        for (int i = -QUESTIONS; i < QUESTIONS; i++) {
            // A turn for warming up first, about other people.
            AuditQuery query = AuditQuery.all()
                    .about(person(step == 0 ? 0 : 1 + (QUESTIONS + i) * 13L))
                    .limit(PAGE);
            long start = System.nanoTime();
            found += rasura.audit().events(query).size();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        out.printf(
                Locale.ROOT,
                "%-38s %,d events found a page, of %,d  median %.2f ms, 95 of 100 within %.2f ms%n",
                what,
                found / (2 * QUESTIONS),
                recorded,
                nanos[QUESTIONS / 2] / 1e6,
                nanos[QUESTIONS * 95 / 100] / 1e6);
    }

    /** Asks once more through a data source that listens, and has the database explain the very statement. */
    private void explain(KeyProvider keys) throws Exception {
        ExplainedStatements source = new ExplainedStatements(database.url(), "audit_leaf_subject");
        try (SessionFactory factory = Factories.over(source.listening());
                Rasura rasura = Rasura.builder(factory).keys(keys).build()) {
            rasura.audit().events(AuditQuery.all().about(person(0)).limit(PAGE));
            out.println(source.plan());
        }
    }
}
