package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.SubjectRef;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.KeyParts;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds the root's row, locks it if asked to, and reads the values that all conditions are bound to. */
public record RootRows(RootModel model, RootForm form, DatabaseFamily family, KeyParts key, List<Part> parts) {

    public RootRows {
        parts = List.copyOf(parts);
    }

    /**
     * One of the tables that hold the root's row.
     *
     * @param key the key's columns in it, in the mapping's order
     * @param columns those whose values conditions are bound to, the key's among them, in the order selected
     * @param required whether every root has a row in it
     */
    public record Part(
            Table table, List<String> key, List<String> columns, Fragment locking, Fragment reading, boolean required) {
        public Part {
            key = List.copyOf(key);
            columns = List.copyOf(columns);
        }
    }

    /** The statements for the model, table by table. */
    public static RootRows of(MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family) {
        KeyComparison keys = new KeyComparison(schema, model, form, family);
        List<Part> parts = new ArrayList<>();
        model.rootTables().forEach((name, keyColumns) -> {
            Table table = schema.table(name);
            Set<String> columns = new LinkedHashSet<>(keyColumns);
            for (OwnedTable owned : model.tables()) {
                for (OwnershipPath path : owned.paths()) {
                    path.last().filter(e -> e.to().equals(name)).ifPresent(e -> columns.addAll(e.toColumns()));
                }
            }
            model.mentions().stream()
                    .map(RootModel.Mention::edge)
                    .filter(e -> e.to().equals(name))
                    .forEach(e -> columns.addAll(e.toColumns()));
            Fragment reading = Fragment.of("select "
                            + new RowColumns(ROW, table, List.copyOf(columns)).list() + " from " + table.sql()
                            + " " + ROW + " where ")
                    .then(keys.rootKey(new RowColumns(ROW, table, keyColumns), name));
            if (name.equals(model.root().table())) {
                reading = reading.then(RowConditions.ofType(schema, model.root(), ROW));
            }
            parts.add(new Part(
                    table,
                    keyColumns,
                    List.copyOf(columns),
                    reading.then(" for update"),
                    reading,
                    // A secondary table need not have a row, nor have the tables of heirs, nor each of a table per
                    // class.
                    name.equals(model.root().table())
                            && model.root().rowTables().size() == 1));
        });
        return new RootRows(model, form, family, KeyParts.of(schema, model.root()), parts);
    }

    /** The values of a subject whose row is gone: its key, by which soft references may still name it, and nothing else. */
    public RootValues gone(SubjectRef subject) {
        RootValues values = new RootValues(form, family);
        RowKey row = keys(subject.type()).of(subject);
        for (Part part : parts) {
            for (String column : part.columns()) {
                int position = part.key().indexOf(column);
                values.put(
                        part.table(),
                        column,
                        position < 0 ? List.of() : List.of(row.values().get(position)));
            }
        }
        return values;
    }

    /**
     * Reads, and with {@code lock} locks, the subject's row; empty if there is none.
     *
     * @throws dev.rasura.SubjectNotFoundException if the reference is none of the form that the key has, with the reason
     */
    public Optional<RootValues> find(SqlRun run, SubjectRef subject, boolean lock) throws SQLException {
        return read(run, List.of(keys(subject.type()).of(subject)), lock);
    }

    /** Whether conditions are bound to nothing of the root's row but its key, which is known beforehand. */
    public boolean keyAlone() {
        return parts.stream().allMatch(part -> part.columns().equals(part.key()));
    }

    /** What finds and locks the subject's row by its key, for a caller that asks it with others. */
    public final class Finding {

        private final RootValues asked;

        private final List<SqlRun.Query> queries = new ArrayList<>();
        private boolean any;
        private boolean missing;
        private boolean anothers;

        private Finding(SubjectRef subject) {
            asked = gone(subject);
            for (Part part : parts) {
                queries.add(new SqlRun.Query(part.locking(), result -> {
                    Map<String, List<Object>> values = values(part, result);
                    boolean found = isFound(part, values);
                    any |= found;
                    missing |= part.required() && !found;
                    anothers |= isAnother(part, asked, values);
                }));
            }
        }

        public List<SqlRun.Query> queries() {
            return queries;
        }

        /** Whether the row is there, once the queries have run. */
        public boolean found() {
            return any && !missing && !anothers;
        }

        /** As {@link RootRows#isAnothers}. */
        public boolean anothers() {
            return anothers;
        }
    }

