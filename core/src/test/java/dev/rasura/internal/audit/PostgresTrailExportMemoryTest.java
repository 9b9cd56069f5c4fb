package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditFormat;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.PersonalValues;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.OwnJvm;
import dev.rasura.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export of a trail several times as large as the heap, in a JVM of its own. */
class PostgresTrailExportMemoryTest {

    private static final int EVENTS = 10_000;

    @TempDir
    Path folder;

    @Test
    void aTrailLargerThanTheHeapIsExportedInEveryFormat() throws IOException, InterruptedException {
        Path keys = folder.resolve("keys");
        Keygen.generate(keys, "test.example/review");
        try (ReviewedTrail reviewed = new ReviewedTrail(DatabaseFamily.POSTGRESQL, folder, KeyFile.read(keys))) {
            reviewed.stage(
                    ReviewedTrail.viewed(Actor.user("7"), SubjectRef.of("Customer", 1))
                            .fact("note", "n".repeat(12_000))
                            .build(),
                    EVENTS);
            reviewed.trail.seal();
            TestDatabase database = reviewed.database;

            OwnJvm.Ended ended = OwnJvm.with("-Xmx64m")
                    .run(
                            PostgresTrailExportMemoryTest.class,
                            List.of(database.url(), database.user(), database.password(), keys.toString()));

            assertThat(ended.status()).as(ended.output()).isZero();
            for (AuditFormat format : AuditFormat.values()) {
                assertThat(ended.output()).contains(format + ": " + EVENTS + " events");
            }
        }
    }

    /** Arguments: url, user, password, the file with the keys. */
    public static void main(String[] arguments) throws IOException {
        TestDatabase database =
                new TestDatabase(DatabaseFamily.POSTGRESQL, arguments[0], arguments[1], arguments[2], () -> {});
        try (var factory = database.sessionFactory(Map.of("hibernate.hbm2ddl.auto", "none"), ReviewedTrail.Memo.class);
                var scope = AuditContext.of(Actor.user("officer"), "monitoring").open();
                SealedTrail trail = new SealedTrail(TrailParts.of(
                        TestDatabase.unitsOfWork(factory),
                        OwnTables.defaults(),
                        new KeyRing(KeyFile.read(Path.of(arguments[3])))))) {
            for (AuditFormat format : AuditFormat.values()) {
                long events = trail.review("case 7")
                        .export(
                                AuditQuery.all().ofType("candidate.viewed"),
                                format,
                                PersonalValues.INCLUDED,
                                OutputStream.nullOutputStream());
                System.out.println(format + ": " + events + " events");
            }
        }
    }
}
