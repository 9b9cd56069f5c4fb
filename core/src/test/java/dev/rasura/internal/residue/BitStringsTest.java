package dev.rasura.internal.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

class BitStringsTest {

    @Test
    void bitStringsInWhichATextFitsAreListedAsUnread() throws Exception {
        try (Connection connection = PostgresServer.connect(PostgresServer.newDatabase(), "postgres")) {
            try (var statement = connection.createStatement()) {
                statement.execute("create table t (flags bit(8), few bit varying(64), more bit varying(65),"
                        + " endless bit varying, list bit varying[])");
            }
            connection.commit();
            ScanResult result = new ResidueScanner()
                    .scan(
                            connection,
                            ScanScope.database(),
                            List.of(Needle.text(1, "mary.smith@example.org")),
                            ScanBudget.unlimited());
            assertThat(result.skipped())
                    .extracting(Skipped::column)
                    .containsExactlyInAnyOrder("more", "endless", "list");
        }
    }
}
