package dev.rasura.internal.sql;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values of the root's row, or rows, that conditions are bound to: its key, what it owns, what others copied of it. */
public final class RootValues {

    private final RootForm form;
    private final DatabaseFamily family;
    private @Nullable String run;
    private final Map<Key, List<Object>> values = new LinkedHashMap<>();
    private final Map<Key, Column> columns = new LinkedHashMap<>();

    /** A column of one of the root's tables. */
    public record Key(String table, String column) {}

    public RootValues(RootForm form, DatabaseFamily family) {
        this.form = form;
        this.family = family;
    }

    /** Adds values of a column; for one root, none or one. */
    public RootValues put(Table table, String column, List<Object> found) {
        Key key = new Key(table.key(), column);
        values.put(key, List.copyOf(found));
        columns.put(key, table.require(column));
        return this;
    }

    /** The one root's values as text, to be kept until the attestation. */
    public Map<Key, String> texts() {
        Map<Key, String> texts = new LinkedHashMap<>();
        values.forEach((key, found) -> {
            if (!found.isEmpty()) {
                texts.put(key, ColumnValue.text(Objects.requireNonNull(columns.get(key)), found.get(0)));
            }
        });
        return texts;
    }

    /** The values of a column. */
    List<Object> of(Table table, String column) {
        return values.getOrDefault(new Key(table.key(), column), List.of());
    }

    /** Binds a statement's parameters in order, from the first. */
    public void bind(Connection connection, PreparedStatement statement, Fragment fragment) throws SQLException {
        bind(connection, statement, fragment, 1);
    }

    /** Binds from the given parameter on, and returns the number after the last. */
    public int bind(Connection connection, PreparedStatement statement, Fragment fragment, int from)
            throws SQLException {
        int index = from;
        for (Bind bind : fragment.binds()) {
            if (bind instanceof Bind.Constant constant) {
                @Nullable Object value = constant.value();
                statement.setObject(
                        index++, value == null ? null : family.idiom().bound(value));
            } else if (bind instanceof Bind.Run) {
                statement.setString(index++, run());
            } else if (bind instanceof Bind.Among among) {
                family.idiom().bindAmong(connection, statement, index++, among.type(), among.values());
            } else if (bind instanceof Bind.RootColumn column) {
                bindRoot(connection, statement, index++, column);
            }
        }
        return index;
    }

    private String run() {
        String made = run == null ? UUID.randomUUID().toString() : run;
        run = made;
        return made;
    }

    private void bindRoot(Connection connection, PreparedStatement statement, int index, Bind.RootColumn column)
            throws SQLException {
        Key key = new Key(column.table(), column.column());
        List<Object> found = Objects.requireNonNull(values.get(key), () -> "no value of " + key);
        Column type = Objects.requireNonNull(columns.get(key));
        if (form == RootForm.MANY) {
            family.idiom().bindAmong(connection, statement, index, type.type(), found);
        } else {
            @Nullable Object one = found.isEmpty() ? null : found.get(0);
            if (one == null) {
                statement.setNull(index, jdbcType(type.type()));
            } else {
                statement.setObject(index, one);
            }
        }
    }

    private static int jdbcType(ValueType type) {
        return switch (type) {
            case INTEGER -> Types.BIGINT;
            case DECIMAL -> Types.NUMERIC;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMP_TZ -> Types.TIMESTAMP_WITH_TIMEZONE;
            case BOOLEAN -> Types.BOOLEAN;
            case BINARY -> Types.VARBINARY;
            case UUID -> Types.OTHER;
            default -> Types.VARCHAR;
        };
    }
}
