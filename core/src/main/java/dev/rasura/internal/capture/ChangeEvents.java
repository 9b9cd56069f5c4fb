package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.internal.audit.CaptureCounters;
import dev.rasura.internal.keys.KeyRing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Writes what happened to rows as events: one for all rows of an entity to which the same was done, but for rows whose
 * values are kept, which have an event each. One with more rows than a leaf holds is several.
 */
final class ChangeEvents {

    /** How many rows, and how many people, an event names: all fit into a leaf. */
    private static final int NAMED = 60;

    /** Said instead of subjects where nobody could tell whose data it was. */
    static final String UNRESOLVED = "UNRESOLVED";

    private static final int MAX_ATTRIBUTES = 60;

    private final KeyRing keys;
    private final CaptureCounters counters;

    ChangeEvents(KeyRing keys, CaptureCounters counters) {
        this.keys = keys;
        this.counters = counters;
    }

    static String type(RowEntry.Kind kind) {
        return switch (kind) {
            case CREATED -> EventCatalogue.CREATED;
            case UPDATED -> EventCatalogue.UPDATED;
            case DELETED -> EventCatalogue.DELETED;
        };
    }

    private record Alike(
            RowEntry.Kind kind, String entity, Set<String> attributes, AuditContext context, boolean unresolved) {

        static Alike to(RowEntry row) {
            return new Alike(row.kind, row.plan.name(), row.attributes, row.context, row.unresolved);
        }
    }

    List<AuditEvent> ofRows(List<RowEntry> rows) {
        List<AuditEvent> events = new ArrayList<>();
        Map<Alike, List<RowEntry>> alike = new LinkedHashMap<>();
        Alike last = null;
        List<RowEntry> asLast = List.of();
        for (RowEntry row : rows) {
            if (row.unresolved) {
                counters.unresolved(1);
            }
            if (row.values.isEmpty()) {
                Alike one = Alike.to(row);
                // Many rows in a row are alike, and to compare them takes less than to look for their like.
                if (!one.equals(last)) {
                    last = one;
                    asLast = alike.computeIfAbsent(one, a -> new ArrayList<>());
                }
                asLast.add(row);
            } else {
                events.addAll(parts(row.kind, row.context, List.of(row), row.whose.subjects(), row.unresolved));
            }
        }
        alike.forEach((what, all) -> {
            List<RowEntry> some = new ArrayList<>();
            Set<SubjectRef> people = new LinkedHashSet<>();
            for (RowEntry row : all) {
                long more = 0;
                for (SubjectRef each : row.whose.subjects()) {
                    more += people.contains(each) ? 0 : 1;
                }
                if (!some.isEmpty() && (some.size() == NAMED || people.size() + more > NAMED)) {
                    events.addAll(parts(what.kind(), what.context(), some, people, what.unresolved()));
                    some = new ArrayList<>();
                    people = new LinkedHashSet<>();
                }
                some.add(row);
                people.addAll(row.whose.subjects());
            }
            events.addAll(parts(what.kind(), what.context(), some, people, what.unresolved()));
        });
        return events;
    }

    /** One event, or, for a row of more people than an event names, as many as name them all. */
    private List<AuditEvent> parts(
            RowEntry.Kind kind, AuditContext context, List<RowEntry> rows, Set<SubjectRef> people, boolean unresolved) {
        if (people.size() <= NAMED) {
            return List.of(event(kind, context, rows, people, unresolved).build());
        }
        List<SubjectRef> all = List.copyOf(people);
        List<AuditEvent> parts = new ArrayList<>();
        int count = (all.size() + NAMED - 1) / NAMED;
        for (int part = 1; part <= count; part++) {
            List<SubjectRef> some = all.subList((part - 1) * NAMED, Math.min(all.size(), part * NAMED));
            parts.add(event(kind, context, rows, some, unresolved)
                    .fact("part", part + "/" + count)
                    .build());
        }
        return parts;
    }

    private AuditEvent.Builder event(
            RowEntry.Kind kind,
            AuditContext context,
            List<RowEntry> rows,
            Collection<SubjectRef> people,
            boolean unresolved) {
        RowEntry any = rows.get(0);
        StringJoiner rowKeys = new StringJoiner(",");
        for (RowEntry row : rows) {
            rowKeys.add(keys.pseudonym(row.plan.ref(row.key)));
        }
        AuditEvent.Builder event = context.event(type(kind), null)
                .action(kind.action)
                .entity(any.plan.name())
                .subjects(people)
                .fact("rows", rows.size())
                .fact("keys", rowKeys);
        attributes(event, any.attributes);
        if (unresolved) {
            event.fact("subjects", UNRESOLVED);
        }
        boolean owned = !people.isEmpty() || !context.actor().isSystem();
        if (!any.values.isEmpty() && owned) {
            KeptValues.add(event, any.values);
        } else if (!any.values.isEmpty()) {
            event.fact("values", "not kept: nobody is known whose they are");
        }
        return event;
    }

    private static void attributes(AuditEvent.Builder event, Set<String> names) {
        String[] all = names.toArray(String[]::new);
        if (all.length > MAX_ATTRIBUTES) {
            event.attributes(Arrays.copyOf(all, MAX_ATTRIBUTES)).fact("moreAttributes", all.length - MAX_ATTRIBUTES);
        } else {
            event.attributes(all);
        }
    }

    List<AuditEvent> ofStatements(Map<StatementEntry, Integer> statements) {
        List<AuditEvent> events = new ArrayList<>();
        statements.forEach((statement, times) -> {
            AuditContext context = statement.context();
            AuditEvent.Builder event = context.event(statement.type(), null)
                    .action(statement.action())
                    .entity(statement.entity())
                    .subjects(context.subjects().stream().limit(NAMED).toList())
                    .fact("statements", times);
            if (context.subjects().isEmpty()) {
                counters.unresolved(1);
                event.fact("subjects", UNRESOLVED);
            } else if (context.subjects().size() > NAMED) {
                event.fact("moreSubjects", context.subjects().size() - NAMED);
            }
            attributes(event, new LinkedHashSet<>(statement.attributes()));
            events.add(event.build());
        });
        return events;
    }
}
