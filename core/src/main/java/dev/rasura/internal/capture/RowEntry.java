package dev.rasura.internal.capture;

import dev.rasura.audit.AuditContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a unit of work did to a row. */
final class RowEntry {

    /** What was done. */
    enum Kind {
        CREATED("create"),
        UPDATED("update"),
        DELETED("delete");

        final String action;

        Kind(String action) {
            this.action = action;
        }
    }

    final EntityPlan plan;
    final Kind kind;
    final List<Object> key;
    final AuditContext context;
    final Set<String> attributes = new TreeSet<>();
    final Map<String, String> values = new TreeMap<>();
    final Whose whose = new Whose();
    /** Whether the database was asked, and the row was not there to tell. */
    boolean unresolved;

    RowEntry(EntityPlan plan, Kind kind, List<Object> key, AuditContext context) {
        this.plan = plan;
        this.kind = kind;
        this.key = key;
        this.context = context;
    }
}
