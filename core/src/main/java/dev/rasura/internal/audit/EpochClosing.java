package dev.rasura.internal.audit;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Closes the runs of nodes that have been silent: says in the log how far each had come, and what it had not settled. A run
 * that was only idle and speaks again is not hindered, and is closed anew after that.
 */
final class EpochClosing {

    /** Of a run with no leaf for so long, no more is expected. */
    static final Duration SILENCE = Duration.ofHours(1);

    private final AuditStatements sql;
    private final GapWatch gaps;
    private final ExpiredPrefixRow prefixes;

    EpochClosing(AuditStatements sql, GapWatch gaps, ExpiredPrefixRow prefixes) {
        this.sql = sql;
        this.gaps = gaps;
        this.prefixes = prefixes;
    }

    private record Run(String node, UUID epoch) {}

    /** The closings that are due. Reads the numbers of all leaves. */
    List<AuditEvent> due(Connection connection, Instant now, UUID own) throws SQLException {
        Map<Run, Long> silent = silent(connection, now);
        silent.keySet().removeIf(run -> run.epoch.equals(own));
        closed(connection).forEach((run, last) -> silent.computeIfPresent(run, (r, n) -> n > last ? n : null));
        List<AuditEvent> due = new ArrayList<>();
        for (Map.Entry<Run, Long> run : silent.entrySet()) {
            due.add(closing(connection, run.getKey(), run.getValue()));
        }
        return due;
    }

    private Map<Run, Long> silent(Connection connection, Instant now) throws SQLException {
        Map<Run, Long> silent = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql.silentEpochs)) {
            select.setObject(1, DatabaseFamily.of(connection).idiom().stored(now.minus(SILENCE)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    silent.put(new Run(Cells.text(rows, 1), Cells.uuid(rows, 2)), rows.getLong(3));
                }
            }
        }
        return silent;
    }

    private Map<Run, Long> closed(Connection connection) throws SQLException {
        Map<Run, Long> closed = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql.closedEpochs);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                gaps.genuine(rows)
                        .map(leaf -> leaf.event().facts())
                        .ifPresent(facts -> closed.merge(
                                new Run(
                                        facts.getOrDefault("node", ""),
                                        UUID.fromString(facts.getOrDefault("epoch", "0-0-0-0-0"))),
                                Long.parseLong(facts.getOrDefault("last", "0")),
                                Math::max));
            }
        }
        return closed;
    }

    private AuditEvent closing(Connection connection, Run run, long last) throws SQLException {
        long settled = gaps.before(connection, run.node, run.epoch, Long.MAX_VALUE)
                .map(leaf -> Math.max(
                        leaf.number(), NumberSettlements.settlement(leaf).upTo()))
                .orElse(0L);
        if (settled == 0) {
            settled = prefixes.read(connection)
                    .numbers()
                    .heard(run.node, run.epoch)
                    .map(heard -> Math.max(heard.number(), heard.settlement().upTo()))
                    .orElse(0L);
        }
        return AuditEvent.of(Leaf.EPOCH_CLOSED, Actor.system("rasura"))
                .action("close")
                .fact("node", run.node)
                .fact("epoch", run.epoch)
                .fact("last", last)
                .fact("settled", settled)
                .fact("unsettled", NumberRanges.upToAll(last).above(settled))
                .build();
    }
}
