package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.invoice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Savepoint;
import org.junit.jupiter.api.Test;

/**
 * What is recorded of a transaction that goes on though a part of it failed or went back. On H2: on PostgreSQL a
 * transaction in which something failed takes no more statements.
 */
class PartlyFailedTest {

    @Test
    void statementsBehindAnInsertThatFailedAreRecorded() {
        try (CaptureWorld world = CaptureWorld.of(DatabaseFamily.H2)) {
            world.factory.inTransaction(CaptureModel::annaAndBert);
            world.begin();
            world.factory.inStatelessTransaction(session -> {
                assertThatThrownBy(() -> session.insert(invoice(10, null))).isInstanceOf(RuntimeException.class);
                OverlookedChangesTest.bulk(session);
            });
            assertThat(world.told()).contains(OverlookedChangesTest.BULK);
            CaptureContract.assertIntact(world);
        }
    }

    @Test
    void anEventThatWentBackToASavepointIsNamedAsMissing() {
        try (CaptureWorld world = CaptureWorld.of(DatabaseFamily.H2)) {
            world.factory.inTransaction(session -> session.doWork(connection -> {
                Savepoint savepoint = connection.setSavepoint();
                world.rasura
                        .audit()
                        .record(
                                AuditEvent.of("test.done", Actor.system("test"))
                                        .action("do")
                                        .build(),
                                session);
                connection.rollback(savepoint);
            }));
            world.rasura.audit().seal();
            assertThat(world.rasura.audit().verify().findings())
                    .extracting(finding -> finding.kind())
                    .contains(Kind.MISSING, Kind.ALARM);
        }
    }
}
