package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.TestDatabase;

class MariaExportTest extends ExportContract {

    @Override
    DatabaseFamily family() {
        return DatabaseFamily.MARIADB;
    }

    @Override
    void kill(TestDatabase victim) {
        Long reader = victim.query(
                Long.class,
                "select trx_mysql_thread_id from information_schema.innodb_trx"
                        + " where trx_isolation_level = 'REPEATABLE READ'"
                        + " and trx_mysql_thread_id in"
                        + " (select id from information_schema.processlist where db = database())");
        assertThat(reader).isNotNull();
        victim.execute("kill " + reader);
    }
}
