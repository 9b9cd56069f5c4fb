package dev.rasura.internal.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values in which a text fits and is not looked for are listed. */
class PostgresUnreadTypesTest {

    private static final Needle EMAIL = Needle.text(1, "mary.smith@example.org");

    private static ScanResult scan(String... statements) throws Exception {
        try (Connection connection = PostgresServer.connect(PostgresServer.newDatabase(), "postgres")) {
            try (var statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            connection.commit();
            return new ResidueScanner().scan(connection, ScanScope.database(), List.of(EMAIL));
        }
    }

    @Test
    void bitStringsInWhichATextFits() throws Exception {
        ScanResult result = scan("create table t (flags bit(8), few bit varying(64), more bit varying(65),"
                + " endless bit varying, list bit varying[])");
        assertThat(result.skipped()).extracting(Skipped::column).containsExactlyInAnyOrder("more", "endless", "list");
    }

    @Test
    void bytesWithinOtherValues() throws Exception {
        ScanResult result = scan(
                "create domain octets as bytea",
                "create type part as (n text, o octets)",
                "create type whole as (p part[])",
                "create table t (a octets[], b part, c whole, d text[])",
                "insert into t (b) values (row('mary.smith@example.org', null))");
        assertThat(result.skipped()).extracting(Skipped::column).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(result.occurrences()).extracting(Occurrence::column).containsExactly("b");
    }
}
