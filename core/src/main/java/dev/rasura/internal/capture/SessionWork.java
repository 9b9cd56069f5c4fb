package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.internal.audit.EventStaging.Begun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one session did in one transaction, as far as it is not recorded yet. Used by the session's thread only. */
final class SessionWork {

    private record RowId(String entity, List<Object> key, RowEntry.Kind kind) {}

    private final Map<RowId, RowEntry> rows = new LinkedHashMap<>();
    private final Map<StatementEntry, Integer> statements = new LinkedHashMap<>();
    /** Events that follow the transaction, if it commits. */
    final List<Begun> after = new ArrayList<>();
    /** People of rows that are about to be deleted, asked before they are gone. */
    final Map<Object, Whose> leaving = new LinkedHashMap<>();
    /** People from whose collections rows were taken, which are perhaps deleted next and then lead to nobody. */
    final Map<Object, Set<SubjectRef>> parted = new HashMap<>();
    /** Whether the events of this transaction were written: what comes now is written at once. */
    boolean staged;

    RowEntry row(EntityPlan plan, RowEntry.Kind kind, List<Object> key) {
        List<Object> comparable = comparable(key);
        RowEntry created = kind == RowEntry.Kind.UPDATED
                ? rows.get(new RowId(plan.name(), comparable, RowEntry.Kind.CREATED))
                : null;
        return created != null
                ? created
                : rows.computeIfAbsent(
                        new RowId(plan.name(), comparable, kind),
                        id -> new RowEntry(plan, kind, key, AuditContext.acting()));
    }

    /** The key as something that equals itself, as all values but bytes do. */
    static List<Object> comparable(List<Object> key) {
        if (key.stream().noneMatch(byte[].class::isInstance)) {
            return key;
        }
        List<Object> comparable = new ArrayList<>(key.size());
        for (Object value : key) {
            comparable.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
        }
        return comparable;
    }

    static Object id(EntityPlan plan, List<Object> key) {
        return List.of(plan.name(), comparable(key));
    }

    void statement(StatementEntry entry) {
        statements.merge(entry, 1, Integer::sum);
    }

    boolean isEmpty() {
        return rows.isEmpty() && statements.isEmpty();
    }

    /** Hands out the rows and forgets them. */
    List<RowEntry> takeRows() {
        List<RowEntry> taken = List.copyOf(rows.values());
        rows.clear();
        return taken;
    }

    /** Hands out the statements, with how often each was prepared, and forgets them. */
    Map<StatementEntry, Integer> takeStatements() {
        Map<StatementEntry, Integer> taken = new LinkedHashMap<>(statements);
        statements.clear();
        return taken;
    }
}
