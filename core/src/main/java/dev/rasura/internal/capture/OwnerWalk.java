package dev.rasura.internal.capture;

import dev.rasura.internal.capture.EntityPlan.SubjectPath;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.hibernate.RowView;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the ways from a row to its people through what Hibernate has in memory, without a statement. */
final class OwnerWalk {

    private final CapturePlan plan;
    private final MappedSchema schema;

    OwnerWalk(CapturePlan plan) {
        this.plan = plan;
        this.schema = plan.schema();
    }

    /** Adds whose the row is. */
    void add(EntityPlan entity, RowView row, Whose whose) {
        for (SubjectPath path : entity.paths()) {
            if (!path.inMemory() || !walk(entity, row, path, whose)) {
                whose.unknown().add(path);
            }
        }
    }

    /** Whether memory could tell. */
    private boolean walk(EntityPlan start, RowView first, SubjectPath path, Whose whose) {
        EntityPlan entity = start;
        RowView row = first;
        List<Edge> edges = path.edges();
        if (edges.isEmpty()) {
            whose.subjects().add(path.ref(row.key()));
            return true;
        }
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            boolean last = i == edges.size() - 1;
            if (edge.kind() == Edge.Kind.PART) {
                // Another table with a part of the same row.
                if (last) {
                    whose.subjects().add(path.ref(row.key()));
                    return true;
                }
                continue;
            }
            if (edge.when() != null || (edge.kind() != Edge.Kind.ASSOCIATION && edge.kind() != Edge.Kind.SOFT)) {
                return false;
            }
            List<@Nullable Object> values = values(entity, row, edge);
            if (values == null) {
                return false;
            }
            if (values.contains(null)) {
                return true;
            }
            if (last && edge.kind() == Edge.Kind.ASSOCIATION && sameColumns(edge, path)) {
                whose.subjects().add(path.ref(ordered(edge, path, values)));
                return true;
            }
            if (edge.kind() == Edge.Kind.SOFT) {
                return false;
            }
            Optional<RowView> next = row.referred(table(edge.from()).sql(), sql(edge.from(), edge.fromColumns()));
            if (next.isEmpty()) {
                return false;
            }
            row = next.get();
            if (last) {
                whose.subjects().add(path.ref(row.key()));
                return true;
            }
            EntityPlan reached = plan.entity(row.entity());
            if (reached == null) {
                return false;
            }
            entity = reached;
        }
        return false;
    }

    /** The values of the step's columns, or null where they are not in memory. */
    private @Nullable List<@Nullable Object> values(EntityPlan entity, RowView row, Edge edge) {
        Table table = table(edge.from());
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : edge.fromColumns()) {
            Column column = table.require(name);
            int position = entity.keyPosition(new ColumnId(table.sql(), column.sql()));
            if (position >= 0) {
                values.add(row.key().get(position));
            } else if (row.knows(table.sql(), column.sql())) {
                values.add(row.value(table.sql(), column.sql()));
            } else {
                return null;
            }
        }
        return values;
    }

    private static boolean sameColumns(Edge edge, SubjectPath path) {
        return edge.toColumns().size() == path.rootKey().size()
                && edge.toColumns().containsAll(path.rootKey());
    }

    private static List<Object> ordered(Edge edge, SubjectPath path, List<@Nullable Object> values) {
        List<Object> key = new ArrayList<>();
        for (String column : path.rootKey()) {
            Object value = values.get(edge.toColumns().indexOf(column));
            if (value != null) {
                key.add(value);
            }
        }
        return key;
    }

    private Table table(String key) {
        return schema.table(key);
    }

    private List<String> sql(String table, List<String> columns) {
        return columns.stream().map(c -> table(table).require(c).sql()).toList();
    }
}
