package dev.rasura.internal.retention;

import dev.rasura.internal.erasure.BatchErasure;
import dev.rasura.internal.sql.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** Removes rows that are due and locked, and records it, all in one transaction. */
final class ExpiryBatch {

    private final PreparedRule rule;
    private final DueRows due;
    private final CutOff cutOff;
    private final UUID run;
    private final Clock clock;

    ExpiryBatch(PreparedRule rule, DueRows due, CutOff cutOff, UUID run, Clock clock) {
        this.rule = rule;
        this.due = due;
        this.cutOff = cutOff;
        this.run = run;
        this.clock = clock;
    }

    /**
     * Removes the rows. What is not due any more when all their parts are locked is left, and what a trigger kept is not
     * counted.
     *
     * @param locked keys of rows that are locked in the entity's own table
     * @return how many were removed
     */
    int remove(Connection connection, SharedSessionContractImplementor session, List<RowKey> locked)
            throws SQLException {
        List<RowKey> keys = locked;
        if (rule.erasure().inSeveralTables() && !keys.isEmpty()) {
            rule.erasure().lock(connection, keys);
            keys = due.among(connection, keys);
        }
        if (keys.isEmpty()) {
            return 0;
        }
        BatchErasure.Work work = rule.erasure().work(connection, session, keys);
        Set<RowKey> left = new HashSet<>(due.among(connection, keys));
        List<RowKey> removed = new ArrayList<>(keys);
        removed.removeAll(left);
        if (!removed.isEmpty()) {
            rule.erasure()
                    .record(
                            connection,
                            session,
                            rule.event("retention.batch")
                                    .fact("run", run)
                                    .fact("cutoff", cutOff.instant())
                                    .fact("rows", removed.size()),
                            removed,
                            work,
                            clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
        return removed.size();
    }
}
