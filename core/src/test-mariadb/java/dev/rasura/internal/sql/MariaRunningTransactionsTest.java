package dev.rasura.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which transactions MariaDB tells a user with the right PROCESS. The reader asks in a transaction of its own, as the sweep does. */
class MariaRunningTransactionsTest {

    private static RunningTransactions read(Connection connection) throws SQLException {
        run(connection, "select count(*) from note");
        RunningTransactions transactions = RunningTransactions.read(connection, DatabaseFamily.MARIADB);
        connection.commit();
        return transactions;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void transactionsAreToldByOneNameToTheEndWhetherOrNotTheyWrite() throws SQLException {
        try (TestDatabase database = TestDatabases.mariadb()) {
            database.execute("create table note (id int primary key) engine = InnoDB");
            try (Connection other = database.connect();
                    Connection reader = database.connect()) {
                other.setAutoCommit(false);
                reader.setAutoCommit(false);
                assertThat(read(reader)).isEqualTo(new RunningTransactions(true, Set.of(), Set.of()));
                run(other, "select count(*) from note");
                Set<String> running = read(reader).running();
                assertThat(running).hasSize(1);
                run(other, "insert into note values (1)");
                assertThat(read(reader).running()).isEqualTo(running);
                other.commit();
                assertThat(read(reader).running()).isEmpty();
            }
        }
    }

    @Test
    void aPreparedTransactionIsWaitedForThoughItsSessionIsGone() throws SQLException {
        try (TestDatabase database = TestDatabases.mariadb()) {
            database.execute("create table note (id int primary key) engine = InnoDB");
            try (Connection reader = database.connect()) {
                reader.setAutoCommit(false);
                try (Connection other = database.connect()) {
                    run(other, "xa start 'late'");
                    run(other, "insert into note values (1)");
                    run(other, "xa end 'late'");
                    run(other, "xa prepare 'late'");
                    assertThat(read(reader).running()).hasSize(1);
                }
                RunningTransactions left = read(reader);
                while (!left.running().isEmpty()) {
                    left = read(reader);
                }
                assertThat(left.prepared()).hasSize(1);
                try (Connection another = database.connect()) {
                    run(another, "xa rollback 'late'");
                }
                assertThat(read(reader).prepared()).isEmpty();
            }
        }
    }
}
