package dev.rasura.internal.audit;

import dev.rasura.audit.AuditCursor;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds events page by page: sealed ones by index, staged ones, which are few, by reading them. Columns only lead to a leaf;
 * whether it matches is read from its own bytes, and only if their tag is right. What is not as it was recorded is counted.
 */
final class TrailQuery {

    private static final int IDS_A_STATEMENT = 500;

    /** How many staged rows a page may read beyond its limit, whether they match or not. */
    static final int STAGED_BEYOND = 1_000;

    private final AuditStatements sql;
    private final KeyRing keys;

    TrailQuery(AuditStatements sql, KeyRing keys) {
        this.sql = sql;
        this.keys = keys;
    }

    private record Found(@Nullable Long index, Leaf leaf) {}

    /** A page being read. */
    private static final class Reading {
        private final List<Found> found = new ArrayList<>();
        private AuditCursor at;
        private boolean more;
        private long unverified;

        Reading(AuditCursor at) {
            this.at = at;
        }
    }

    AuditPage run(Connection connection, AuditQuery query) throws SQLException {
        Criteria criteria = new Criteria(query, keys);
        Reading reading = new Reading(query.after());
        sealed(connection, query, criteria, reading);
        if (!reading.more && !query.sealedOnly()) {
            staged(connection, query, criteria, reading);
        }
        Map<UUID, Map<String, String>> disclosed = disclosed(connection, reading);
        List<RecordedEvent> events = reading.found.stream()
                .map(each -> each.leaf()
                        .sealedAt(
                                each.index(),
                                disclosed.getOrDefault(each.leaf().event().id(), Map.of())))
                .toList();
        return new AuditPage(events, reading.at, reading.more, reading.unverified);
    }

    private void sealed(Connection connection, AuditQuery query, Criteria criteria, Reading reading)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        String statement = criteria.select(sql, DatabaseFamily.of(connection).idiom(), values);
        values.add(query.limit() + 1);
        try (PreparedStatement select = connection.prepareStatement(statement + " limit ?")) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            select.setFetchSize(Math.min(query.limit() + 1, IDS_A_STATEMENT));
            int read = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (++read > query.limit()) {
                        reading.more = true;
                        return;
                    }
                    long index = rows.getLong(1);
                    reading.at = new AuditCursor(index, reading.at.staged());
                    add(index, rows, 2, criteria, reading);
                }
            }
        }
    }

    private void staged(Connection connection, AuditQuery query, Criteria criteria, Reading reading)
            throws SQLException {
        AuditCursor.Staged after = reading.at.staged();
        int most = query.limit() + STAGED_BEYOND;
        try (PreparedStatement select =
                connection.prepareStatement(after == null ? sql.stagedPage : sql.stagedPageAfter)) {
            int at = 1;
            if (after != null) {
                select.setString(at++, after.node());
                select.setString(at++, after.node());
                select.setObject(at++, after.epoch());
                select.setString(at++, after.node());
                select.setObject(at++, after.epoch());
                select.setLong(at++, after.number());
            }
            select.setInt(at, most + 1);
            select.setFetchSize(IDS_A_STATEMENT);
            int read = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (++read > most || reading.found.size() >= query.limit()) {
                        reading.more = true;
                        return;
                    }
                    reading.at = new AuditCursor(
                            reading.at.leaf(),
                            new AuditCursor.Staged(Cells.text(rows, 1), Cells.uuid(rows, 2), rows.getLong(3)));
                    add(null, rows, 4, criteria, reading);
                }
            }
        }
    }

    /** Takes the leaf in a column, with its tag in the next, if it is what was recorded and matches. */
    private void add(@Nullable Long index, ResultSet rows, int column, Criteria criteria, Reading reading)
            throws SQLException {
        Optional<Leaf> leaf = LeafSequencer.genuine(keys, Cells.bytes(rows, column), Cells.bytes(rows, column + 1));
        if (leaf.isEmpty()) {
            reading.unverified++;
        } else if (criteria.matches(leaf.get().event())) {
            reading.found.add(new Found(index, leaf.get()));
        }
    }

    /** The personal values that open the commitments of the events that were found. */
    private Map<UUID, Map<String, String>> disclosed(Connection connection, Reading reading) throws SQLException {
        Map<UUID, Leaf> leaves = new HashMap<>();
        reading.found.forEach(each -> leaves.put(each.leaf().event().id(), each.leaf()));
        List<UUID> ids = List.copyOf(leaves.keySet());
        Map<UUID, Map<String, String>> disclosed = new HashMap<>();
        for (int start = 0; start < ids.size(); start += IDS_A_STATEMENT) {
            List<UUID> part = ids.subList(start, Math.min(ids.size(), start + IDS_A_STATEMENT));
            String marks = "?, ".repeat(part.size() - 1) + "?)";
            try (PreparedStatement select = connection.prepareStatement(sql.selectDisclosed + marks)) {
                for (int i = 0; i < part.size(); i++) {
                    select.setObject(i + 1, part.get(i));
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        UUID id = Cells.uuid(rows, 1);
                        Leaf leaf = Objects.requireNonNull(leaves.get(id));
                        String field = Cells.text(rows, 3);
                        String value = Cells.text(rows, 5);
                        if (leaf.refs(field).contains(Cells.text(rows, 2))
                                && leaf.opens(field, Cells.bytes(rows, 4), value)) {
                            disclosed
                                    .computeIfAbsent(id, event -> new HashMap<>())
                                    .put(field, value);
                        } else {
                            reading.unverified++;
                        }
                    }
                }
            }
        }
        return disclosed;
    }
}
