package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What belongs to a row of one entity, the root: a data subject, or an entity whose rows expire.
 *
 * @param action what happens to the root's own row
 * @param rootTables the tables that hold parts of the root's row, with the key's columns in each
 * @param tables all tables with rows of the root, those that refer before those referred to
 * @param unlinks references to rows that go, from rows that stay
 * @param shared tables whose rows the root owns by a reference of its own, so that others may refer to them as well
 */
public record RootModel(
        Entity root,
        RowAction action,
        Map<String, List<String>> rootTables,
        List<OwnedTable> tables,
        List<Unlink> unlinks,
        List<Shared> shared) {

    public RootModel {
        tables = List.copyOf(tables);
        unlinks = List.copyOf(unlinks);
        shared = List.copyOf(shared);
    }

    /** The references of {@code table} by {@code key} to rows of {@code target} that go are set to null. */
    public record Unlink(Table table, ForeignKey key, OwnedTable target, boolean declared) {}

    /**
     * Rows that the root owns by a reference of its own.
     *
     * @param owner the root's reference
     * @param references all references to the table, with the tables they are in
     */
    public record Shared(OwnedTable table, Edge owner, boolean ownerNullable, List<Reference> references) {}

    /** A foreign key and the table that holds it. */
    public record Reference(Table table, ForeignKey key) {}

    public Optional<OwnedTable> table(String key) {
        return tables.stream().filter(t -> t.table().key().equals(key)).findFirst();
    }
}
