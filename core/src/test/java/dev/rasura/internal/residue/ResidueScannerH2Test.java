package dev.rasura.internal.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResidueScannerH2Test {

    private static final Needle EMAIL = Needle.text(1, "mary.smith@example.org");
    private static final Needle NAME = Needle.together(2, "Mary", "Smith");

    private final ResidueScanner scanner = new ResidueScanner();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:residue-" + UUID.randomUUID(), "sa", "");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String... statements) throws SQLException {
        for (String sql : statements) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        connection.commit();
    }

    private ScanResult scan(Needle... needles) throws SQLException {
        return scanner.scan(connection, ScanScope.database(), List.of(needles));
    }

    @Test
    void everyTypeThatMayHoldTextIsSearched() throws SQLException {
        execute(
                "create table t (id int primary key, c char(40), v varchar(100), cl clob, j json, b varbinary(100), bl blob,"
                        + " a varchar array, u uuid, n numeric(20,2), d date, f boolean, g geometry, i bigint,"
                        + " hid varchar invisible)",
                "insert into t (id) values (1)",
                "insert into t (id, c) values (2, 'Mary.Smith@Example.org')",
                "insert into t (id, v) values (3, 'to MARY.SMITH@example.org!')",
                "insert into t (id, cl) values (4, 'mary.smith@example.org')",
                "insert into t (id, j) values (5, json '{\"mary.smith@example.org\":1}')",
                "insert into t (id, b) values (6, cast('mary.smith@example.org' as varbinary))",
                "insert into t (id, bl) values (7, cast('mary.smith@example.org' as varbinary))",
                "insert into t (id, a) values (8, array['x', 'mary.smith@example.org'])",
                "insert into t (id, hid) values (9, 'mary.smith@example.org')",
                "insert into t (id, u) values (10, '6f1c9c1e-0d5a-4e0e-9a35-0f4f3a1b2c3d')",
                "insert into t (id, n, i) values (11, 424242.00, 424242)",
                "insert into t (id, n) values (12, 424242.50)",
                "insert into t (id, d) values (13, date '1970-05-17')");

        var result = scan(
                EMAIL,
                Needle.text(3, "6F1C9C1E-0d5a-4e0e-9a35-0f4f3a1b2c3d"),
                Needle.text(4, "424242"),
                Needle.text(5, "1970-05-17"));

        assertThat(result.occurrences())
                .extracting(o -> o.column() + o.needle() + "x" + o.count())
                .containsExactlyInAnyOrder(
                        "C1x1", "V1x1", "CL1x1", "J1x1", "B1x1", "BL1x1", "A1x1", "HID1x1", "U3x1", "N4x1", "I4x1",
                        "D5x1");
        assertThat(result.complete()).isTrue();
        assertThat(result.rows()).isEqualTo(13);
    }

    @Test
    void aPairIsFoundAcrossTheColumnsOfARowButNotAcrossRows() throws SQLException {
        execute(
                "create table person (id int, given varchar(20), family varchar(20), note varchar(99))",
                "insert into person values (1, 'MARY', 'SMITH', null)",
                "insert into person values (2, 'Mary', 'Jones', 'likes Bob'), (3, 'Bob', 'Smith', 'Smithmary')",
                "insert into person values (4, null, null, 'Smith, Mary'), (5, null, null, 'Mary Jones and Bob Smith')",
                "insert into person values (6, 'Mary', null, 'Mary Smith')");

        var result = scan(NAME);

        assertThat(result.occurrences())
                .containsExactlyInAnyOrder(
                        new Occurrence("PUBLIC", "PERSON", "GIVEN+FAMILY", 2, 1),
                        new Occurrence("PUBLIC", "PERSON", "NOTE", 2, 2));
    }

    @Test
    void oddNamesAreQuoted() throws SQLException {
        execute(
                "create schema \"Odd \"\"Schema\"",
                "create table \"Odd \"\"Schema\".\"T_ %é\"\"\" (\"select \"\"x\" varchar(50), \"SELECT\" varchar(50))",
                "create table \"Odd \"\"Schema\".\"TX %é\"\"\" (x varchar(50))",
                "insert into \"Odd \"\"Schema\".\"T_ %é\"\"\" values"
                        + " ('mary.smith@example.org', 'mary.smith@example.org')");

        var result = scan(EMAIL);

        assertThat(result.occurrences())
                .containsExactly(
                        new Occurrence("Odd \"Schema", "T_ %é\"", "select \"x", 1, 1),
                        new Occurrence("Odd \"Schema", "T_ %é\"", "SELECT", 1, 1));
        assertThat(result.complete()).isTrue();
    }

    @Test
    void aViewIsNotCountedAndAMaterialisedViewIs() throws SQLException {
        execute(
                "create table t (v varchar(50))",
                "insert into t values ('mary.smith@example.org')",
                "create view plain as select * from t",
                "create materialized view stored as select * from t");

        var result = scan(EMAIL);

        assertThat(result.occurrences()).extracting(Occurrence::table).containsExactlyInAnyOrder("T", "STORED$1");
        // H2 2.4.240 cannot list invisible columns beside a materialised view, and the scan says so.
        assertThat(result.skipped())
                .singleElement()
                .satisfies(s -> assertThat(s.reason()).contains("invisible"));
    }

    @Test
    void aValueAcrossThePiecesOfALargeClobIsFound() throws SQLException {
        execute("create table t (id int, c clob, b blob)");
        String value = "mary.smith@example.org";
        int[] places = {8192 - 5, 5_000_000 - 8};
        for (int place : places) {
            String text = " ".repeat(place) + value + " y".repeat(100);
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (1, ?, ?)")) {
                insert.setCharacterStream(1, new StringReader(text));
                insert.setBytes(2, text.getBytes(StandardCharsets.UTF_8));
                insert.execute();
            }
        }
        connection.commit();

        var result = scan(EMAIL);

        assertThat(result.occurrences())
                .containsExactlyInAnyOrder(
                        new Occurrence("PUBLIC", "T", "C", 1, 2), new Occurrence("PUBLIC", "T", "B", 1, 2));
        assertThat(result.bytes()).isGreaterThan(10_000_000);
    }

    @Test
    void aScopeOfTablesReadsThoseAndNamesTheMissing() throws SQLException {
        execute(
                "create table a (v varchar(50))",
                "create table b (v varchar(50))",
                "insert into a values ('nobody')",
                "insert into b values ('mary.smith@example.org')");

        var named = scanner.scan(
                connection,
                ScanScope.tables(List.of(new TableName(null, "A"), new TableName("PUBLIC", "NONE"))),
                List.of(EMAIL));
        assertThat(named.rows()).isEqualTo(1);
        assertThat(named.occurrences()).isEmpty();
        assertThat(named.complete()).isFalse();
        assertThat(named.skipped()).extracting(Skipped::table).containsExactly("NONE");

        var schema = scanner.scan(connection, ScanScope.schema("PUBLIC"), List.of(EMAIL));
        assertThat(schema.count(1)).isEqualTo(1);
        assertThat(schema.complete()).isTrue();
        var missing = scanner.scan(connection, ScanScope.schema("public"), List.of(EMAIL));
        assertThat(missing.complete()).isFalse();
    }

    @Test
    void aTableThatCannotBeReadIsSkippedAndTheRestIsRead() throws SQLException {
        execute(
                "create table closed (v varchar(50))",
                "create table open (v varchar(50))",
                "insert into open values ('mary.smith@example.org')",
                "create user guest password 'x'",
                "grant select on open to guest");
        String url = connection.getMetaData().getURL();
        try (Connection guest = DriverManager.getConnection(url, "guest", "x")) {
            guest.setAutoCommit(false);
            var result = scanner.scan(guest, ScanScope.database(), List.of(EMAIL));
            assertThat(result.count(1)).isEqualTo(1);
            assertThat(result.complete()).isFalse();
            assertThat(result.skipped()).singleElement().satisfies(skipped -> {
                assertThat(skipped.table()).isEqualTo("CLOSED");
                assertThat(skipped.reason()).contains("permission denied");
            });
        }
    }

    @Test
    void aSpentBudgetEndsASliceBetweenTablesAndTheNextGoesOnThere() throws SQLException {
        execute(
                "create table a as select x id from system_range(1, 100)",
                "create table b as select x id from system_range(1, 100)",
                "create table c (v varchar(50))",
                "insert into c select 'mary.smith@example.org' from system_range(1, 100)");

        ScanBudget rows = new ScanBudget(null, 150, Long.MAX_VALUE);
        ScanSlice first = scanner.slice(connection, ScanScope.database(), List.of(EMAIL), rows, Set.of());
        assertThat(first.ended()).isFalse();
        assertThat(first.finished()).extracting(ReadTable::table).containsExactly("A", "B");
        assertThat(first.occurrences())
                .as("nothing of a table that was read in part")
                .isEmpty();

        ScanSlice second =
                scanner.slice(connection, ScanScope.database(), List.of(EMAIL), rows, Set.copyOf(first.finished()));
        assertThat(second.ended()).isTrue();
        assertThat(second.occurrences()).containsExactly(new Occurrence("PUBLIC", "C", "V", 1, 100));

        ScanBudget time = new ScanBudget(Duration.ofNanos(1), Long.MAX_VALUE, Long.MAX_VALUE);
        ScanSlice timed = scanner.slice(connection, ScanScope.database(), List.of(EMAIL), time, Set.of());
        assertThat(timed.finished())
                .as("one at least")
                .extracting(ReadTable::table)
                .containsExactly("A");
        assertThat(timed.ended()).isFalse();
    }

    @Test
    void autoCommitIsRefused() throws SQLException {
        connection.setAutoCommit(true);
        assertThatThrownBy(() -> scan(EMAIL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("setAutoCommit(false)");
    }
}
