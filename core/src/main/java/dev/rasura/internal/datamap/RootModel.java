package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a row of one entity, the root: a data subject, or an entity whose rows expire.
 *
 * @param action what happens to the root's own row
 * @param rootTables the tables that hold parts of the root's row, with the key's columns in each
 * @param tables all tables with rows of the root, those that refer before those referred to
 * @param unlinks references to rows that go, from rows that stay
 * @param shared tables whose rows are owned by a reference that points at them, so that others may refer to them as well
 * @param found what must be found before the work
 * @param deferred constraints that are checked after the work only
 * @param mentions columns that name the root, in whosever rows
 * @param unmapped tables whose rows refer to rows of the root, and of which nobody said whose they are
 */
public record RootModel(
        Entity root,
        RowAction action,
        Map<String, List<String>> rootTables,
        List<OwnedTable> tables,
        List<Unlink> unlinks,
        List<Shared> shared,
        List<Found> found,
        List<Reference> deferred,
        List<Mention> mentions,
        List<String> unmapped) {

    public RootModel {
        tables = List.copyOf(tables);
        unlinks = List.copyOf(unlinks);
        shared = List.copyOf(shared);
        found = List.copyOf(found);
        deferred = List.copyOf(deferred);
        mentions = List.copyOf(mentions);
        unmapped = List.copyOf(unmapped);
    }

    /**
     * A column that names the root, in rows that need not be the root's.
     *
     * @param column with the way in which the mention is overwritten
     * @param edge from the column to that which it equals
     * @param beyond how the row that is named belongs to the root, where it is a subject's of another kind that is taken
     *     along; empty where it is the root's own
     */
    public record Mention(Table table, ColumnPlan column, Edge edge, List<OwnershipPath> beyond) {
        public Mention {
            beyond = List.copyOf(beyond);
        }

        Mention with(ColumnPlan resolved) {
            return new Mention(table, resolved, edge, beyond);
        }
    }

    /** Rows of a table to which an action applies, and a number by which they are remembered. */
    public record Found(OwnedTable table, RowAction action, int place) {}

    /**
     * The references of {@code table} by {@code key} to rows of {@code target} are set to null.
     *
     * @param step the step that is declared to be taken back, whatever becomes of the rows it leads to; null where it is
     *     rows that go
     */
    public record Unlink(
            Table table,
            ForeignKey key,
            OwnedTable target,
            @Nullable Edge step) {
        public boolean declared() {
            return step != null;
        }
    }

    /**
     * Rows that are owned by a reference that points at them.
     *
     * @param owner the owner's reference
     * @param references all references to the table, with the tables they are in; but those by which a row belongs to the
     *     one referred to
     */
    public record Shared(OwnedTable table, Edge owner, boolean ownerNullable, List<Reference> references) {}

    /**
     * A foreign key and the table that holds it.
     *
     * @param soft the step it is taken from, where it is a copied value; else null
     */
    public record Reference(
            Table table, ForeignKey key, @Nullable Edge soft) {
        public Reference(Table table, ForeignKey key) {
            this(table, key, null);
        }
    }

    /** The references that could make rows of the table somebody else's as well; empty for rows that are not owned so. */
    public Optional<Shared> shared(String key) {
        return shared.stream().filter(s -> s.table().table().key().equals(key)).findFirst();
    }

    public Optional<OwnedTable> table(String key) {
        return tables.stream().filter(t -> t.table().key().equals(key)).findFirst();
    }
}
