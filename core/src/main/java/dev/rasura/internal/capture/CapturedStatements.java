package dev.rasura.internal.capture;

import dev.rasura.audit.AuditContext;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.internal.audit.CaptureCounters;
import dev.rasura.internal.capture.StatementReader.Touch;
import dev.rasura.internal.capture.StatementReader.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says of a statement which personal columns it changes, or reads otherwise than by loading an entity. */
final class CapturedStatements {

    private static final int REMEMBERED = 2_000;

    private final CapturePlan plan;
    private final CaptureCounters counters;
    private final Map<String, List<Found>> known = new ConcurrentHashMap<>();

    CapturedStatements(CapturePlan plan, CaptureCounters counters) {
        this.plan = plan;
        this.counters = counters;
    }

    private record Found(
            String type, String action, String entity, List<String> attributes, boolean opaque, boolean loads) {}

    /** @param tellsOfLoads whether what has the form of a load is told of by the loaded entities */
    List<StatementEntry> of(@Nullable String sql, boolean tellsOfLoads) {
        if (sql == null) {
            counters.uninspected();
            return List.of();
        }
        List<Found> found = known.get(sql);
        if (found == null) {
            found = read(sql);
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(sql, found);
        }
        if (found.isEmpty()) {
            return List.of();
        }
        List<StatementEntry> entries = new ArrayList<>();
        for (Found each : found) {
            if (each.opaque()) {
                counters.opaque();
            } else if (!each.loads() || !tellsOfLoads) {
                entries.add(new StatementEntry(
                        each.type(), each.action(), each.entity(), each.attributes(), AuditContext.acting()));
            }
        }
        return entries;
    }

    private List<Found> read(String sql) {
        if (StatementReader.isOpaque(sql)) {
            return List.of(new Found("", "", "", List.of(), true, false));
        }
        List<Touch> touches = StatementReader.read(sql);
        List<Found> found = new ArrayList<>();
        Set<String> written = new TreeSet<>();
        for (Touch touch : touches) {
            Map<String, String> columns = plan.personalColumns().get(touch.table());
            if (columns == null || touch.verb() == Verb.READ) {
                continue;
            }
            written.add(touch.table());
            List<String> attributes = attributes(touch, columns);
            if (touch.verb() != Verb.UPDATE || !attributes.isEmpty()) {
                found.add(new Found(
                        EventCatalogue.STATEMENT_CHANGED,
                        touch.verb().name().toLowerCase(Locale.ROOT),
                        plan.label(touch.table()),
                        attributes,
                        false,
                        false));
            }
        }
        for (boolean loads : new boolean[] {false, true}) {
            Map<String, Set<String>> read = new TreeMap<>();
            for (Touch touch : touches) {
                Map<String, String> columns = plan.personalColumns().get(touch.table());
                if (touch.verb() == Verb.READ
                        && columns != null
                        && plan.readTables().contains(touch.table())
                        && !written.contains(touch.table())
                        && loadsEntities(touch) == loads) {
                    read.computeIfAbsent(touch.table(), t -> new TreeSet<>()).addAll(attributes(touch, columns));
                }
            }
            read.forEach((table, attributes) -> {
                if (!attributes.isEmpty()) {
                    found.add(new Found(
                            EventCatalogue.STATEMENT_READ,
                            "read",
                            plan.label(table),
                            List.copyOf(attributes),
                            false,
                            loads));
                }
            });
        }
        return List.copyOf(found);
    }

    /**
     * Whether the statement has the form of one that loads whole entities, of which their loading tells: it selects every
     * column that the entity has in the table.
     */
    private boolean loadsEntities(Touch touch) {
        return plan.loadedColumns(touch.table()).stream()
                .anyMatch(columns -> touch.selected().containsAll(columns));
    }

    private static List<String> attributes(Touch touch, Map<String, String> columns) {
        Set<String> attributes = new TreeSet<>();
        boolean whole = touch.verb() == Verb.DELETE
                || touch.verb() == Verb.TRUNCATE
                || touch.verb() == Verb.MERGE
                || (touch.verb() == Verb.INSERT && touch.columns().isEmpty())
                || (touch.verb() == Verb.READ && touch.selected().contains("*"));
        columns.forEach((column, label) -> {
            if (whole || touch.columns().contains(column)) {
                attributes.add(label.substring(label.indexOf('.') + 1));
            }
        });
        return List.copyOf(attributes);
    }
}
