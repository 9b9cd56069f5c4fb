package dev.rasura.internal.audit;

import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the line of an event must say, field by field: the words of the leaf whose hash it has. Fields that the log's own
 * machinery adds (time of writing, logger, host) are bound by nothing.
 */
final class LineWords {

    /** What an appender writes in the place of a value that it hides. */
    private static final String MASK = "****";

    private static final String VALUES = "values";
    private static final String ORIGIN = "origin.";

    private final Leaf leaf;
    private final List<Leaf.Disclosure> held;
    private final List<String> altered = new ArrayList<>();
    private boolean masked;
    private boolean valuesGone;

    /** @param held the personal values of the event that were not erased */
    LineWords(Leaf leaf, List<Leaf.Disclosure> held) {
        this.leaf = leaf;
        this.held = held;
    }

    /**
     * How a line compares.
     *
     * @param altered fields that do not say what the leaf says, or are missing
     * @param masked whether a field was masked, so that nothing can be said of it
     * @param valuesGone whether it has personal values that were erased from the trail, so that nothing can be said of them
     */
    record Verdict(List<String> altered, boolean masked, boolean valuesGone) {}

    /** Compares the fields of a line. Used once. */
    Verdict compare(Map<String, @Nullable Object> line) {
        words().forEach((field, said) -> compare(field, said, line.get(field)));
        if (line.get(VALUES) != null && !isMask(line.get(VALUES)) && !values(line.get(VALUES))) {
            altered.add(VALUES);
        }
        return new Verdict(altered, masked, valuesGone);
    }

    private Map<String, @Nullable Object> words() {
        RecordedEvent event = leaf.event();
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("occurredAt", event.time());
        words.put("type", event.type());
        words.put("action", event.action());
        words.put("outcome", event.outcome().name());
        words.put("reason", event.reason());
        words.put("actor", party(event.actor()));
        words.put("onBehalfOf", event.onBehalfOf() == null ? null : party(event.onBehalfOf()));
        words.put("subjects", event.subjects().stream().map(LineWords::party).toList());
        words.put("entity", event.entity());
        words.put("attributes", event.attributes());
        words.put("purpose", event.purpose());
        words.put("legalBasis", event.legalBasis());
        words.put("facts", event.facts());
        words.put("traceId", event.traceId());
        words.put("requestId", event.requestId());
        words.put("node", event.node());
        words.put("epoch", leaf.epoch().toString());
        words.put("number", Long.toString(leaf.number()));
        return words;
    }

    private static Map<String, String> party(Party party) {
        return Map.of("type", party.type(), "ref", party.ref());
    }

    private void compare(String field, @Nullable Object said, @Nullable Object found) {
        boolean isNone = found == null
                && ((said instanceof List<?> list && list.isEmpty()) || Map.of().equals(said));
        if (!isNone && !alike(said, found)) {
            altered.add(field);
        }
    }

    private boolean alike(@Nullable Object said, @Nullable Object found) {
        if (Objects.equals(said, found)) {
            return true;
        }
        if (said != null && isMask(found)) {
            return true;
        }
        if (said instanceof Instant time) {
            return found instanceof String text && isTime(time, text);
        }
        if (said instanceof Map<?, ?> all && found instanceof Map<?, ?> others) {
            return all.keySet().equals(others.keySet())
                    && all.entrySet().stream().allMatch(each -> alike(each.getValue(), others.get(each.getKey())));
        }
        if (said instanceof List<?> all && found instanceof List<?> others && all.size() == others.size()) {
            boolean alike = true;
            for (int i = 0; i < all.size(); i++) {
                alike &= alike(all.get(i), others.get(i));
            }
            return alike;
        }
        return false;
    }

    private boolean isMask(@Nullable Object found) {
        boolean is = MASK.equals(found);
        masked |= is;
        return is;
    }

    private static boolean isTime(Instant time, String text) {
        try {
            return time.equals(Instant.parse(text));
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A line has all values that its type streams, or none: which there are, commitments say also when they were erased. */
    private boolean values(@Nullable Object found) {
        if (!(found instanceof Map<?, ?> values)) {
            return false;
        }
        Map<String, String> committed = new HashMap<>();
        for (String field : leaf.commitments().keySet()) {
            if (field.startsWith(LeafWriter.PERSONAL)) {
                committed.put(field.substring(LeafWriter.PERSONAL.length()), field);
            } else if (field.startsWith(ORIGIN)) {
                // A value of the event's own by that name is what the line has.
                committed.putIfAbsent(field, field);
            }
        }
        if (!committed.keySet().equals(values.keySet())) {
            return false;
        }
        boolean alike = true;
        for (Map.Entry<String, String> each : committed.entrySet()) {
            alike &= isValue(each.getValue(), values.get(each.getKey()));
        }
        return alike;
    }

    private boolean isValue(String field, @Nullable Object found) {
        List<Leaf.Disclosure> genuine = held.stream()
                .filter(each -> each.field().equals(field) && leaf.opens(field, each.salt(), each.value()))
                .toList();
        valuesGone |= genuine.isEmpty();
        return genuine.isEmpty()
                || genuine.stream().anyMatch(each -> each.value().equals(found))
                || isMask(found);
    }
}
