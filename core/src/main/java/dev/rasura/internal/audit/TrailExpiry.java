package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.ExpiryOptions;
import dev.rasura.audit.ExpiryPreview;
import dev.rasura.audit.ExpiryPreview.Due;
import dev.rasura.audit.ExpiryReport;
import dev.rasura.audit.SealReport;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Removes what is past its period (Art. 5(1)(e)). First an event says what will go, and is sealed, signed and anchored; only
 * then it goes, in short transactions. Whoever is cut off in between calls again: what is still due goes then.
 */
final class TrailExpiry {

    /** How many types one event tells of, so that it fits into a leaf whatever they are called. */
    private static final int TYPES_AN_EVENT = 40;

    private final TrailTransactions transactions;
    private final AuditStatements sql;
    private final KeyRing keys;
    private final EventCatalogue catalogue;
    private final Clock clock;
    private final EventStaging staging;
    private final TrailSealing sealing;
    private final ExpiredPrefixRow prefixes;

    TrailExpiry(
            TrailParts parts,
            TrailTransactions transactions,
            AuditStatements sql,
            EventStaging staging,
            TrailSealing sealing) {
        this.transactions = transactions;
        this.sql = sql;
        this.keys = parts.keys();
        this.catalogue = parts.catalogue();
        this.clock = parts.clock();
        this.staging = staging;
        this.sealing = sealing;
        this.prefixes = new ExpiredPrefixRow(sql, keys);
    }

    ExpiryPreview preview() {
        return found("previewExpiry", ExpiryOptions.defaults()).preview();
    }

    ExpiryReport run(ExpiryOptions options) {
        ExpiryScan.Found found = found("expire", options);
        ExpiryPreview due = found.preview();
        if (due.nothing()) {
            return new ExpiryReport(due, Map.of(), 0, 0, due.firstLeaf(), true);
        }
        state(due);
        ExpiringValues values = new ExpiringValues(sql, keys, options);
        due.types().forEach((type, each) -> {
            if (each.values() + each.subjects() > 0) {
                values.ofType(transactions, type, each.before());
            }
        });
        long first = due.firstLeaf();
        while (first < due.firstLeft()) {
            first = transactions.own(
                    "expire", Mode.WRITE, (connection, session) -> drop(connection, found.roots(), due.firstLeft()));
        }
        return new ExpiryReport(
                due,
                values.removed(),
                values.subjects(),
                first - due.firstLeaf(),
                first,
                values.complete() && !found.capped());
    }

    private ExpiryScan.Found found(String call, ExpiryOptions options) {
        LogPeriods periods = new LogPeriods(catalogue, clock.instant());
        int batch = options.batchSize() / TileWriter.WIDTH * TileWriter.WIDTH;
        Long cap = options.maxEvents();
        return transactions.own(
                call,
                Mode.SNAPSHOT,
                (connection, session) -> new ExpiryScan(
                                connection, sql, keys, periods, batch, cap == null ? Long.MAX_VALUE : cap)
                        .run(prefixes.read(connection)));
    }

    /** Has sealed events say what will go, before anything does. */
    private void state(ExpiryPreview due) {
        StatedExpiry earlier = transactions.own(
                "expire", Mode.READ, (connection, session) -> StatedExpiry.read(connection, sql, keys));
        List<EventStaging.Begun> events =
                events(due, earlier).stream().map(staging::begin).toList();
        transactions.own("expire", Mode.WRITE, (connection, session) -> {
            staging.stageAll(connection, session, events);
            return events;
        });
        SealReport sealed = sealing.seal();
        for (EventStaging.Begun event : events) {
            long index = transactions.own("expire", Mode.READ, (connection, session) -> index(connection, event.id()));
            if (index < 0 || index >= sealed.treeSize()) {
                throw new AuditException(
                        "The event that says what will expire is not sealed, so nothing is removed. Run"
                                + " verify() to see what is wrong, and call expire() again.");
            }
        }
    }

    private List<AuditEvent> events(ExpiryPreview due, StatedExpiry earlier) {
        Map<String, Instant> before = new TreeMap<>(earlier.before());
        due.types().forEach((type, each) -> before.merge(type, each.before(), StatedExpiry::later));
        List<Map.Entry<String, Instant>> types = List.copyOf(before.entrySet());
        List<AuditEvent> events = new ArrayList<>();
        for (int from = 0; from < types.size(); from += TYPES_AN_EVENT) {
            AuditEvent.Builder event = AuditEvent.of(Leaf.EXPIRED, Actor.system("rasura"))
                    .action("expire")
                    .fact(StatedExpiry.ORIGIN, keys.signer().verifier().name())
                    .fact(StatedExpiry.LEAVES, Math.max(due.firstLeft(), earlier.leaves()));
            int number = 0;
            for (Map.Entry<String, Instant> type : types.subList(from, Math.min(types.size(), from + TYPES_AN_EVENT))) {
                number++;
                event.fact(StatedExpiry.TYPE + number, type.getKey())
                        .fact(StatedExpiry.BEFORE + number, type.getValue());
                Due each = due.types().get(type.getKey());
                if (each != null) {
                    event.fact("period." + number, each.period())
                            .fact("values." + number, each.values())
                            .fact("subjects." + number, each.subjects())
                            .fact("leaves." + number, each.leaves());
                }
            }
            events.add(event.build());
        }
        return events;
    }

    private long index(Connection connection, UUID event) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.leafOfEvent)) {
            select.setObject(1, event);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    /** Drops one batch of leaves, which must be what the scan found. Returns the first leaf that is left. */
    private long drop(Connection connection, NavigableMap<Long, byte[]> roots, long end) throws SQLException {
        LeafSequencer.lockedRange(connection, sql.lockCoordinator);
        ExpiredPrefix prefix = prefixes.read(connection);
        Map.Entry<Long, byte[]> next = roots.higherEntry(prefix.first());
        if (next == null || prefix.first() >= end) {
            return prefix.first(); // another node was faster
        }
        return new PrefixDrop(connection, sql, keys).run(prefix, next.getKey(), next.getValue(), prefixes);
    }
}
