package dev.rasura.internal.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must have ended before nothing older than a committed erasure can come in any more: the transactions that were under
 * way when the erasure was first seen as committed. Where the database does not tell them, a point in time.
 *
 * @param kind what is waited for
 * @param transactions the names of those not known to have ended; empty for {@link Kind#TIME}
 * @param until the point in time for {@link Kind#TIME}, else null
 */
public record Horizon(
        Kind kind, Set<String> transactions, @Nullable Instant until) {

    /** What is waited for. */
    public enum Kind {
        /** Transactions that sessions work in. */
        RUNNING,
        /** Transactions prepared by the time that no session worked in an older one: those may be what became of them. */
        PREPARED,
        /** That no transaction lasts longer than was said. */
        TIME
    }

    public Horizon {
        transactions = Set.copyOf(transactions);
    }

    /**
     * The horizon of erasures that were seen as committed before the transactions were asked for.
     *
     * @param longest how long a transaction lasts at most, for a database that does not tell them
     */
    public static Horizon of(RunningTransactions transactions, Instant now, Duration longest) {
        return transactions.told()
                ? new Horizon(Kind.RUNNING, transactions.running(), null).seen(transactions)
                : new Horizon(Kind.TIME, Set.of(), now.plus(longest));
    }

    /** What is still to be waited for, with the transactions that are under way now. */
    public Horizon seen(RunningTransactions now) {
        if (kind == Kind.TIME || !now.told()) {
            return this;
        }
        Set<String> left = new TreeSet<>(transactions);
        left.retainAll(kind == Kind.RUNNING ? now.running() : now.prepared());
        return kind == Kind.RUNNING && left.isEmpty()
                ? new Horizon(Kind.PREPARED, now.prepared(), null)
                : new Horizon(kind, left, null);
    }

    /** Whether nothing is waited for any more. */
    public boolean passed(Instant now) {
        return until == null ? kind == Kind.PREPARED && transactions.isEmpty() : !now.isBefore(until);
    }

    /** The form in which it is stored. */
    public String text() {
        return kind.name() + " " + (until == null ? String.join(" ", new TreeSet<>(transactions)) : until.toString());
    }

    /** Reads what {@link #text()} wrote. */
    public static Horizon parse(String text) {
        List<String> words = List.of(text.split(" "));
        Kind kind = Kind.valueOf(words.get(0));
        List<String> rest = words.subList(1, words.size());
        return kind == Kind.TIME
                ? new Horizon(kind, Set.of(), Instant.parse(rest.get(0)))
                : new Horizon(kind, Set.copyOf(rest), null);
    }
}
