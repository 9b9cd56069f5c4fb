package dev.rasura.internal.capture;

import dev.rasura.internal.capture.EntityPlan.SubjectPath;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.hibernate.ColumnId;
import dev.rasura.internal.hibernate.RowView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the ways from a row to its people through what Hibernate has in memory, without a statement. */
final class OwnerWalk {

    private final CapturePlan plan;

    OwnerWalk(CapturePlan plan) {
        this.plan = plan;
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
            List<@Nullable Object> values = values(entity, row, path.steps().get(i));
            if (values == null) {
                return false;
            }
            if (values.contains(null)) {
                return true;
            }
            if (last && !path.keyOrder().isEmpty()) {
                whose.subjects().add(path.ref(ordered(path.keyOrder(), values)));
                return true;
            }
            if (edge.kind() == Edge.Kind.SOFT) {
                return false;
            }
            Optional<RowView> next = row.referred(path.steps().get(i).get(0));
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
    private static @Nullable List<@Nullable Object> values(EntityPlan entity, RowView row, List<ColumnId> columns) {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (ColumnId column : columns) {
            Integer position = entity.keyPositions().get(column);
            if (position != null) {
                values.add(row.key().get(position));
            } else if (row.knows(column)) {
                values.add(row.value(column));
            } else {
                return null;
            }
        }
        return values;
    }

    private static List<Object> ordered(List<Integer> order, List<@Nullable Object> values) {
        List<Object> key = new ArrayList<>(order.size());
        for (int place : order) {
            key.add(Objects.requireNonNull(values.get(place)));
        }
        return key;
    }
}
