package dev.rasura.internal.audit;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds events: sealed ones by index, staged ones, which are few, by reading them. */
final class TrailQuery {

    private static final int IDS_A_STATEMENT = 500;

    private final AuditStatements sql;
    private final KeyRing keys;

    TrailQuery(AuditStatements sql, KeyRing keys) {
        this.sql = sql;
        this.keys = keys;
    }

    private record Found(@Nullable Long index, Leaf leaf) {}

    List<RecordedEvent> run(Connection connection, AuditQuery query) throws SQLException {
        List<Found> found = new ArrayList<>();
        sealed(connection, query, found);
        if (found.size() < query.limit()) {
            staged(connection, query, found);
        }
        Map<UUID, Map<String, String>> disclosed = disclosed(connection, found);
        return found.stream()
                .map(each -> each.leaf()
                        .sealedAt(
                                each.index(),
                                disclosed.getOrDefault(each.leaf().event().id(), Map.of())))
                .toList();
    }

    private void sealed(Connection connection, AuditQuery query, List<Found> found) throws SQLException {
        StringBuilder where = new StringBuilder(sql.selectEvents);
        List<Object> values = new ArrayList<>(List.of(query.afterLeaf()));
        if (query.subject() != null) {
            where.append(sql.ofSubject);
            values.add(query.subject().type());
            values.add(keys.pseudonym(query.subject()));
        }
        if (query.actor() != null) {
            where.append(" and l.actor_ref = ?");
            values.add(LeafWriter.ref(keys, query.actor()));
        }
        if (query.type() != null) {
            where.append(" and l.event_type = ?");
            values.add(query.type());
        }
        if (query.from() != null) {
            where.append(" and l.occurred_at >= ?");
            values.add(DatabaseFamily.of(connection).idiom().stored(bound(query.from())));
        }
        if (query.to() != null) {
            where.append(" and l.occurred_at < ?");
            values.add(DatabaseFamily.of(connection).idiom().stored(bound(query.to())));
        }
        where.append(" order by l.leaf_index limit ?");
        values.add(query.limit());
        try (PreparedStatement select = connection.prepareStatement(where.toString())) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long index = rows.getLong(1);
                    LeafReader.read(Cells.bytes(rows, 2)).ifPresent(leaf -> found.add(new Found(index, leaf)));
                }
            }
        }
    }

    /** Events are kept to the microsecond; what a driver does to a finer bound differs. The next one up parts them alike. */
    private static Instant bound(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.MICROS);
        return cut.equals(time) || cut.equals(Instant.MAX.truncatedTo(ChronoUnit.MICROS))
                ? cut
                : cut.plus(1, ChronoUnit.MICROS);
    }

    private void staged(Connection connection, AuditQuery query, List<Found> found) throws SQLException {
        Party subject =
                query.subject() == null ? null : new Party(query.subject().type(), keys.pseudonym(query.subject()));
        try (PreparedStatement select = connection.prepareStatement(sql.staged)) {
            select.setFetchSize(IDS_A_STATEMENT);
            try (ResultSet rows = select.executeQuery()) {
                while (found.size() < query.limit() && rows.next()) {
                    LeafReader.read(Cells.bytes(rows, 5))
                            .filter(leaf -> matches(leaf.event(), query, subject))
                            .ifPresent(leaf -> found.add(new Found(null, leaf)));
                }
            }
        }
    }

    private boolean matches(RecordedEvent event, AuditQuery query, @Nullable Party subject) {
        Actor actor = query.actor();
        Instant from = query.from();
        Instant to = query.to();
        return (subject == null || event.subjects().contains(subject))
                && (actor == null || event.actor().ref().equals(LeafWriter.ref(keys, actor)))
                && (query.type() == null || event.type().equals(query.type()))
                && (from == null || !event.time().isBefore(from))
                && (to == null || event.time().isBefore(to));
    }

    private Map<UUID, Map<String, String>> disclosed(Connection connection, List<Found> found) throws SQLException {
        Map<UUID, Map<String, String>> disclosed = new HashMap<>();
        for (int start = 0; start < found.size(); start += IDS_A_STATEMENT) {
            List<Found> part = found.subList(start, Math.min(found.size(), start + IDS_A_STATEMENT));
            String marks = "?, ".repeat(part.size() - 1) + "?)";
            try (PreparedStatement select = connection.prepareStatement(sql.selectDisclosed + marks)) {
                for (int i = 0; i < part.size(); i++) {
                    select.setObject(i + 1, part.get(i).leaf().event().id());
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        disclosed
                                .computeIfAbsent(Cells.uuid(rows, 1), id -> new HashMap<>())
                                .put(Cells.text(rows, 2), Cells.text(rows, 3));
                    }
                }
            }
        }
        return disclosed;
    }
}
