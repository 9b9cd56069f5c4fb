package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Entity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path towards a subject: a row of {@code from} belongs to the row of {@code to} whose columns equal its own.
 *
 * @param label the association, as a reader knows it
 * @param action what happens to rows that are the subject's by this step, or null for the entity's own action
 * @param when which values beside {@code fromColumns} make it lead here, where it may lead to several tables; else null
 */
public record Edge(
        String from,
        List<String> fromColumns,
        String to,
        List<String> toColumns,
        Kind kind,
        String label,
        @Nullable RowAction action,
        boolean ignoreCase,
        Entity.@Nullable Discriminator when) {

    /** A step that leads to one table only. */
    public Edge(
            String from,
            List<String> fromColumns,
            String to,
            List<String> toColumns,
            Kind kind,
            String label,
            @Nullable RowAction action,
            boolean ignoreCase) {
        this(from, fromColumns, to, toColumns, kind, label, action, ignoreCase, null);
    }

    /** Why the two rows belong together. */
    public enum Kind {
        /** A foreign key, or an association without one. */
        ASSOCIATION,
        /** A copied value. */
        SOFT,
        /** The reference points the other way and is declared to own what it points at. */
        OWNED,
        /** The reference points the other way, from a row of the same person. */
        SAME,
        /** From an earlier state of a row to the row as it is now. */
        HISTORY,
        /** Two tables that hold parts of the same entity's row. */
        PART
    }

    public Edge {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        fromColumns = List.copyOf(fromColumns);
        toColumns = List.copyOf(toColumns);
    }

    /** The same step between two tables that have these columns too. */
    Edge between(String other, String target) {
        return new Edge(
                other,
                fromColumns,
                target,
                toColumns,
                kind,
                label,
                action,
                ignoreCase,
                when == null ? null : new Entity.Discriminator(other, when.column(), when.values()));
    }

    /** The same step to other columns. */
    Edge meeting(List<String> columns) {
        return new Edge(from, fromColumns, to, columns, kind, label, action, ignoreCase, when);
    }

    /** The same step with an action of its own. */
    Edge with(@Nullable RowAction own) {
        return new Edge(from, fromColumns, to, toColumns, kind, label, own, ignoreCase, when);
    }

    /** Whether it leads by these columns to the table. */
    public boolean leads(List<String> columns, String table) {
        return fromColumns.equals(columns) && to.equals(table);
    }

    /** Whether what lies beyond belongs to the subject too: a row that is merely unlinked passes nothing on. */
    public boolean passesOn() {
        return action != RowAction.UNLINK;
    }
}
