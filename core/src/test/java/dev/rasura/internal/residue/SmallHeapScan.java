package dev.rasura.internal.residue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

/** Scans a whole database from a command line, so that a test can give it a small heap. */
final class SmallHeapScan {

    private SmallHeapScan() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0], "postgres", "x")) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            var result =
                    new ResidueScanner().scan(connection, ScanScope.database(), List.of(Needle.text(1, arguments[1])));
            result.occurrences()
                    .forEach(o -> System.out.println("found in " + o.table() + "." + o.column() + " " + o.count()));
            System.out.println(
                    "complete " + result.complete() + ", " + result.rows() + " rows, " + result.bytes() + " bytes");
        }
    }
}
