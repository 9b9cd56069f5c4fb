package dev.rasura.example.benchmarks.erasure;

import dev.rasura.example.benchmarks.Contestant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
        ALL_RECORDS("by hand, locked, all records"),
        /** As well asked whether others hold the values, without which the scan could not tell what it finds. */
        OTHERS_ASKED("by hand, locked, all records, others asked");

        private final String title;

        Safety(String title) {
            this.title = title;
        }
    }

    private static final String ROOT = "select name, email from person where id = ? for update";

    private static final List<String> LOCKS = List.of(
            "select id from purchase where person_id = ? order by id for update",
            "select id from ticket where person_id = ? order by id for update");

    private static final String OTHERS = "select exists (select 1 from person where name = ? and id <> ?),"
            + " exists (select 1 from person where email = ? and id <> ?)";

    private static final String[] WORK = {
        children("purchase_line", "purchase"),
        "delete from purchase where person_id = ?",
        children("ticket_entry", "ticket"),
        "delete from ticket where person_id = ?",
        "delete from visit where person_id = ?",
        "update person set name = 'erased', email = concat('erased-', id, '@invalid') where id = ?",
    };

    private final Connection connection;
    private final Safety safety;
    private final YardstickRecords records;
    private final List<String> locks;
    private final String[] work;

    HandWritten(Connection connection, Safety safety, YardstickRecords records) throws SQLException {
        this.connection = connection;
        this.safety = safety;
        this.records = records;
        this.work = WORK.clone();
        boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
        // Counted, so that one row is fetched; H2, in the same process, takes five times as long to read that.
        this.locks = h2
                ? LOCKS
                : LOCKS.stream()
                        .map(sql -> "select count(*) from (" + sql + ") l")
                        .toList();
        if (safety != Safety.NONE) {
            work[5] = overwritten(h2 ? "rawtohex(random_uuid())" : "replace(gen_random_uuid()::text, '-', '')");
        }
        if (safety != Safety.NONE && h2) {
            work[0] = childrenJoined("purchase_line", "purchase");
            work[2] = childrenJoined("ticket_entry", "ticket");
        }
    }

    private static String children(String table, String parent) {
        return "delete from " + table + " where " + parent + "_id in (select id from " + parent
                + " where person_id = ?)";
    }

    /** H2 asks again for each row which parents there are, once they are locked; whoever has waited for that writes this. */
    private static String childrenJoined(String table, String parent) {
        return "merge into " + table + " c using (select id from " + parent + " where person_id = ?) p on c." + parent
                + "_id = p.id when matched then delete";
    }

    /** What the receipt says: random tokens, from which nobody learns which person it was. */
    private static String overwritten(String token) {
        return "update person set name = 'erased-' || " + token + ", email = 'erased-' || " + token
                + " || '@invalid' where id = ?";
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
            for (String sql : locks) {
                try (PreparedStatement lock = connection.prepareStatement(sql)) {
                    lock.setLong(1, person);
                    lock.execute();
                }
            }
        }
        boolean[] shared =
                safety == Safety.OTHERS_ASKED ? heldByOthers(person, name, email) : new boolean[] {false, false};
        int[] counts = new int[work.length];
        for (int i = 0; i < work.length; i++) {
            try (PreparedStatement statement = connection.prepareStatement(work[i])) {
                statement.setLong(1, person);
                counts[i] = statement.executeUpdate();
            }
        }
        if (safety != Safety.NONE) {
            UUID erasure = UUID.randomUUID();
            String subject = records.pseudonym(person);
            UUID event = records.event(subject, erasure, counts);
            if (safety != Safety.EVENT_AND_RECEIPT) {
                records.forget(subject);
                records.watch(erasure, person, name, !shared[0], email, !shared[1]);
                records.sweep(erasure, person);
            }
            records.receipt(subject, erasure, event, counts);
        }
        connection.commit();
    }

    private boolean[] heldByOthers(long person, String name, String email) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OTHERS)) {
            select.setString(1, name);
            select.setLong(2, person);
            select.setString(3, email);
            select.setLong(4, person);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new boolean[] {row.getBoolean(1), row.getBoolean(2)};
            }
        }
    }
}
