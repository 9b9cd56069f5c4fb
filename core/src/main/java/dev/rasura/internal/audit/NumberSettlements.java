package dev.rasura.internal.audit;

import dev.rasura.audit.Finding.Kind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What nodes said of their numbers, and which numbers have rows. A number without a row is fine if it rolled back, missing if
 * its node says that it was decided otherwise, and unsettled above the node's last word. Holds ranges: as many as there were
 * holes.
 */
final class NumberSettlements {

    private record Epoch(String node, UUID id) implements Comparable<Epoch> {
        @Override
        public int compareTo(Epoch other) {
            int byNode = node.compareTo(other.node);
            return byNode != 0 ? byNode : id.compareTo(other.id);
        }

        String counter(Object numbers) {
            return "counter " + node + "/" + id + "/" + numbers;
        }
    }

    private static final class Word {
        private long heartbeat;
        private long upTo;
        private String closedBy = "";
        private NumberRanges undecided = new NumberRanges();
        private final NumberRanges rolledBack = new NumberRanges();
        private final NumberRanges sealed = new NumberRanges();
        private final NumberRanges staged = new NumberRanges();
    }

    private final Map<Epoch, Word> words = new TreeMap<>();

    private Word word(String node, UUID epoch) {
        return words.computeIfAbsent(new Epoch(node, epoch), unheard -> new Word());
    }

    /** There is a leaf with this number. Returns whether there was none before. */
    boolean sealed(String node, UUID epoch, long number) {
        if (number <= 0) {
            return true;
        }
        NumberRanges sealed = word(node, epoch).sealed;
        boolean first = !sealed.contains(number);
        sealed.add(number);
        return first;
    }

    /** The numbers of a node's run that have leaves. */
    NumberRanges sealed(String node, UUID epoch) {
        Word word = words.get(new Epoch(node, epoch));
        return word == null ? new NumberRanges() : word.sealed;
    }

    /** What a node's run said last, or empty if it said nothing. */
    Optional<Heard> heard(String node, UUID epoch) {
        return Optional.ofNullable(words.get(new Epoch(node, epoch)))
                .filter(word -> word.heartbeat > 0)
                .map(word -> new Heard(
                        word.heartbeat,
                        new StagingCounter.Settlement(word.upTo, word.undecided, word.rolledBack, false)));
    }

    /**
     * What a node said.
     *
     * @param number of the last heartbeat
     * @param settlement of that heartbeat, and the numbers that rolled back of all
     */
    record Heard(long number, StagingCounter.Settlement settlement) {}

    /** There is a staged row with this number. Returns whether no leaf has it. */
    boolean staged(String node, UUID epoch, long number) {
        if (number <= 0) {
            return true;
        }
        Word word = word(node, epoch);
        word.staged.add(number);
        return !word.sealed.contains(number);
    }

    /** Takes what a genuine leaf says, if it is a heartbeat. */
    void heartbeat(Leaf leaf) {
        if (leaf.event().type().equals(Leaf.HEARTBEAT)) {
            hear(word(leaf.event().node(), leaf.epoch()), leaf.number(), settlement(leaf));
        }
    }

    /** Takes what a genuine leaf says, if it closes the run of a node. */
    void closing(Leaf leaf) {
        Map<String, String> facts = leaf.event().facts();
        String node = facts.get("node");
        String epoch = facts.get("epoch");
        if (leaf.event().type().equals(Leaf.EPOCH_CLOSED) && node != null && epoch != null) {
            word(node, UUID.fromString(epoch)).closedBy = leaf.event().node();
        }
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
        hear(word(node, epoch), Long.MAX_VALUE, settlement);
    }

    private static void hear(Word word, long number, StagingCounter.Settlement settlement) {
        word.rolledBack.addAll(settlement.rolledBack());
        if (number > word.heartbeat) {
            word.heartbeat = number;
            word.upTo = settlement.upTo();
            word.undecided = settlement.undecided();
        }
    }

    /** Says what does not fit together, once all rows are read. */
    void compare(Findings findings) {
        words.forEach((epoch, word) -> {
            NumberRanges present = new NumberRanges();
            present.addAll(word.sealed);
            present.addAll(word.staged);
            NumberRanges doubtful = word.rolledBack.without(word.rolledBack.without(present));
            say(findings, Kind.IN_DOUBT, epoch, doubtful, "its node believed that its transaction rolled back");
            NumberRanges absent =
                    NumberRanges.upToAll(word.upTo).without(present).without(word.rolledBack);
            say(findings, Kind.MISSING, epoch, absent.without(word.undecided), "recorded and committed, and gone");
            NumberRanges pending = absent.without(absent.without(word.undecided));
            say(findings, Kind.PENDING, epoch, pending, "its transaction had not ended");
            long last = present.isEmpty() ? 0 : present.last();
            NumberRanges holes = NumberRanges.upToAll(last).above(word.upTo).without(present);
            say(
                    findings,
                    Kind.UNSETTLED,
                    epoch,
                    holes,
                    "no row, and the node never said how their transactions ended: rolled back, or removed");
            long spokenOf = Math.max(word.upTo, word.heartbeat);
            if (last > spokenOf) {
                findings.add(
                        Kind.UNSETTLED,
                        epoch.counter("after " + spokenOf),
                        (word.closedBy.isEmpty()
                                        ? "the node has not reported since"
                                        : "the node never reported, and node " + word.closedBy + " closed its run")
                                + ", so nobody can tell whether all that it recorded is here");
            }
        });
    }

    private static void say(Findings findings, Kind kind, Epoch epoch, NumberRanges numbers, String what) {
        if (!numbers.isEmpty()) {
            findings.add(kind, epoch.counter(numbers), what);
        }
    }

    static String leaves(long first, long last) {
        return first == last ? "leaf " + first : "leaves " + first + " to " + last;
    }

    /** Writes what the leaves said, and not what staged rows or this process did. */
    void write(DataOutputStream out) throws IOException {
        out.writeInt(words.size());
        for (Map.Entry<Epoch, Word> entry : words.entrySet()) {
            Word word = entry.getValue();
            write(out, entry.getKey().node());
            out.writeLong(entry.getKey().id().getMostSignificantBits());
            out.writeLong(entry.getKey().id().getLeastSignificantBits());
            out.writeLong(word.heartbeat);
            out.writeLong(word.upTo);
            write(out, word.closedBy);
            word.undecided.write(out);
            word.rolledBack.write(out);
            word.sealed.write(out);
        }
    }

    /** Of any length: what a column holds is what somebody put there. */
    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    static NumberSettlements read(DataInputStream in) throws IOException {
        NumberSettlements read = new NumberSettlements();
        int epochs = in.readInt();
        for (int i = 0; i < epochs; i++) {
            Word word = read.word(text(in), new UUID(in.readLong(), in.readLong()));
            word.heartbeat = in.readLong();
            word.upTo = in.readLong();
            word.closedBy = text(in);
            word.undecided = NumberRanges.read(in);
            word.rolledBack.addAll(NumberRanges.read(in));
            word.sealed.addAll(NumberRanges.read(in));
        }
        return read;
    }
}
