package dev.rasura.internal.residue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.testing.OwnJvm;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResidueScannerPostgresTest {

    private static final String VALUE = "mary.smith@example.org";
    private static final Needle EMAIL = Needle.text(1, VALUE);
    private static final Needle NAME = Needle.together(2, "Mary", "Smith");

    private final ResidueScanner scanner = new ResidueScanner();
    private String database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.newDatabase();
        connection = PostgresServer.connect(database, "postgres");
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
        return scan(connection, ScanScope.database(), needles);
    }

    private ScanResult scan(Connection as, ScanScope scope, Needle... needles) throws SQLException {
        as.setReadOnly(true);
        try {
            return scanner.scan(as, scope, List.of(needles));
        } finally {
            as.commit();
            as.setReadOnly(false);
        }
    }

    @Test
    void everyTypeThatMayHoldTextIsSearched() throws SQLException {
        execute(
                "create extension if not exists hstore",
                "create extension if not exists citext",
                "create type pair as (a text, b text)",
                "create type mood as enum ('fine', 'mary.smith@example.org')",
                "create type span as range (subtype = text)",
                "create domain mail as varchar(99)",
                "create domain work_mail as mail",
                "create table t (id int, c char(40), v varchar(99), x text, j json, b jsonb, k jsonb, m xml, a text[],"
                        + " p pair, y bytea, e mood, h hstore, ci citext, d work_mail, ts tsvector, s span, un \"char\","
                        + " f boolean)");
        String[] rows = {
            "c) values (2, 'Mary.Smith@Example.org')",
            "v) values (3, 'to MARY.SMITH@example.org!')",
            "x) values (4, 'mary.smith@example.org')",
            "j) values (5, '{\"x\":\"mary.smith\\u0040example.org\"}')",
            "b) values (6, '{\"x\":[\"mary.smith@example.org\"]}')",
            "k) values (7, '{\"Mary.Smith@example.org\":1}')",
            "m) values (8, '<a b=\"mary.smith&#64;example.org\"/>')",
            "a) values (9, array['x', 'mary.smith@example.org'])",
            "p) values (10, row('x', 'mary.smith@example.org'))",
            "y) values (11, convert_to('mary.smith@example.org', 'UTF8'))",
            "e) values (12, 'mary.smith@example.org')",
            "h) values (13, hstore('mail', 'mary.smith@example.org'))",
            "ci) values (14, 'MARY.smith@example.org')",
            "d) values (15, 'mary.smith@example.org')",
            "ts) values (16, to_tsvector('mary.smith@example.org'))",
            "s) values (17, span('mary.smith@example.org', 'z'))"
        };
        for (String row : rows) {
            execute("insert into t (id, " + row);
        }

        var result = scan(EMAIL);

        assertThat(result.occurrences())
                .extracting(o -> o.column() + "x" + o.count())
                .containsExactlyInAnyOrder(
                        "cx1", "vx1", "xx1", "jx1", "bx1", "kx1", "mx1", "ax1", "px1", "yx1", "ex1", "hx1", "cix1",
                        "dx1", "tsx1", "sx1");
        assertThat(result.skipped()).isEmpty();
        assertThat(result.rows()).isEqualTo(16);
    }

    @Test
    void valuesThatAreNoTextAreComparedInTheirCanonicalForm() throws SQLException {
        execute(
                "create table t (u uuid, n numeric(20,2), i bigint, f float8, ip inet, net cidr, mac macaddr, d date,"
                        + " stamp timestamptz, us uuid[], phone text, born daterange)",
                "insert into t values ('6f1c9c1e-0d5a-4e0e-9a35-0f4f3a1b2c3d', 424242.00, 424242, 424242, '192.168.17.4',"
                        + " '10.20.30.0/24', '08:00:2b:01:02:03', '1970-05-17', '1970-05-17 02:00+00',"
                        + " array['6f1c9c1e-0d5a-4e0e-9a35-0f4f3a1b2c3d']::uuid[], '+1 (555) 123-4567',"
                        + " '[1970-05-17,1971-01-01)')",
                "insert into t (n, i) values (424242.01, 1424242)");

        var result = scan(
                Needle.text(1, "6F1C9C1E0d5a4e0e9a350f4f3a1b2c3d"),
                Needle.text(2, "424242"),
                Needle.text(3, "192.168.17.4"),
                Needle.text(4, "10.20.30.0"),
                Needle.text(5, "08-00-2B-01-02-03"),
                Needle.text(6, "1970-05-17"),
                Needle.phone(7, "001 555 1234567"));

        assertThat(result.occurrences())
                .extracting(o -> o.needle() + o.column() + "x" + o.count())
                .containsExactlyInAnyOrder(
                        "1ux1",
                        "1usx1",
                        "2nx1",
                        "2ix1",
                        "2fx1",
                        "3ipx1",
                        "4netx1",
                        "5macx1",
                        "6dx1",
                        "6stampx1",
                        "6bornx1",
                        "7phonex1");
    }

    @Test
    void aPairIsFoundAcrossTheColumnsOfARowButNotAcrossRows() throws SQLException {
        execute(
                "create table person (id int, given text, family text, note text, doc jsonb)",
                "insert into person values (1, 'MARY', 'SMITH', null)",
                "insert into person values (2, 'Mary', 'Jones', 'likes Bob'), (3, 'Bob', 'Smith', 'Rosemary')",
                "insert into person values (4, null, null, 'Smith, Mary'), (5, null, null, 'Mary Jones and Bob Smith')",
                "insert into person (id, doc) values (6, '{\"first\":\"Mary\",\"age\":\"30\",\"last\":\"Smith\"}')");

        assertThat(scan(NAME).occurrences())
                .containsExactlyInAnyOrder(
                        new Occurrence("public", "person", "given+family", 2, 1),
                        new Occurrence("public", "person", "note", 2, 1),
                        new Occurrence("public", "person", "doc", 2, 1));
    }

    @Test
    void largeValuesAreReadInPiecesAndAValueAcrossTwoIsFound() throws SQLException {
        execute("create table t (id int, x text, b jsonb, y bytea, n text)");
        int[] places = {PostgresDatabase.INLINE - 5, PostgresDatabase.PIECE - 6, 5_000_000};
        for (int place : places) {
            String filler = "é ".repeat(place / 2);
            execute("insert into t select 1, '" + filler + VALUE + " tail', jsonb_build_array('" + filler + VALUE
                    + "'), convert_to('" + filler + VALUE + "', 'UTF8'), null");
        }

        var result = scan(EMAIL);

        assertThat(result.occurrences())
                .extracting(o -> o.column() + "x" + o.count())
                .containsExactlyInAnyOrder("xx3", "bx3", "yx3");
        assertThat(result.complete()).isTrue();
        assertThat(scan(Needle.text(1, VALUE + "x")).occurrences()).isEmpty();
    }

    @Test
    void largeObjectsAreReadAlsoWhereNobodyRefersToThem() throws SQLException {
        execute("create table cv (id int, content oid)");
        int piece = 256 * 1024;
        createLargeObject("x ".repeat(piece / 2 - 4) + VALUE + " tail");
        long referred = createLargeObject("Luís " + VALUE);
        createLargeObject("nobody");
        execute("insert into cv values (1, " + referred + ")");

        var whole = scan(EMAIL);
        assertThat(whole.occurrences()).containsExactly(new Occurrence("pg_catalog", "pg_largeobject", "data", 1, 2));
        assertThat(whole.rows()).isEqualTo(4);

        var schema = scan(connection, ScanScope.schema("public"), EMAIL);
        assertThat(schema.occurrences()).containsExactly(new Occurrence("public", "cv", "content", 1, 1));
    }

    private long createLargeObject(String text) throws SQLException {
        try (PreparedStatement create = connection.prepareStatement("select lo_from_bytea(0, ?)")) {
            create.setBytes(1, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            try (ResultSet row = create.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } finally {
            connection.commit();
        }
    }

    @Test
    void oddNamesAreQuoted() throws SQLException {
        execute(
                "create schema \"Odd \"\"Schema\"",
                "create table \"Odd \"\"Schema\".\"T_ %é\"\"\""
                        + " (\"select \"\"x\" text, \"SELECT\" text, c1 text, row_place text)",
                "insert into \"Odd \"\"Schema\".\"T_ %é\"\"\" values ('mary.smith@example.org',"
                        + " repeat('x ', 99999) || 'mary.smith@example.org')");

        assertThat(scan(EMAIL).occurrences())
                .containsExactly(
                        new Occurrence("Odd \"Schema", "T_ %é\"", "select \"x", 1, 1),
                        new Occurrence("Odd \"Schema", "T_ %é\"", "SELECT", 1, 1));
    }

    @Test
    void viewsPartitionsAndChildrenAreNotCountedTwice() throws SQLException {
        execute(
                "create table t (v text)",
                "insert into t values ('mary.smith@example.org')",
                "create view plain as select * from t",
                "create materialized view stored as select * from t",
                "create materialized view empty as select * from t with no data",
                "create table event (id int, v text) partition by range (id)",
                "create table event_1 partition of event for values from (0) to (10)",
                "create table event_2 partition of event for values from (10) to (20) partition by range (id)",
                "create table event_2a partition of event_2 for values from (10) to (20)",
                "insert into event values (1, 'mary.smith@example.org'), (11, 'mary.smith@example.org')",
                "insert into event values (12, repeat('x ', 50000) || 'mary.smith@example.org')",
                "create table parent (v text)",
                "create table child () inherits (parent)",
                "insert into child values ('mary.smith@example.org')",
                "create unlogged table scratch (v text)",
                "insert into scratch values ('mary.smith@example.org')",
                "create temp table mine (v text)",
                "insert into mine values ('mary.smith@example.org')");

        var result = scan(EMAIL);

        assertThat(result.occurrences())
                .extracting(o -> o.table() + "x" + o.count())
                .containsExactlyInAnyOrder("tx1", "storedx1", "eventx3", "childx1", "scratchx1", "minex1");
        assertThat(result.skipped()).isEmpty();

        var partition = scan(
                connection,
                ScanScope.tables(List.of(new TableName("public", "event_2"), new TableName(null, "event_2a"))),
                EMAIL);
        assertThat(partition.occurrences()).containsExactly(new Occurrence("public", "event_2", "v", 1, 2));
    }

    @Test
    void whatThisUserMayNotReadIsSkippedAndTheResultIsPartial() throws SQLException {
        createLargeObject(VALUE);
        execute(
                "drop role if exists residue_guest",
                "create role residue_guest login",
                "create table closed (v text)",
                "create table half (v text, secret text)",
                "create table secured (v text)",
                "alter table secured enable row level security",
                "create table open (v text)",
                "create schema private",
                "create table private.inner (v text)",
                "create table event (v text) partition by list (v)",
                "create table event_rest partition of event default",
                "insert into half values ('mary.smith@example.org', '')",
                "insert into half values (repeat('x ', 99999) || 'mary.smith@example.org', '')",
                "insert into open values ('mary.smith@example.org')",
                "insert into event values ('mary.smith@example.org')",
                "grant select on open, secured, event to residue_guest",
                "grant select (v) on half to residue_guest");
        try (Connection guest = PostgresServer.connect(database, "residue_guest")) {
            var result = scan(guest, ScanScope.database(), EMAIL);

            assertThat(result.occurrences())
                    .containsExactlyInAnyOrder(
                            new Occurrence("public", "half", "v", 1, 2),
                            new Occurrence("public", "open", "v", 1, 1),
                            new Occurrence("public", "event", "v", 1, 1));
            assertThat(result.complete()).isFalse();
            assertThat(result.skipped())
                    .extracting(
                            s -> s.table() + ":" + s.column() + ":" + s.reason().split(" \\(|: ")[0])
                    .satisfiesExactlyInAnyOrder(
                            s -> assertThat(s).isEqualTo("closed:null:permission denied"),
                            s -> assertThat(s).isEqualTo("half:secret:permission denied"),
                            s -> assertThat(s).startsWith("secured:null:row security"),
                            s -> assertThat(s).startsWith("inner:null:permission denied on its schema"),
                            s -> assertThat(s).startsWith("pg_largeobject:data:large object "));
            assertThat(guest.createStatement().execute("select 1"))
                    .as("the transaction lives")
                    .isTrue();
        }
        assertThat(scan(EMAIL).complete()).as("the owner reads all").isTrue();
        execute("drop owned by residue_guest", "drop role residue_guest");
    }

    @Test
    void aForeignTableIsSkippedAlsoAsAPartition() throws SQLException {
        execute(
                "create foreign data wrapper elsewhere",
                "create server other foreign data wrapper elsewhere",
                "create foreign table far (v text) server other",
                "create table event (id int, v text) partition by range (id)",
                "create table near_part partition of event for values from (0) to (10)",
                "create foreign table far_part partition of event for values from (10) to (20) server other",
                "insert into event values (1, 'mary.smith@example.org')");

        var result = scan(EMAIL);

        assertThat(result.occurrences()).containsExactly(new Occurrence("public", "near_part", "v", 1, 1));
        assertThat(result.skipped()).extracting(Skipped::table).containsExactly("far", "far_part");
        assertThat(result.complete()).isFalse();
    }

    @Test
    void aTableWhoseReadingFailsLeavesTheTransactionUsable() throws SQLException {
        execute(
                "create table a (v text)",
                "insert into a values ('mary.smith@example.org')",
                "create table locked (v text)",
                "create table z (v text)",
                "insert into z values ('mary.smith@example.org')");
        try (Connection other = PostgresServer.connect(database, "postgres")) {
            other.createStatement().execute("lock table locked in access exclusive mode");
            connection.createStatement().execute("set local lock_timeout = '200ms'");
            var result = scanner.scan(connection, ScanScope.database(), List.of(EMAIL));
            assertThat(result.occurrences()).extracting(Occurrence::table).containsExactly("a", "z");
            assertThat(result.skipped()).singleElement().satisfies(skipped -> {
                assertThat(skipped.table()).isEqualTo("locked");
                assertThat(skipped.reason()).contains("55P03");
            });
            connection.rollback();

            long started = System.nanoTime();
            var timed = scanner.slice(
                    connection,
                    ScanScope.database(),
                    List.of(EMAIL),
                    new ScanBudget(Duration.ofSeconds(1), Long.MAX_VALUE, Long.MAX_VALUE),
                    Set.of());
            assertThat(timed.unreadable()).singleElement().satisfies(skipped -> {
                assertThat(skipped.table()).isEqualTo("locked");
                assertThat(skipped.reason()).contains("57014");
            });
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
            connection.rollback();
        }
    }

    @Test
    void aHundredThousandRowsAndAThousandNeedlesAreOnePass() throws SQLException {
        execute(
                "create table customer (id int, given varchar(40), family varchar(40), mail varchar(100), note text)",
                "insert into customer select i, 'Given' || i, 'Family' || i, 'person' || i || '@example.org',"
                        + " repeat('lorem ipsum dolor ', 10) from generate_series(1, 100000) i");
        var needles = new ArrayList<Needle>();
        for (int i = 0; i < 500; i++) {
            needles.add(Needle.text(2 * i, "person" + i * 100 + "@example.org"));
            needles.add(Needle.together(2 * i + 1, "given" + i, "family" + i));
        }

        var result = scan(needles.toArray(Needle[]::new));

        assertThat(result.rows()).isEqualTo(100_000);
        assertThat(result.occurrences()).hasSize(499 * 2).allMatch(o -> o.count() == 1);
        assertThat(result.count(2)).isEqualTo(1);
        assertThat(result.count(0)).isZero();
    }

    /** The scan of more than this heap holds, in rows, in one value and in one large object, in a JVM of its own. */
    @Test
    void memoryDoesNotGrowWithRowsOrValues() throws Exception {
        execute(
                "create unlogged table many as"
                        + " select i, repeat(md5(i::text) || ' ', 12) v from generate_series(1, 250000) i",
                "create table big (v text, b bytea)",
                "insert into big select x, convert_to(x, 'UTF8') from (select repeat('lorem ipsum ', 6000000) || '"
                        + VALUE + "' x) s",
                "select lo_from_bytea(0, b) from big");
        OwnJvm.Ended ended = OwnJvm.with("-Xmx64m")
                .run(SmallHeapScan.class, List.of(connection.getMetaData().getURL(), VALUE));
        assertThat(ended.output())
                .contains("found in big.v 1", "found in big.b 1")
                .contains("found in pg_largeobject.data 1", "complete true");
        assertThat(ended.status()).isZero();
    }
}
