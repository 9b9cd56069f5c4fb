package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.keys.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Compares what a heartbeat settles with the rows that are there: a number that it says was decided and did not roll back must
 * have one. What has none is a gap, and becomes an alarm in the log, so that whoever verifies later need not have been there.
 */
final class GapWatch {

    /** How many characters of a list of numbers fit beside the rest of an alarm. */
    private static final int LIST_CHARACTERS = 8_000;

    private final AuditStatements sql;
    private final KeyRing keys;
    private final ExpiredPrefixRow prefixes;

    GapWatch(AuditStatements sql, KeyRing keys, ExpiredPrefixRow prefixes) {
        this.sql = sql;
        this.keys = keys;
        this.prefixes = prefixes;
    }

    /** The alarms that the heartbeat, which must be among the leaves already, gives rise to. */
    List<AuditEvent> alarms(Connection connection, Leaf heartbeat) throws SQLException {
        StagingCounter.Settlement now = NumberSettlements.settlement(heartbeat);
        Optional<StagingCounter.Settlement> before = before(
                        connection, heartbeat.event().node(), heartbeat.epoch(), heartbeat.number())
                .map(NumberSettlements::settlement);
        NumberRanges due = new NumberRanges();
        long settled = before.map(StagingCounter.Settlement::upTo).orElse(0L);
        if (now.upTo() > settled) {
            due.add(settled + 1, now.upTo());
        }
        before.ifPresent(earlier -> due.addAll(earlier.undecided()));
        NumberRanges missing = due.without(now.undecided()).without(now.rolledBack());
        if (!missing.isEmpty()) {
            missing = missing.without(present(connection, heartbeat.event().node(), heartbeat.epoch(), missing));
        }
        if (!missing.isEmpty()) {
            missing = missing.without(expired(connection, heartbeat, missing));
        }
        List<AuditEvent> alarms = new ArrayList<>();
        while (!missing.isEmpty()) {
            long fits = missing.textFits(LIST_CHARACTERS);
            alarms.add(AuditEvent.of(Leaf.ALARM, Actor.system("rasura"))
                    .action("miss")
                    .denied("events that were recorded and committed are gone")
                    .fact("node", heartbeat.event().node())
                    .fact("epoch", heartbeat.epoch())
                    .fact("gap", missing.upTo(fits))
                    .build());
            missing = missing.above(fits);
        }
        return alarms;
    }

    /** Which of the numbers have expired, or rolled back as a heartbeat said that has. */
    private NumberRanges expired(Connection connection, Leaf heartbeat, NumberRanges wanted) throws SQLException {
        String node = heartbeat.event().node();
        NumberSettlements numbers = prefixes.read(connection).numbers();
        NumberRanges expired = new NumberRanges();
        expired.addAll(numbers.sealed(node, heartbeat.epoch()));
        numbers.heard(node, heartbeat.epoch())
                .ifPresent(heard -> expired.addAll(heard.settlement().rolledBack()));
        return wanted.without(wanted.without(expired));
    }

    /**
     * The last sealed heartbeat of a run before a number.
     *
     * @throws AuditException if it is not what was recorded: what is missing cannot be told by it
     */
    Optional<Leaf> before(Connection connection, String node, UUID epoch, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.heartbeatBefore)) {
            select.setString(1, node);
            select.setObject(2, epoch);
            select.setLong(3, number);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Optional<Leaf> heartbeat = genuine(row);
                if (heartbeat.isEmpty()) {
                    throw new AuditException("The last sealed heartbeat of node '" + node
                            + "' was altered, so that nobody can tell which of its events are gone. Nothing is sealed;"
                            + " recording goes on. Run verify() to see what was altered, and restore it.");
                }
                return heartbeat;
            }
        }
    }

    /** The leaf in a row of bytes and tag, if it is what was recorded. */
    Optional<Leaf> genuine(ResultSet row) throws SQLException {
        return LeafSequencer.genuine(keys, Cells.bytes(row, 1), Cells.bytes(row, 2));
    }

    /** Which numbers from the first to the last of the given ones have a row, sealed or staged. */
    NumberRanges present(Connection connection, String node, UUID epoch, NumberRanges wanted) throws SQLException {
        NumberRanges present = new NumberRanges();
        try (PreparedStatement select = connection.prepareStatement(sql.numbersBetween)) {
            for (int place = 1; place <= 5; place += 4) {
                select.setString(place, node);
                select.setObject(place + 1, epoch);
                select.setLong(place + 2, wanted.first());
                select.setLong(place + 3, wanted.last());
            }
            select.setFetchSize(10_000);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    present.add(rows.getLong(1));
                }
            }
        }
        return present;
    }
}