    public Finding finding(SubjectRef subject) {
        return new Finding(subject);
    }

    /** Whether the row of somebody else has the key, in a spelling that the database takes for the same. */
    public boolean isAnothers(SqlRun run, SubjectRef subject) throws SQLException {
        if (key.columns().stream().noneMatch(c -> c.type().text())) {
            return false;
        }
        RootValues asked = gone(subject);
        for (Part part : parts) {
            if (isAnother(part, asked, read(run, part, part.reading(), asked))) {
                return true;
            }
        }
        return false;
    }

    /** The values of nobody: no row equals them. */
    public RootValues nobody() {
        RootValues values = new RootValues(form, family);
        parts.forEach(part -> part.columns().forEach(column -> values.put(part.table(), column, List.of())));
        return values;
    }

    private SubjectKeys keys(String type) {
        return new SubjectKeys(type, key);
    }

    /**
     * Reads, and with {@code lock} locks, the rows with the keys.
     *
     * @return empty if a part that every root has is missing
     */
    public Optional<RootValues> read(SqlRun run, List<RowKey> keys, boolean lock) throws SQLException {
        RootValues values = new RootValues(form, family);
        boolean any = false;
        for (Part part : parts) {
            for (int i = 0; i < part.key().size(); i++) {
                int position = i;
                values.put(
                        part.table(),
                        part.key().get(i),
                        keys.stream().map(k -> k.values().get(position)).toList());
            }
            Map<String, List<Object>> found = read(run, part, lock ? part.locking() : part.reading(), values);
            if (form == RootForm.ONE && isAnother(part, values, found)) {
                return Optional.empty();
            }
            boolean none = !isFound(part, found);
            any |= !none;
            if (part.required() && none) {
                return Optional.empty();
            }
            found.forEach((column, list) -> {
                if (form == RootForm.MANY || !part.key().contains(column)) {
                    values.put(part.table(), column, list);
                }
            });
        }
        return any ? Optional.of(values) : Optional.empty();
    }

    /**
     * Asks for the root's new key, and has its values hold it.
     *
     * @return whether the root has another key than before
     */
    public boolean moved(SqlRun run, Optional<Fragment> newKey, RootValues values) throws SQLException {
        if (newKey.isEmpty()) {
            return false;
        }
        List<Object> found = new ArrayList<>();
        try (PreparedStatement statement = run.prepare(newKey.get(), values);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return false;
            }
            for (Column column : key.columns()) {
                found.add(Objects.requireNonNull(ColumnValue.read(rows, found.size() + 1, column)));
            }
        }
        for (Part part : parts) {
            for (int i = 0; i < found.size(); i++) {
                values.put(part.table(), part.key().get(i), List.of(found.get(i)));
            }
        }
        return true;
    }

    /** A key that is equal only to the collation has another pseudonym: what is recorded would never be found again. */
    private boolean isAnother(Part part, RootValues asked, Map<String, List<Object>> found) {
        return part.key().stream()
                .filter(c -> part.table().require(c).type().text())
                .anyMatch(c -> !Objects.requireNonNull(found.get(c)).isEmpty()
                        && !Objects.requireNonNull(found.get(c)).equals(asked.of(part.table(), c)));
    }

    private static boolean isFound(Part part, Map<String, List<Object>> found) {
        return !found.getOrDefault(part.key().get(0), List.of()).isEmpty();
    }

    private static Map<String, List<Object>> read(SqlRun run, Part part, Fragment sql, RootValues values)
            throws SQLException {
        try (PreparedStatement statement = run.prepare(sql, values);
                ResultSet rows = run.query(statement)) {
            return values(part, rows);
        }
    }

    private static Map<String, List<Object>> values(Part part, ResultSet rows) throws SQLException {
        Map<String, List<Object>> found = new LinkedHashMap<>();
        part.columns().forEach(c -> found.put(c, new ArrayList<>()));
        while (rows.next()) {
            for (int i = 0; i < part.columns().size(); i++) {
                String name = part.columns().get(i);
                Column column = part.table().require(name);
                Object value =
                        ColumnValue.isKey(column) ? ColumnValue.read(rows, i + 1, column) : rows.getObject(i + 1);
                // A blank copy names nobody: it would match everybody else's blank ones.
                boolean blank = value instanceof String text && text.isBlank();
                if (value != null && (!blank || part.key().contains(name))) {
                    Objects.requireNonNull(found.get(name)).add(value);
                }
            }
        }
        return found;
    }
}
