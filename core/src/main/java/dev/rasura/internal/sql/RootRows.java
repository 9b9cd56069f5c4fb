package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.SubjectRef;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds the root's row, locks it if asked to, and reads the values that all conditions are bound to. */
public record RootRows(RootModel model, RootForm form, DatabaseFamily family, List<Part> parts) {

    public RootRows {
        parts = List.copyOf(parts);
    }

    /**
     * One of the tables that hold the root's row.
     *
     * @param columns those whose values conditions are bound to, in the order selected
     * @param required whether every root has a row in it
     */
    public record Part(
            Table table, String key, List<String> columns, Fragment locking, Fragment reading, boolean required) {}

    /** The statements for the model, table by table. */
    public static RootRows of(MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family) {
        List<Part> parts = new ArrayList<>();
        model.rootTables().forEach((key, keyColumns) -> {
            Table table = schema.table(key);
            Set<String> columns = new LinkedHashSet<>(keyColumns);
            for (OwnedTable owned : model.tables()) {
                for (OwnershipPath path : owned.paths()) {
                    if (!path.edges().isEmpty()
                            && path.edges().get(path.edges().size() - 1).to().equals(key)) {
                        columns.addAll(path.edges().get(path.edges().size() - 1).toColumns());
                    }
                }
            }
            String keySql = ROW + "." + table.require(keyColumns.get(0)).sql();
            Fragment reading = Fragment.of(
                    "select " + RowConditions.columns(ROW, table, List.copyOf(columns), false) + " from " + table.sql()
                            + " "
                            + ROW + " where "
                            + (form == RootForm.ONE
                                    ? keySql + " = ?"
                                    : family.idiom()
                                            .among(
                                                    keySql,
                                                    table.require(keyColumns.get(0))
                                                            .type())),
                    new Bind.RootColumn(key, keyColumns.get(0)));
            if (key.equals(model.root().table())) {
                reading = reading.then(RowConditions.ofType(schema, model.root(), ROW));
            }
            parts.add(new Part(
                    table,
                    keyColumns.get(0),
                    List.copyOf(columns),
                    reading.then(" for update"),
                    reading,
                    // A secondary table need not have a row, nor have the tables of heirs, nor each of a table per
                    // class.
                    key.equals(model.root().table()) && model.root().rowTables().size() == 1));
        });
        return new RootRows(model, form, family, parts);
    }

    /** The key as JDBC binds it, or empty if the text is no key of that type. */
    public static Optional<Object> key(Column column, String id) {
        try {
            return Optional.<Object>of(
                            switch (column.type()) {
                                case INTEGER -> Long.valueOf(id);
                                case UUID -> UUID.fromString(id);
                                case DECIMAL -> new BigDecimal(id);
                                default -> id;
                            })
                    // "007" would find subject 7 and record it under a pseudonym that "7" never finds again.
                    .filter(key -> canonical(key).equals(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String canonical(Object key) {
        return key instanceof BigDecimal number ? number.toPlainString() : key.toString();
    }

    /** The values of a subject whose row is gone: its key, by which soft references may still name it, and nothing else. */
    public Optional<RootValues> gone(SubjectRef subject) {
        Part own = ownPart();
        return key(own.table().require(own.key()), subject.id()).map(key -> {
            RootValues values = new RootValues(form, family);
            for (Part part : parts) {
                for (String column : part.columns()) {
                    values.put(part.table(), column, column.equals(part.key()) ? List.of(key) : List.of());
                }
            }
            return values;
        });
    }

    /** Reads, and with {@code lock} locks, the subject's row; empty if there is none. */
    public Optional<RootValues> find(SqlRun run, SubjectRef subject, boolean lock) throws SQLException {
        Part own = ownPart();
        Optional<Object> key = key(own.table().require(own.key()), subject.id());
        return key.isEmpty() ? Optional.empty() : read(run, List.of(key.get()), lock);
    }

    private Part ownPart() {
        String root = model.root().table();
        return parts.stream()
                .filter(part -> part.table().key().equals(root))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Reads, and with {@code lock} locks, the rows with the keys.
     *
     * @return empty if a part that every root has is missing
     */
    public Optional<RootValues> read(SqlRun run, List<Object> keys, boolean lock) throws SQLException {
        RootValues values = new RootValues(form, family);
        boolean any = false;
        for (Part part : parts) {
            values.put(part.table(), part.key(), keys);
            Fragment sql = lock ? part.locking() : part.reading();
            Map<String, List<Object>> found = read(run, part.columns(), sql, values);
            any |= !found.getOrDefault(part.key(), List.of()).isEmpty();
            if (part.required() && found.getOrDefault(part.key(), List.of()).isEmpty()) {
                return Optional.empty();
            }
            if (form == RootForm.ONE && isAnother(keys.get(0), found.getOrDefault(part.key(), List.of()))) {
                return Optional.empty();
            }
            found.forEach((column, list) ->
                    values.put(part.table(), column, column.equals(part.key()) && form == RootForm.ONE ? keys : list));
        }
        return any ? Optional.of(values) : Optional.empty();
    }

    /** A key that is equal only to the collation has another pseudonym: what is recorded would never be found again. */
    private boolean isAnother(Object key, List<Object> found) {
        return family.idiom().equalTextsMayDiffer()
                && key instanceof String
                && !found.isEmpty()
                && !found.get(0).equals(key);
    }

    private static Map<String, List<Object>> read(SqlRun run, List<String> columns, Fragment sql, RootValues values)
            throws SQLException {
        Map<String, List<Object>> found = new LinkedHashMap<>();
        columns.forEach(c -> found.put(c, new ArrayList<>()));
        try (PreparedStatement statement = run.prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    Object value = rows.getObject(i + 1);
                    // A blank copy names nobody: it would match everybody else's blank ones.
                    if (value != null && !(value instanceof String text && text.isBlank())) {
                        found.computeIfAbsent(columns.get(i), c -> new ArrayList<>())
                                .add(value);
                    }
                }
            }
        }
        return found;
    }
}
