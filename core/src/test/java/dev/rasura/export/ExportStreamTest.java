package dev.rasura.export;

import static dev.rasura.export.AliceAndBob.ALICE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DutyFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the stream an export writes to, and of the export when the stream or the database breaks. */
class ExportStreamTest extends ExportContract {

    @Test
    void theStreamIsFlushedAndStaysOpen() {
        for (ExportFormat format : ExportFormat.values()) {
            List<String> calls = new ArrayList<>();
            rasura.export().write(ALICE, format, new OutputStream() {
                @Override
                public void write(int b) {
                    calls.add("write");
                }

                @Override
                public void write(byte[] buffer, int offset, int length) {
                    calls.add("write");
                }

                @Override
                public void flush() {
                    calls.add("flush");
                }

                @Override
                public void close() {
                    calls.add("close");
                }
            });
            assertThat(calls).endsWith("flush").doesNotContain("close");
        }
    }

    @Test
    void aStreamThatBreaksFailsTheExportAndThatIsOnRecord() {
        for (ExportFormat format : ExportFormat.values()) {
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            OutputStream breaking = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    if (taken.size() > 100_000) {
                        throw new IOException("connection reset by alice@example.org");
                    }
                    taken.write(b);
                }
            };

            assertThatThrownBy(() -> rasura.export().write(ALICE, format, breaking))
                    .isInstanceOf(DutyFailedException.class)
                    .hasMessageContaining("the stream")
                    .hasMessageNotContaining("alice");
            assertThat(taken.size()).isEqualTo(100_001);
        }

        assertThat(events())
                .containsExactly(
                        "export.started SUCCESS",
                        "export.failed FAILURE",
                        "export.started SUCCESS",
                        "export.failed FAILURE");
        assertThat(recorded().get(1).reason()).contains("the stream").doesNotContain("alice");
    }

    @Test
    void aStreamThatBreaksInTheCallersTransactionIsOnRecordThoughItRollsBack() {
        assertThatThrownBy(() -> factory.inTransaction(session -> rasura.export()
                        .write(
                                ALICE,
                                ExportFormat.ZIP,
                                once(() -> {
                                    throw new UncheckedIOException(new IOException("gone"));
                                }),
                                session)))
                .isInstanceOf(RuntimeException.class);

        assertThat(events()).containsExactly("export.failed FAILURE");
    }

    @Test
    void whatADatabaseFailureLeavesInTheStreamIsNoArchive() {
        factory.inTransaction(AliceAndBob::fillMore);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStream cutting = new OutputStream() {
            private boolean cut;

            @Override
            public void write(int b) {
                if (!cut) {
                    cut = true;
                    kill();
                }
                out.write(b);
            }
        };

        assertThatThrownBy(() -> rasura.export().write(ALICE, ExportFormat.ZIP, cutting))
                .isInstanceOf(DutyFailedException.class)
                .hasMessageContaining("SQLSTATE");

        assertThat(new String(out.toByteArray(), ISO_8859_1)).doesNotContain("PK\u0005\u0006");
    }

    /** Ends the session that reads, at the database. */
    private void kill() {
        switch (family) {
            case H2 ->
                assertThat(database.query(
                                Boolean.class,
                                "select abort_session(session_id) from information_schema.sessions"
                                        + " where isolation_level <> 'READ COMMITTED'"))
                        .isTrue();
            case POSTGRESQL ->
                assertThat(database.query(
                                Boolean.class,
                                "select bool_and(pg_terminate_backend(pid)) from pg_stat_activity"
                                        + " where datname = current_database() and state = 'idle in transaction'"))
                        .isTrue();
            case MARIADB -> {
                Long reader = database.query(
                        Long.class,
                        "select trx_mysql_thread_id from information_schema.innodb_trx"
                                + " where trx_isolation_level = 'REPEATABLE READ'"
                                + " and trx_mysql_thread_id in"
                                + " (select id from information_schema.processlist where db = database())");
                assertThat(reader).isNotNull();
                database.execute("kill " + reader);
            }
        }
    }
}
