package dev.rasura.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which transactions the databases tell, and to whom; and what a horizon makes of it. */
class RunningTransactionsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final RunningTransactions UNTOLD = new RunningTransactions(false, Set.of(), Set.of());

    private static RunningTransactions read(Connection connection) throws SQLException {
        return RunningTransactions.read(connection, DatabaseFamily.of(connection));
    }

    private static RunningTransactions told(Set<String> running, Set<String> prepared) {
        return new RunningTransactions(true, running, prepared);
    }

    private static Connection begun(TestDatabase database) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        run(connection, "select 1");
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void postgresTellsThemToEverybodyByOneNameToTheEnd() throws SQLException {
        try (TestDatabase database = TestDatabases.postgresql()) {
            database.execute("create table note (id int)");
            database.execute("drop role if exists nobody_in_particular");
            database.execute("create role nobody_in_particular login password 'x'");
            try (Connection other = begun(database);
                    Connection reader = DriverManager.getConnection(database.url(), "nobody_in_particular", "x")) {
                assertThat(read(reader).told()).isTrue();
                Set<String> running = read(reader).running();
                assertThat(running).hasSize(1);
                run(other, "insert into note values (1)");
                assertThat(read(reader).running()).isEqualTo(running);
                other.commit();
                assertThat(read(reader).running()).isEmpty();
                run(other, "select 1");
                assertThat(read(reader).running()).hasSize(1).doesNotContainAnyElementsOf(running);
            }
            database.execute("drop role nobody_in_particular");
        }
    }

    @Test
    void transactionsOfOtherDatabasesAreNobodysConcern() throws SQLException {
        try (TestDatabase database = TestDatabases.postgresql();
                TestDatabase another = TestDatabases.postgresql();
                Connection other = begun(another);
                Connection reader = database.connect()) {
            assertThat(read(reader).running()).isEmpty();
            run(other, "prepare transaction 'elsewhere'");
            assertThat(read(reader).prepared()).isEmpty();
            other.setAutoCommit(true);
            run(other, "rollback prepared 'elsewhere'");
        }
    }

    @Test
    void h2TellsNone() throws SQLException {
        try (TestDatabase database = TestDatabases.h2();
                Connection reader = database.connect()) {
            assertThat(read(reader).told()).isFalse();
        }
    }

    @Test
    void aHorizonIsPassedWhenAllThatWereUnderWayHaveEnded() {
        Horizon first = Horizon.of(told(Set.of("3/1", "4/1"), Set.of("70")), NOW, Duration.ofHours(1));
        assertThat(first.passed(NOW.plus(Duration.ofDays(9)))).isFalse();
        Horizon second = first.seen(told(Set.of("4/1", "5/1"), Set.of("70", "71")));
        assertThat(second.passed(NOW)).isFalse();
        Horizon third = second.seen(told(Set.of("4/2", "5/1"), Set.of("70", "71")));
        assertThat(third.passed(NOW)).as("those prepared meanwhile").isFalse();
        Horizon fourth = third.seen(told(Set.of("4/3"), Set.of("71", "72")));
        assertThat(fourth.passed(NOW)).isFalse();
        assertThat(fourth.seen(UNTOLD)).as("what is not told has not ended").isEqualTo(fourth);
        assertThat(fourth.seen(told(Set.of("4/3"), Set.of("72"))).passed(NOW)).isTrue();
    }

    @Test
    void aHorizonIsReadAsItWasWritten() {
        Horizon running = Horizon.of(told(Set.of("3/1", "4/1"), Set.of()), NOW, Duration.ZERO);
        Horizon prepared = Horizon.of(told(Set.of(), Set.of("70")), NOW, Duration.ZERO);
        Horizon time = Horizon.of(UNTOLD, NOW, Duration.ofMinutes(1));
        for (Horizon horizon : new Horizon[] {running, prepared, time}) {
            assertThat(Horizon.parse(horizon.text())).isEqualTo(horizon);
        }
        assertThat(Horizon.of(told(Set.of(), Set.of()), NOW, Duration.ofHours(1))
                        .passed(NOW))
                .isTrue();
    }

    @Test
    void withoutThemATimeIsWaitedFor() {
        Horizon horizon = Horizon.of(UNTOLD, NOW, Duration.ofMinutes(1));
        assertThat(horizon.passed(NOW.plusSeconds(59))).isFalse();
        assertThat(horizon.seen(UNTOLD).passed(NOW.plusSeconds(60))).isTrue();
    }
}
