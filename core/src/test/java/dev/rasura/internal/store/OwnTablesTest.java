package dev.rasura.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class OwnTablesTest {

    @OnEachDatabase
    void tablesAreAbsentUntilTheyAreCreatedAndCreatedOnce(DatabaseFamily family) throws Exception {
        OwnTables tables = OwnTables.defaults();
        try (TestDatabase database = TestDatabases.of(family);
                Connection connection = database.connect()) {
            assertThatThrownBy(() -> tables.verify(connection))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("rasura_schema_version");
            tables.create(connection);
            tables.create(connection);
            assertThat(tables.verify(connection).database()).hasSize(36);
            assertThat(database.count(tables.auditCoordinator())).isEqualTo(1);
            for (String table : new String[] {tables.erasure(), tables.residueWatch(), tables.attestation()}) {
                assertThat(database.count(table)).isZero();
            }
            database.execute("update rasura_schema_version set version = 2");
            assertThatThrownBy(() -> tables.verify(connection)).hasMessageContaining("version 2");
            assertThatThrownBy(() -> tables.create(connection)).hasMessageContaining("newer Rasura");
        }
    }

    @OnEachDatabase
    void tablesOfAnEarlierScriptStopTheStartWithTheStatementThatMendsThem(DatabaseFamily family) throws Exception {
        OwnTables tables = OwnTables.defaults();
        try (TestDatabase database = TestDatabases.of(family);
                Connection connection = database.connect()) {
            tables.create(connection);
            database.execute("alter table rasura_schema_version drop column database_id");
            tables.create(connection);
            String message = assertThatThrownBy(() -> tables.verify(connection))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no column database_id")
                    .actual()
                    .getMessage();
            database.execute(message.substring(message.indexOf("alter table")));
            assertThat(tables.verify(connection).database())
                    .hasSize(36)
                    .isEqualTo(tables.verify(connection).database());
        }
    }

    @OnEachDatabase
    void theIdOfADatabaseIsNeverAnothers(DatabaseFamily family) throws Exception {
        try (TestDatabase database = TestDatabases.of(family);
                Connection connection = database.connect()) {
            OwnTables.defaults().create(connection);
            for (int version = 2; version <= 300; version++) {
                database.execute(
                        "insert into rasura_schema_version (version, applied_at) values (?, current_timestamp)",
                        version);
            }
            assertThat(database.query(
                            Long.class,
                            "select count(distinct cast(database_id as char(36))) from rasura_schema_version"))
                    .isEqualTo(300);
        }
    }

    @OnEachDatabase
    void twoSetsStandBesideEachOtherByPrefixAndBySchema(DatabaseFamily family) throws Exception {
        try (TestDatabase database = TestDatabases.of(family);
                Connection connection = database.connect()) {
            database.execute("create schema own");
            OwnTables first = OwnTables.defaults();
            OwnTables second = new OwnTables("other_", null);
            OwnTables third = new OwnTables("rasura_", "own");
            for (OwnTables tables : new OwnTables[] {first, second, third}) {
                assertThatThrownBy(() -> tables.verify(connection)).isInstanceOf(ConfigurationException.class);
                tables.create(connection);
                assertThatCode(() -> tables.verify(connection)).doesNotThrowAnyException();
            }
            assertThat(third.auditLeaf()).isEqualTo("own.rasura_audit_leaf");
            assertThat(database.count("own.rasura_audit_coordinator")).isEqualTo(1);
            if (family == DatabaseFamily.MARIADB) {
                database.execute("drop schema own");
            }
        }
    }

    @OnEachDatabase
    void theScriptIsReadyForAMigration(DatabaseFamily family) throws Exception {
        String script = OwnTables.script(family, "gdpr_", null);
        assertThat(script).doesNotContain("${").containsPattern("create table (if not exists )?gdpr_audit_leaf");
        try (TestDatabase database = TestDatabases.of(family);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> new OwnTables("gdpr_", null).verify(connection))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("createTables(true)")
                    .hasMessageContaining("Rasura.tablesScript(");
            // A migration tool runs statement by statement.
            for (String one : script.split(";\n")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
            new OwnTables("gdpr_", null).verify(connection);
        }
    }

    @Test
    void namesThatAreNoPlainIdentifiersAreRefused() {
        for (String prefix : new String[] {"", "Rasura_", "1a", "a;drop table x", "a".repeat(22)}) {
            assertThatThrownBy(() -> new OwnTables(prefix, null)).isInstanceOf(ConfigurationException.class);
        }
        assertThatThrownBy(() -> new OwnTables("rasura_", "Own")).hasMessageContaining("never quoted");
    }
}
