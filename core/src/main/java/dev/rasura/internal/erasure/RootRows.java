package dev.rasura.internal.erasure;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootValues;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds the root's row, locks it if asked to, and reads the values that all conditions are bound to. */
final class RootRows {

    private RootRows() {}

    /** The key as JDBC binds it, or empty if the text is no key of that type. */
    static Optional<Object> key(Column column, String id) {
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

    /** The values of a root whose row is gone: its key, by which soft references may still name it, and nothing else. */
    static RootValues gone(ErasureScript script, Object key) {
        RootValues values = new RootValues(script.form());
        for (ErasureScript.RootLock part : script.rootLocks()) {
            String keyColumn =
                    script.model().rootTables().get(part.table().key()).get(0);
            for (String column : part.columns()) {
                values.put(part.table(), column, column.equals(keyColumn) ? List.of(key) : List.of());
            }
        }
        return values;
    }

    /**
     * Reads, and with {@code lock} locks, the rows with the keys.
     *
     * @return empty if a part that every root has is missing
     */
    static Optional<RootValues> read(SqlRun run, ErasureScript script, List<Object> keys, boolean lock)
            throws SQLException {
        RootValues values = new RootValues(script.form());
        for (ErasureScript.RootLock part : script.rootLocks()) {
            String keyColumn =
                    script.model().rootTables().get(part.table().key()).get(0);
            values.put(part.table(), keyColumn, keys);
            Fragment sql = lock ? part.locking() : part.reading();
            Map<String, List<Object>> found = read(run, part.table(), part.columns(), sql, values);
            boolean missing = found.get(keyColumn).isEmpty();
            if (missing && part.required()) {
                return Optional.empty();
            }
            found.forEach((column, list) -> values.put(
                    part.table(), column, column.equals(keyColumn) && script.form() == RootForm.ONE ? keys : list));
        }
        return Optional.of(values);
    }

    private static Map<String, List<Object>> read(
            SqlRun run, Table table, List<String> columns, Fragment sql, RootValues values) throws SQLException {
        Map<String, List<Object>> found = new LinkedHashMap<>();
        columns.forEach(c -> found.put(c, new ArrayList<>()));
        try (PreparedStatement statement = run.prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    Object value = rows.getObject(i + 1);
                    if (value != null) {
                        found.get(columns.get(i)).add(value);
                    }
                }
            }
        }
        return found;
    }
}
