package dev.rasura.internal.audit;

import dev.rasura.internal.keys.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What sealed events say of events that have expired. Each says all that those before it said, so nothing is lost when they
 * expire themselves.
 *
 * @param leaves how many leaves, from the first on, may be gone
 * @param before by type, the moment before which events may have lost their personal values and the rows that find them by
 *     subject
 */
record StatedExpiry(long leaves, Map<String, Instant> before) {

    /** The facts of an event {@link Leaf#EXPIRED}. */
    static final String ORIGIN = "origin";

    static final String LEAVES = "leaves";
    /** With a number behind it, by which the facts of one type are together: a type's name may be too long for a fact's. */
    static final String TYPE = "type.";

    static final String BEFORE = "before.";

    StatedExpiry {
        before = Collections.unmodifiableMap(new TreeMap<>(before));
    }

    /** Reads what genuine leaves say. Others are verification's to name. */
    static StatedExpiry read(Connection connection, AuditStatements sql, KeyRing keys) throws SQLException {
        String origin = keys.signer().verifier().name();
        long leaves = 0;
        Map<String, Instant> before = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql.expiries);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Optional<Leaf> leaf = LeafRow.read(rows).genuine(keys);
                if (leaf.isEmpty() || !leaf.get().event().type().equals(Leaf.EXPIRED)) {
                    continue;
                }
                Map<String, String> facts = leaf.get().event().facts();
                // After a recovery the old log's events are in the new one, where they count other leaves.
                if (origin.equals(facts.get(ORIGIN))) {
                    leaves = Math.max(leaves, Long.parseLong(facts.getOrDefault(LEAVES, "0")));
                }
                facts.forEach((name, value) -> {
                    String end = name.startsWith(TYPE) ? facts.get(BEFORE + name.substring(TYPE.length())) : null;
                    if (end != null) {
                        before.merge(value, Instant.parse(end), StatedExpiry::later);
                    }
                });
            }
        }
        return new StatedExpiry(leaves, before);
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Whether an event of that type and time may have expired. */
    boolean covers(String type, Instant time) {
        Instant end = before.get(type);
        return end != null && time.isBefore(end);
    }

    /** The moment from which on nothing of any type has expired, or empty if nothing ever has. */
    Optional<Instant> completeSince() {
        return before.entrySet().stream()
                .filter(type -> !LogPeriods.BOOKKEEPING.contains(type.getKey()))
                .map(Map.Entry::getValue)
                .max(Instant::compareTo);
    }
}
