package dev.rasura.internal.residue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MariaResidueScannerTest {

    private static final Needle EMAIL = Needle.text(1, "mary.smith@example.org");

    private final ResidueScanner scanner = new ResidueScanner();
    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabases.mariadb();
        connection = database.connect();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private void execute(String... statements) {
        for (String sql : statements) {
            database.execute(sql);
        }
    }

    private ScanResult scan(ScanScope scope, Needle... needles) throws SQLException {
        return scanner.scan(connection, scope, List.of(needles));
    }

    @Test
    void everyTypeThatMayHoldTextIsSearchedAndWhatIsNotReadIsListed() throws SQLException {
        execute(
                "create table `T x` (id int primary key, c char(40), v varchar(100), l varchar(100) character set latin1,"
                        + " tt tinytext, mt longtext, j json, b varbinary(100), bl longblob, u uuid, n decimal(20,2),"
                        + " d date, f bit(1), g point, i bigint, e enum('mary.smith@example.org', 'x'), ip inet6,"
                        + " hid varchar(100) invisible)",
                "insert into `T x` (id) values (1)",
                "insert into `T x` (id, c) values (2, 'Mary.Smith@Example.org')",
                "insert into `T x` (id, v) values (3, 'to MARY.SMITH@example.org!')",
                "insert into `T x` (id, l) values (4, 'mary.smith@example.org')",
                "insert into `T x` (id, tt) values (5, 'mary.smith@example.org')",
                "insert into `T x` (id, mt) values (6, concat(repeat('x ', 10000), 'mary.smith@example.org'))",
                "insert into `T x` (id, j) values (7, '{\"mary.smith@example.org\":1}')",
                "insert into `T x` (id, b) values (8, 'mary.smith@example.org')",
                "insert into `T x` (id, bl) values (9, 'mary.smith@example.org')",
                "insert into `T x` (id, hid) values (10, 'mary.smith@example.org')",
                "insert into `T x` (id, e) values (11, 'mary.smith@example.org')",
                "insert into `T x` (id, u) values (12, '6f1c9c1e-0d5a-4e0e-9a35-0f4f3a1b2c3d')",
                "insert into `T x` (id, n, i) values (13, 424242.00, 424242)",
                "insert into `T x` (id, d) values (14, '1970-05-17')");

        ScanResult result = scan(
                ScanScope.database(),
                EMAIL,
                Needle.text(3, "6F1C9C1E-0d5a-4e0e-9a35-0f4f3a1b2c3d"),
                Needle.text(4, "424242"),
                Needle.text(5, "1970-05-17"));

        assertThat(result.occurrences())
                .extracting(o -> o.column() + o.needle() + "x" + o.count())
                .containsExactlyInAnyOrder(
                        "c1x1", "v1x1", "l1x1", "tt1x1", "mt1x1", "j1x1", "b1x1", "bl1x1", "hid1x1", "e1x1", "u3x1",
                        "n4x1", "i4x1", "d5x1");
        assertThat(result.skipped())
                .extracting(Skipped::column, Skipped::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple("g", "values of type point are not read"));
    }

    @Test
    void whatAVersionedTableHeldIsReadToo() throws SQLException {
        execute(
                "create table person (id int primary key, email varchar(100)) with system versioning",
                "insert into person values (1, 'mary.smith@example.org')",
                "update person set email = null");

        assertThat(scan(ScanScope.database(), EMAIL).occurrences())
                .extracting(Occurrence::table)
                .containsExactly("person");
    }

    @Test
    void theDatabaseIsTheConnectionsOwn() throws SQLException {
        try (TestDatabase other = TestDatabases.mariadb()) {
            other.execute("create table person (email varchar(100))");
            other.execute("insert into person values ('mary.smith@example.org')");
            execute("create table person (email varchar(100))");

            ScanResult result = scan(ScanScope.database(), EMAIL);
            assertThat(result.occurrences()).isEmpty();
            assertThat(result.rows()).isZero();
            String catalogue = other.query(String.class, "select database()");
            assertThat(scan(ScanScope.schema(catalogue), EMAIL).occurrences()).hasSize(1);
            assertThat(scan(ScanScope.tables(List.of(new TableName(catalogue, "person"))), EMAIL)
                            .occurrences())
                    .hasSize(1);
            connection.rollback();
        }
        assertThat(scan(ScanScope.schema("nowhere"), EMAIL).skipped()).hasSize(1);
        assertThat(scan(ScanScope.tables(List.of(new TableName(null, "nothing"))), EMAIL)
                        .skipped())
                .hasSize(1);
    }
}
