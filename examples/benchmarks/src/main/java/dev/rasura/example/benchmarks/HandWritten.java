package dev.rasura.example.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/** The best that is written by hand: six set-based statements, with or without the safety that Rasura adds. */
final class HandWritten implements Contestant {

    private static final String[] WORK = {
        "delete from purchase_line where purchase_id in (select id from purchase where person_id = ?)",
        "delete from purchase where person_id = ?",
        "delete from ticket_entry where ticket_id in (select id from ticket where person_id = ?)",
        "delete from ticket where person_id = ?",
        "delete from visit where person_id = ?",
        "update person set name = 'erased', email = concat('erased-', id, '@invalid') where id = ?",
    };

    private static final String[] LOCKS = {
        "select count(*) from (select id from person where id = ? for update) l",
        "select count(*) from (select id from purchase where person_id = ? order by id for update) l",
        "select count(*) from (select id from ticket where person_id = ? order by id for update) l",
    };

    private final Connection connection;
    private final boolean safe;

    /** @param safe whether it takes the same locks and writes an event and a receipt as large as ours */
    HandWritten(Connection connection, boolean safe) {
        this.connection = connection;
        this.safe = safe;
    }

    @Override
    public String name() {
        return safe ? "by hand, locked and recorded" : "by hand, six bare statements";
    }

    @Override
    public void erase(long person) throws SQLException {
        if (safe) {
            run(LOCKS, person);
        }
        run(WORK, person);
        if (safe) {
            record("event", 900);
            record("receipt", 700);
        }
        connection.commit();
    }

    private void run(String[] statements, long person) throws SQLException {
        for (String sql : statements) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, person);
                statement.execute();
            }
        }
    }

    private void record(String kind, int size) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into yardstick_record (id, kind, at, body) values (?, ?, ?, ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, kind);
            insert.setTimestamp(3, Timestamp.from(Instant.now()));
            insert.setString(4, "x".repeat(size));
            insert.executeUpdate();
        }
    }
}
