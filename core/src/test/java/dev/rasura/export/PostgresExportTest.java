package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.TestDatabase;

class PostgresExportTest extends ExportContract {

    @Override
    DatabaseFamily family() {
        return DatabaseFamily.POSTGRESQL;
    }

    @Override
    void kill(TestDatabase victim) {
        Boolean killed = victim.query(
                Boolean.class,
                "select bool_and(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and state = 'idle in transaction'");
        assertThat(killed).isTrue();
    }
}
