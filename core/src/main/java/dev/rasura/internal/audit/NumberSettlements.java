package dev.rasura.internal.audit;

import dev.rasura.audit.Finding.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What nodes said of their numbers, and the pass that compares it with the numbers that have rows. A number without a row is
 * fine if it rolled back, missing if its node says that it was decided otherwise, and unsettled above the node's last word.
 * Used once.
 */
final class NumberSettlements {

    private record Epoch(String node, UUID id) {}

    private static final class Word {
        private long heartbeat;
        private long upTo;
        private NumberRanges undecided = new NumberRanges();
        private final NumberRanges rolledBack = new NumberRanges();
    }

    private final Map<Epoch, Word> words = new HashMap<>();

    /** Takes what a genuine leaf says, if it is a heartbeat. */
    void heartbeat(Leaf leaf) {
        if (!leaf.event().type().equals(Leaf.HEARTBEAT)) {
            return;
        }
        hear(new Epoch(leaf.event().node(), leaf.epoch()), leaf.number(), settlement(leaf));
    }

    /** What a genuine heartbeat says. */
    static StagingCounter.Settlement settlement(Leaf heartbeat) {
        Map<String, String> facts = heartbeat.event().facts();
        return new StagingCounter.Settlement(
                Long.parseLong(facts.getOrDefault("upTo", "0")),
                NumberRanges.parse(facts.getOrDefault("undecided", "")),
                NumberRanges.parse(facts.getOrDefault("rolledBack", "")),
                false);
    }

    /** Takes what this process knows of its own numbers: it is the last word of its epoch. */
    void known(String node, UUID epoch, StagingCounter.Settlement settlement) {
        hear(new Epoch(node, epoch), Long.MAX_VALUE, settlement);
    }

    private void hear(Epoch epoch, long number, StagingCounter.Settlement settlement) {
        Word word = words.computeIfAbsent(epoch, unheard -> new Word());
        word.rolledBack.addAll(settlement.rolledBack());
        if (number > word.heartbeat) {
            word.heartbeat = number;
            word.upTo = settlement.upTo();
            word.undecided = settlement.undecided();
        }
    }

    void compare(Connection connection, AuditStatements sql, Findings findings) throws SQLException {
        Set<Epoch> seen = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql.numbers)) {
            select.setFetchSize(TrailVerification.FETCH);
            try (ResultSet rows = select.executeQuery()) {
                Comparison current = null;
                while (rows.next()) {
                    Epoch epoch = new Epoch(Cells.text(rows, 1), Cells.uuid(rows, 2));
                    if (current == null || !current.epoch.equals(epoch)) {
                        finish(current);
                        current = new Comparison(epoch, words.get(epoch), findings);
                        seen.add(epoch);
                    }
                    current.present(rows.getLong(3));
                }
                finish(current);
            }
        }
        words.forEach((epoch, word) -> {
            if (!seen.contains(epoch)) {
                new Comparison(epoch, word, findings).finish();
            }
        });
    }

    private static void finish(@Nullable Comparison comparison) {
        if (comparison != null) {
            comparison.finish();
        }
    }

    static String leaves(long first, long last) {
        return first == last ? "leaf " + first : "leaves " + first + " to " + last;
    }

    /** The numbers of one epoch, in order. */
    private static final class Comparison {
        private final Epoch epoch;
        private final Word word;
        private final Findings findings;
        private final NumberRanges missing = new NumberRanges();
        private final NumberRanges pending = new NumberRanges();
        private final NumberRanges holes = new NumberRanges();
        private long next = 1;

        Comparison(Epoch epoch, @Nullable Word word, Findings findings) {
            this.epoch = epoch;
            this.word = word == null ? new Word() : word;
            this.findings = findings;
        }

        void present(long number) {
            absentUpTo(number - 1);
            if (number > Math.max(next, word.upTo + 1)) {
                holes.add(Math.max(next, word.upTo + 1), number - 1);
            }
            next = Math.max(next, number + 1);
            if (word.rolledBack.contains(number)) {
                findings.add(
                        Kind.IN_DOUBT,
                        counter(Long.toString(number)),
                        "its node believed that its transaction rolled back");
            }
        }

        private void absentUpTo(long last) {
            for (long number = next; number <= Math.min(last, word.upTo); number++) {
                if (word.undecided.contains(number)) {
                    pending.add(number);
                } else if (!word.rolledBack.contains(number)) {
                    missing.add(number);
                }
            }
        }

        void finish() {
            absentUpTo(word.upTo);
            if (!missing.isEmpty()) {
                findings.add(Kind.MISSING, counter(missing.toString()), "recorded and committed, and gone");
            }
            if (!pending.isEmpty()) {
                findings.add(Kind.PENDING, counter(pending.toString()), "its transaction had not ended");
            }
            if (!holes.isEmpty()) {
                findings.add(
                        Kind.UNSETTLED,
                        counter(holes.toString()),
                        "no row, and the node never said how their transactions ended: rolled back, or removed");
            }
            if (next - 1 > Math.max(word.upTo, word.heartbeat)) {
                findings.add(
                        Kind.UNSETTLED,
                        counter("after " + Math.max(word.upTo, word.heartbeat)),
                        "the node has not reported since, so nobody can tell whether all that it recorded is here");
            }
        }

        private String counter(String numbers) {
            return "counter " + epoch.node() + "/" + epoch.id() + "/" + numbers;
        }
    }
}
