package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.TestDatabase;

class H2ExportTest extends ExportContract {

    @Override
    DatabaseFamily family() {
        return DatabaseFamily.H2;
    }

    @Override
    void kill(TestDatabase victim) {
        Boolean killed = victim.query(
                Boolean.class,
                "select abort_session(session_id) from information_schema.sessions"
                        + " where isolation_level <> 'READ COMMITTED'");
        assertThat(killed).isTrue();
    }
}
