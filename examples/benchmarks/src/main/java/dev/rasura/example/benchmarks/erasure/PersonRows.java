package dev.rasura.example.benchmarks.erasure;

import dev.rasura.example.benchmarks.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Fresh rows for each turn, among those of others, who stay the same number. */
final class PersonRows implements Rows {

    private static final int TABLES = 5;

    /** People whom nobody erases, with ten rows each. */
    private static final int OTHERS = 2_000;

    private static final int OF_OTHERS = 10;

    private static final List<String> PARENTS = List.of("purchase", "ticket", "visit");

    private static final List<String> CHILDREN = List.of("purchase_line", "ticket_entry");

    private static final List<String> RECORDS = List.of(
            "rasura_erasure",
            "rasura_residue_watch",
            "rasura_sweep",
            "rasura_audit_staged",
            "yardstick_erasure",
            "yardstick_watch",
            "yardstick_sweep",
            "yardstick_event");

    private final Connection connection;
    private final String series;
    private final String tidy;
    private long first;
    private long next = 1;

    /** @param tidy the database's own statement that clears dead rows away and counts the living */
    PersonRows(Connection connection, String series, String tidy) throws SQLException {
        this.connection = connection;
        this.series = series;
        this.tidy = tidy;
        for (int i = 0; i < OTHERS; i++) {
            insert(OF_OTHERS);
        }
        connection.commit();
        first = next;
    }

    /** Fills a person of that many rows and returns the key. */
    @Override
    public long fill(int size) throws SQLException {
        long person = insert(size);
        connection.commit();
        return person;
    }

    private long insert(int size) throws SQLException {
        long person = next;
        next += size + 1L;
        int each = size / TABLES;
        List<String> statements = new ArrayList<>();
        statements.add("insert into person (id, name, email) values (" + person + ", 'Mary Major " + person + "', 'mary"
                + person + "@example.org')");
        for (String table : PARENTS) {
            statements.add("insert into " + table + " (id, person_id, text) select " + person + " + g.x, " + person
                    + ", 'some text' from " + series + "(1, " + each + ") as g(x)");
        }
        for (String table : CHILDREN) {
            String parent = table.substring(0, table.indexOf('_'));
            statements.add("insert into " + table + " (id, " + parent + "_id, text) select " + person + " + g.x, "
                    + person + " + g.x, 'some text' from " + series + "(1, " + each + ") as g(x)");
        }
        for (String statement : statements) {
            execute(statement);
        }
        return person;
    }

    /** Removes what the turns have left: people overwritten and records. The others stay. */
    @Override
    public void tidy() throws SQLException {
        execute("delete from person where id >= " + first);
        for (String table : RECORDS) {
            execute("truncate table " + table);
        }
        connection.commit();
        connection.setAutoCommit(true);
        execute(tidy);
        connection.setAutoCommit(false);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
