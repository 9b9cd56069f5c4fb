package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values by which rows may still name a root that has been erased: its key, and what others copied of it, as they were.
 * What somebody else's row holds by now is that person's.
 */
public final class FormerRoots {

    private final RootRows rows;
    private final KeyComparison keys;
    private final Idiom idiom;
    private final Set<RootValues.Key> named = new LinkedHashSet<>();
    private final Set<RootValues.Key> ignoringCase = new LinkedHashSet<>();

    public FormerRoots(MappedSchema schema, RootRows rows) {
        this.rows = rows;
        this.keys = new KeyComparison(schema, rows.model(), rows.form(), rows.family());
        this.idiom = rows.family().idiom();
        RootModel model = rows.model();
        for (OwnedTable table : model.tables()) {
            for (OwnershipPath path : table.paths()) {
                path.last().ifPresent(this::add);
            }
        }
        model.mentions().forEach(mention -> add(mention.edge()));
    }

    private void add(Edge edge) {
        if (edge.kind() == Edge.Kind.SOFT || edge.kind() == Edge.Kind.ASSOCIATION) {
            for (String column : edge.toColumns()) {
                RootValues.Key key = new RootValues.Key(edge.to(), column);
                named.add(key);
                if (edge.ignoreCase()) {
                    ignoringCase.add(key);
                }
            }
        }
    }

    /**
     * The values to which the erasure's conditions are bound once more.
     *
     * @param texts those it was bound to, by table and column, as {@link RootValues#texts()} has them
     * @param current those of the root's row as it is now, if it stayed: what the row itself refers to is asked of them
     */
    public RootValues values(Map<List<String>, String> texts, Optional<RootValues> current) {
        RootValues values = new RootValues(rows.form(), rows.family());
        for (RootRows.Part part : rows.parts()) {
            for (String name : part.columns()) {
                Column column = part.table().require(name);
                String text = texts.get(List.of(part.table().key(), name));
                boolean former = part.key().contains(name) || named.contains(key(part, name));
                List<Object> found = former
                        ? text == null
                                ? List.of()
                                // What has no canonical text is bound as it is, and fails rather than finds nothing.
                                : List.of(ColumnValue.parse(column, text).orElse(text))
                        : current.map(c -> c.of(part.table(), name)).orElse(List.of());
                values.put(part.table(), name, found);
            }
        }
        return values;
    }

    /**
     * Which of the values the row of somebody else holds: one that the root's own row, if it stayed, is not.
     *
     * @param stayed whether the row with the root's key is still the root's own
     */
    public Set<RootValues.Key> held(SqlRun run, RootValues values, boolean stayed) throws SQLException {
        Map<RootValues.Key, Fragment> asked = new LinkedHashMap<>();
        for (RootRows.Part part : rows.parts()) {
            Fragment own = keys.rootKey(
                    new RowColumns(ROW, part.table(), part.key()), part.table().key());
            if (!stayed) {
                asked.put(key(part, part.key().get(0)), counting(part.table(), own));
            }
            for (String name : part.columns()) {
                if (!part.key().contains(name)
                        && named.contains(key(part, name))
                        && !values.of(part.table(), name).isEmpty()) {
                    Fragment same = same(part.table(), name);
                    asked.put(key(part, name), counting(part.table(), stayed ? same.and(own.isNotTrue()) : same));
                }
            }
        }
        List<Long> counts = run.counts(new ArrayList<>(asked.values()), values);
        Set<RootValues.Key> held = new LinkedHashSet<>();
        int i = 0;
        for (RootValues.Key key : asked.keySet()) {
            if (counts.get(i++) > 0) {
                held.add(key);
            }
        }
        return held;
    }

    private Fragment same(Table table, String name) {
        RootValues.Key key = new RootValues.Key(table.key(), name);
        String c = ROW + "." + table.require(name).sql();
        Fragment same = Fragment.of(c + " = ?", new Bind.RootColumn(table.key(), name));
        return ignoringCase.contains(key)
                ? Fragment.any(List.of(
                        same,
                        Fragment.of(
                                idiom.exact("lower(" + c + ")") + " = " + idiom.exact("lower(?)"),
                                new Bind.RootColumn(table.key(), name))))
                : same;
    }

    private static Fragment counting(Table table, Fragment which) {
        return Fragment.of("select count(*) from " + table.sql() + " " + ROW + " where ")
                .then(which);
    }

    /** Whether somebody else's row has the key. */
    public boolean keyAmong(Set<RootValues.Key> held) {
        return rows.parts().stream().anyMatch(p -> held.contains(key(p, p.key().get(0))));
    }

    /** The values that are nobody else's. A key goes as a whole, in all tables that hold parts of the row. */
    public RootValues without(RootValues values, Set<RootValues.Key> held) {
        boolean keyless = keyAmong(held);
        RootValues left = new RootValues(rows.form(), rows.family());
        for (RootRows.Part part : rows.parts()) {
            for (String name : part.columns()) {
                boolean gone = part.key().contains(name) ? keyless : held.contains(key(part, name));
                left.put(part.table(), name, gone ? List.of() : values.of(part.table(), name));
            }
        }
        return left;
    }

    /** The column as a reader knows it. */
    public String name(RootValues.Key key) {
        return rows.parts().stream()
                .filter(p -> p.table().key().equals(key.table()))
                .findFirst()
                .map(p -> p.table().name() + "." + key.column())
                .orElse(key.column());
    }

    private static RootValues.Key key(RootRows.Part part, String column) {
        return new RootValues.Key(part.table().key(), column);
    }
}
