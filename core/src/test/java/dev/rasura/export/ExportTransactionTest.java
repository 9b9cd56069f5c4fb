package dev.rasura.export;

import static dev.rasura.export.AliceAndBob.ALICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DutyFailedException;
import dev.rasura.Rasura;
import dev.rasura.TransactionStateException;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An export reads one snapshot of its own, or what the caller's transaction sees. */
class ExportTransactionTest extends ExportContract {

    @Test
    void oneSnapshotIsReadWhateverCommitsMeanwhile() throws IOException {
        factory.inTransaction(AliceAndBob::fillMore);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean[] changed = {false};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one byte at a time");
            }

            @Override
            public void write(byte[] buffer, int offset, int length) {
                if (!changed[0]) {
                    changed[0] = true;
                    database.execute(
                            "insert into Subscription (id, email, list) values (9, 'alice@example.org', 'late')");
                }
                bytes.write(buffer, offset, length);
            }
        };

        ExportManifest manifest = rasura.export().write(ALICE, ExportFormat.ZIP, out);

        assertThat(changed[0]).isTrue();
        assertThat(manifest.consistent()).isTrue();
        Map<String, byte[]> parts = unzip(bytes.toByteArray());
        assertThat(new String(parts.get("csv/Subscription.csv"), UTF_8)).doesNotContain("late");
        assertThat(new String(parts.get("data.json"), UTF_8)).doesNotContain("late");
    }

    @Test
    void aJoinedExportSeesWhatTheCallerHasNotCommitted() {
        factory.inTransaction(session -> {
            session.find(People.Person.class, 7001L).name = "Alice Unsaved";

            JsonNode data = JSON.readTree(write(session, ALICE));

            assertThat(table(data, "Person").get("rows").get(0).get("name").asString())
                    .isEqualTo("Alice Unsaved");
            assertThat(events()).as("not committed").isEmpty();
        });

        assertThat(events()).containsExactly("export.started SUCCESS", "export.completed SUCCESS");
        assertThat(table(json(ALICE), "Person").get("rows").get(0).get("name").asString())
                .isEqualTo("Alice Unsaved");
    }

    @Test
    void aJoinedExportSaysWhetherItReadASnapshot() {
        factory.inTransaction(session -> assertThat(rasura.export()
                        .write(ALICE, ExportFormat.JSON, OutputStream.nullOutputStream(), session)
                        .consistent())
                .isFalse());
        try (var session = factory.openSession()) {
            session.doWork(c -> c.setTransactionIsolation(
                    family == DatabaseFamily.H2
                            ? Connection.TRANSACTION_SERIALIZABLE
                            : Connection.TRANSACTION_REPEATABLE_READ));
            var transaction = session.beginTransaction();
            assertThat(rasura.export()
                            .write(ALICE, ExportFormat.ZIP, OutputStream.nullOutputStream(), session)
                            .consistent())
                    .isTrue();
            transaction.commit();
        }
    }

    @Test
    void rowsThatComeBetweenThePartsOfAJoinedArchiveFailIt() {
        factory.inTransaction(AliceAndBob::fillMore);
        assertThatThrownBy(() -> factory.inTransaction(session -> rasura.export()
                        .write(
                                ALICE,
                                ExportFormat.ZIP,
                                once(
                                        () -> database.execute(
                                                "insert into Subscription (id, email, list) values (9, 'alice@example.org', 'x')")),
                                session)))
                .isInstanceOf(DutyFailedException.class)
                .hasMessageContaining("REPEATABLE READ");
    }

    @Test
    void eachFormRefusesTheOthersTransaction() {
        try (var session = factory.openSession()) {
            assertThatThrownBy(() ->
                            rasura.export().write(ALICE, ExportFormat.JSON, OutputStream.nullOutputStream(), session))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("has none");
        }
        boolean[] active = {false};
        try (Rasura other = Rasura.builder(factory)
                .keys(KeyFile.ephemeral("test.example/audit"))
                .ambientTransaction(any -> active[0])
                .build()) {
            active[0] = true;
            assertThatThrownBy(() -> other.export().write(ALICE, ExportFormat.JSON, OutputStream.nullOutputStream()))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("already has one");
            active[0] = false;
        }
        assertThat(events()).isEmpty();
    }
}
