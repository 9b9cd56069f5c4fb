package dev.rasura.internal.audit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A set of numbers kept as ranges, with a text form such as {@code 3-7,9}. Not thread-safe. */
final class NumberRanges {

    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** All numbers from 1 to the last. */
    static NumberRanges upToAll(long last) {
        NumberRanges all = new NumberRanges();
        if (last > 0) {
            all.add(1, last);
        }
        return all;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(ranges.size());
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            out.writeLong(range.getKey());
            out.writeLong(range.getValue());
        }
    }

    static NumberRanges read(DataInputStream in) throws IOException {
        NumberRanges read = new NumberRanges();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long from = in.readLong();
            read.add(from, in.readLong());
        }
        return read;
    }

    static NumberRanges parse(String text) {
        NumberRanges parsed = new NumberRanges();
        if (text.isEmpty()) {
            return parsed;
        }
        for (String range : text.split(",")) {
            int hyphen = range.indexOf('-');
            long from = Long.parseLong(hyphen < 0 ? range : range.substring(0, hyphen));
            long to = hyphen < 0 ? from : Long.parseLong(range.substring(hyphen + 1));
            parsed.add(from, to);
        }
        return parsed;
    }

    void add(long number) {
        add(number, number);
    }

    void add(long from, long to) {
        long start = from;
        long end = to;
        Map.Entry<Long, Long> before = ranges.floorEntry(end == Long.MAX_VALUE ? end : end + 1);
        while (before != null && before.getValue() >= start - 1) {
            start = Math.min(start, before.getKey());
            end = Math.max(end, before.getValue());
            ranges.remove(before.getKey());
            before = ranges.floorEntry(end + 1);
        }
        ranges.put(start, end);
    }

    void addAll(NumberRanges other) {
        other.ranges.forEach(this::add);
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> range = ranges.floorEntry(number);
        return range != null && range.getValue() >= number;
    }

    /** The numbers of this set that are not in the other one. */
    NumberRanges without(NumberRanges other) {
        NumberRanges rest = new NumberRanges();
        ranges.forEach((from, to) -> {
            long next = from;
            Map.Entry<Long, Long> taken = other.ranges.floorEntry(from);
            for (taken = taken == null ? other.ranges.higherEntry(from) : taken;
                    taken != null && taken.getKey() <= to;
                    taken = other.ranges.higherEntry(taken.getKey())) {
                if (taken.getKey() > next) {
                    rest.add(next, taken.getKey() - 1);
                }
                next = Math.max(next, taken.getValue() + 1);
            }
            if (next <= to) {
                rest.add(next, to);
            }
        });
        return rest;
    }

    /** The smallest number of a set that is not empty. */
    long first() {
        return ranges.firstKey();
    }

    /** The largest number of a set that is not empty. */
    long last() {
        return ranges.lastEntry().getValue();
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The numbers of this set up to and with the given one. */
    NumberRanges upTo(long last) {
        NumberRanges part = new NumberRanges();
        ranges.headMap(last, true).forEach((from, to) -> part.add(from, Math.min(to, last)));
        return part;
    }

    /** The numbers of this set above the given one. */
    NumberRanges above(long last) {
        NumberRanges part = new NumberRanges();
        ranges.forEach((from, to) -> {
            if (to > last) {
                part.add(Math.max(from, last + 1), to);
            }
        });
        return part;
    }

    /** The largest number up to which the text form is no longer than so many characters. */
    long textFits(int characters) {
        int length = 0;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            length += text(range.getKey(), range.getValue()).length() + 1;
            if (length > characters) {
                return range.getKey() - 1;
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        ranges.forEach((from, to) -> text.append(text.isEmpty() ? "" : ",").append(text(from, to)));
        return text.toString();
    }

    private static String text(long from, long to) {
        return from == to ? Long.toString(from) : from + "-" + to;
    }
}
