package dev.rasura.internal.erasure;

import dev.rasura.ErasureRefusedException;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.residue.RowSelection;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.Bind;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which cells of a subject's rows a plan keeps: rows on a ground, the references by which those stay linked, values that
 * are kept on purpose in rows that are overwritten, and documents of which only unnamed parts are left. No cell is in two
 * selections: what is counted twice would hide a find elsewhere.
 */
final class KeptCells {

    private static final String ROW = RowSelection.ALIAS;

    private final RowConditions rows;
    private final DatabaseFamily family;
    private final OverwriteSql overwrites;
    private final RetainedKeys keys;
    private final RootModel model;

    KeptCells(MappedSchema schema, RootModel model, DatabaseFamily family, RetainedKeys keys) {
        this.rows = new RowConditions(schema, model, RootForm.ONE, family);
        this.family = family;
        this.overwrites = new OverwriteSql(family);
        this.keys = keys;
        this.model = model;
    }

    /** Some columns of the rows with the condition. */
    record Cells(List<Column> columns, Fragment which) {}

    /** To be asked after the erasure, in the transaction in which the cells are read. */
    List<Cells> of(OwnedTable table, SqlRun run, RootValues root) throws SQLException {
        List<Cells> cells = new ArrayList<>();
        if (!table.grounds().isEmpty()) {
            Fragment retained = retained(table);
            cells.add(new Cells(table.table().columns(), retained));
            linked(table)
                    .forEach((column, linked) ->
                            cells.add(new Cells(List.of(column), linked.and(retained.isNotTrue()))));
        }
        if (table.has(RowAction.ANONYMISE)) {
            Fragment overwritten = overwritten(table);
            for (ColumnPlan column : table.columns()) {
                onPurpose(table, column, overwritten, run, root)
                        .ifPresent(which -> cells.add(new Cells(List.of(column.column()), overwritten.and(which))));
            }
        }
        return cells;
    }

    /** Where the value of a column stays in a row that is overwritten. */
    private Optional<Fragment> onPurpose(
            OwnedTable table, ColumnPlan column, Fragment overwritten, SqlRun run, RootValues root)
            throws SQLException {
        Overwrite overwrite = column.overwrite();
        if (!column.personal() || overwrite == null) {
            return Optional.empty();
        }
        if (overwrite.strategy() == Strategy.KEEP) {
            return Optional.of(Fragment.of("1 = 1"));
        }
        List<Fragment> stays = new ArrayList<>();
        if (!overwrite.keepWhen().isEmpty()) {
            stays.add(Fragment.of("(").then(OverwriteSql.kept(column, ROW)).then(")"));
        }
        if (overwrite.strategy() == Strategy.JSON) {
            List<Object> done = done(table, column, overwritten, run, root);
            if (!done.isEmpty()) {
                stays.add(Fragment.of(
                        family.idiom().among(overwrites.asText(column.column(), ROW), ValueType.TEXT),
                        new Bind.Among(ValueType.TEXT, done)));
            }
        }
        return stays.isEmpty() ? Optional.empty() : Optional.of(Fragment.any(stays));
    }

    /** Documents whose named parts are overwritten: what is in them still is what the strategy does not name. */
    private List<Object> done(OwnedTable table, ColumnPlan column, Fragment overwritten, SqlRun run, RootValues root)
            throws SQLException {
        ComputedValue computed = ComputedValue.of(family, table.table(), column);
        String value = overwrites.asText(column.column(), ROW);
        Fragment select = Fragment.of(
                        "select distinct " + value + " from " + table.table().sql() + " " + ROW + " where " + ROW + "."
                                + column.column().sql() + " is not null and ")
                .then(overwritten)
                .then(" fetch first " + ValueCollector.LIMIT + " rows only");
        List<Object> done = new ArrayList<>();
        try (PreparedStatement statement = run.prepare(select, root)) {
            statement.setFetchSize(50);
            try (ResultSet documents = statement.executeQuery()) {
                while (documents.next()) {
                    String document = documents.getString(1);
                    if (!isDue(computed, document)) {
                        done.add(document);
                    }
                }
            }
        }
        return done;
    }

    /** What came in since and cannot be read is nothing that the plan has kept. */
    private static boolean isDue(ComputedValue computed, String document) {
        try {
            return computed.due(document);
        } catch (ErasureRefusedException e) {
            return true;
        }
    }

    /** The subject's rows that a ground keeps; also those that had to let go of what they were found through. */
    private Fragment retained(OwnedTable table) {
        List<Fragment> own = new ArrayList<>();
        if (table.belongs()) {
            own.add(rows.belongs(table, table.passing(), ROW));
        }
        keys.condition(table.table(), ROW, family).ifPresent(own::add);
        return own.isEmpty() ? Fragment.of("1 = 0") : Fragment.any(own).and(onAGround(table));
    }

    /** What a ground keeps: not what has been overwritten, of which it may hold since. */
    private Fragment onAGround(OwnedTable table) {
        Fragment onAGround = RetainedKeys.onAGround(table);
        return untouched(table).map(onAGround::and).orElse(onAGround);
    }

    /** Rows with something left to overwrite, where a ground may decide otherwise since the erasure. */
    private Optional<Fragment> untouched(OwnedTable table) {
        List<Fragment> due = table.overwritten().stream()
                .filter(c -> overwrites.tellsDue(table.table(), c))
                .map(c -> overwrites.due(table.table(), c, ROW))
                .toList();
        return table.has(RowAction.ANONYMISE) && mayHoldSince(table) && !due.isEmpty()
                ? Optional.of(Fragment.any(due))
                : Optional.empty();
    }

    private boolean mayHoldSince(OwnedTable table) {
        return table.grounds().stream()
                .anyMatch(g -> table.overwritten().stream()
                                .anyMatch(c -> g.asks(table.table().key(), c.column()))
                        || model.tables().stream().anyMatch(other -> g.asks(other.table())));
    }

    private Fragment overwritten(OwnedTable table) {
        List<Fragment> own = new ArrayList<>(List.of(rows.treated(table, RowAction.ANONYMISE, ROW)));
        keys.condition(table.table(), ROW, family)
                .map(kept -> RowConditions.notRetained(table, kept))
                .ifPresent(kept -> own.add(Fragment.of("(").then(kept).then(")")));
        own.set(0, Fragment.of("(").then(own.get(0)).then(")"));
        untouched(table)
                .map(untouched -> rows.belongs(table, table.paths(RowAction.ANONYMISE), ROW)
                        .and(RetainedKeys.onAGround(table))
                        .and(untouched.isNotTrue()))
                .ifPresent(done -> own.add(Fragment.of("(").then(done).then(")")));
        return Fragment.any(own);
    }

    /** What a ground keeps stays linked: the columns by which it refers to the person it would be unlinked from. */
    private Map<Column, Fragment> linked(OwnedTable table) {
        Map<Column, List<OwnershipPath>> references = new LinkedHashMap<>();
        for (OwnershipPath path : table.paths(RowAction.UNLINK)) {
            for (String column : path.edges().get(0).fromColumns()) {
                references
                        .computeIfAbsent(table.table().require(column), c -> new ArrayList<>())
                        .add(path);
            }
        }
        Map<Column, Fragment> linked = new LinkedHashMap<>();
        references.forEach((column, paths) ->
                linked.put(column, rows.belongs(table, paths, ROW).and(RetainedKeys.onAGround(table))));
        return linked;
    }
}
