package dev.rasura.example.benchmarks.erasure;

import dev.rasura.example.benchmarks.Contestant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The best that is written by hand: six set-based statements, with or without the safety that Rasura adds. */
final class HandWritten implements Contestant {

    /** What it does beside the work. */
    enum Safety {
        NONE("by hand, six bare statements"),
        /** The same locks as ours, an event and a receipt as large. */
        EVENT_AND_RECEIPT("by hand, locked, event and receipt"),
        /**
         * As well the other records: values that wait, encrypted, for the residue scan and for the sweep; what the trail
         * discloses of the person erased.
         */
        ALL_RECORDS("by hand, locked, all records");

        private final String title;

        Safety(String title) {
            this.title = title;
        }
    }

    private static final String ROOT = "select name, email from person where id = ? for update";

    private static final String[] LOCKS = {
        "select count(*) from (select id from purchase where person_id = ? order by id for update) l",
        "select count(*) from (select id from ticket where person_id = ? order by id for update) l",
    };

    private static final String[] WORK = {
        "delete from purchase_line where purchase_id in (select id from purchase where person_id = ?)",
        "delete from purchase where person_id = ?",
        "delete from ticket_entry where ticket_id in (select id from ticket where person_id = ?)",
        "delete from ticket where person_id = ?",
        "delete from visit where person_id = ?",
        "update person set name = 'erased', email = concat('erased-', id, '@invalid') where id = ?",
    };

    private final Connection connection;
    private final Safety safety;
    private final YardstickRecords records;

    HandWritten(Connection connection, Safety safety, YardstickRecords records) {
        this.connection = connection;
        this.safety = safety;
        this.records = records;
    }

    @Override
    public String name() {
        return safety.title;
    }

    @Override
    public void turn(long person) throws SQLException {
        String name = "";
        String email = "";
        if (safety != Safety.NONE) {
            try (PreparedStatement select = connection.prepareStatement(ROOT)) {
                select.setLong(1, person);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    name = row.getString(1);
                    email = row.getString(2);
                }
            }
            for (String sql : LOCKS) {
                try (PreparedStatement lock = connection.prepareStatement(sql)) {
                    lock.setLong(1, person);
                    lock.execute();
                }
            }
        }
        int[] counts = new int[WORK.length];
        for (int i = 0; i < WORK.length; i++) {
            try (PreparedStatement statement = connection.prepareStatement(WORK[i])) {
                statement.setLong(1, person);
                counts[i] = statement.executeUpdate();
            }
        }
        if (safety != Safety.NONE) {
            UUID erasure = UUID.randomUUID();
            String subject = records.pseudonym(person);
            UUID event = records.event(subject, erasure, counts);
            if (safety == Safety.ALL_RECORDS) {
                records.forget(subject);
                records.watch(erasure, person, name, email);
                records.sweep(erasure, person);
            }
            records.receipt(subject, erasure, event, counts);
        }
        connection.commit();
    }
}
