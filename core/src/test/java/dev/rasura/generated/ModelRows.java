package dev.rasura.generated;

import dev.rasura.generated.Model.Kind;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a model's tables, written and read past the library. */
final class ModelRows {

    private final Map<String, Map<String, Kind>> tables;
    private final Map<String, Physical.History> histories;
    /** As the database spells them, by their names in lower case: some databases tell case, and histories mix it. */
    private final Map<String, String> names;

    private final Set<String> computed;
    private final Model.Keeper keeper;
    private final TestDatabase database;

    ModelRows(Model model, TestDatabase database) {
        this.tables = Physical.columns(model);
        this.histories = Physical.histories(model);
        this.keeper = model.keeper;
        this.computed = model.entities.stream()
                .flatMap(e -> e.attrs.stream())
                .filter(a -> a.computedFrom() != null)
                .map(a -> a.col().name())
                .collect(Collectors.toSet());
        this.database = database;
        this.names = names(database);
    }

    private static Map<String, String> names(TestDatabase database) {
        Map<String, String> names = new HashMap<>();
        try (Connection connection = database.connect();
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME");
                names.put(name.toLowerCase(Locale.ROOT), name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return names;
    }

    private boolean postgresql() {
        return database.family() == DatabaseFamily.POSTGRESQL;
    }

    void insert(List<Physical.Row> rows) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    switch (database.family()) {
                        case POSTGRESQL -> "set session_replication_role = replica";
                        case H2 -> "set referential_integrity false";
                        case MARIADB -> "set foreign_key_checks = 0";
                    });
            for (Physical.Row row : rows) {
                insert(connection, row);
            }
            if (keeper == Model.Keeper.ENVERS && !histories.isEmpty()) {
                int last = rows.stream().mapToInt(Physical.Row::revision).max().orElse(0);
                for (int revision = 1; revision <= last; revision++) {
                    statement.execute("insert into REVINFO (REV, REVTSTMP) values (" + revision + ", 0)");
                }
            }
            if (database.family() == DatabaseFamily.H2) {
                statement.execute("set referential_integrity true");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(Connection connection, Physical.Row row) throws SQLException {
        Map<String, Kind> kinds = Objects.requireNonNull(tables.get(row.table()));
        List<String> columns = row.cells().keySet().stream()
                .filter(c -> kinds.containsKey(c) && !computed.contains(c))
                .toList();
        List<String> marks = columns.stream().map(c -> mark(kinds.get(c))).toList();
        String sql = "insert into " + table(row.table()) + " (" + String.join(", ", columns) + book(row, true)
                + ") values (" + String.join(", ", marks) + book(row, false) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                Object value = row.cells().get(columns.get(i));
                if (value instanceof Doc doc) {
                    insert.setString(i + 1, doc.json());
                } else if (value == null && largeObject(kinds.get(columns.get(i)))) {
                    insert.setNull(i + 1, java.sql.Types.VARCHAR);
                } else {
                    insert.setObject(i + 1, value);
                }
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " " + sql + " " + row, e);
        }
    }

    /** As the database knows it. */
    private String table(String table) {
        Physical.History history = histories.get(table);
        return Objects.requireNonNull(names.get(history == null ? table : history.table()), table);
    }

    /** The columns in which whoever keeps a history keeps the books of it, or their values. */
    private String book(Physical.Row row, boolean names) {
        Physical.History history = histories.get(row.table());
        if (history == null) {
            return "";
        }
        boolean temporal = keeper == Model.Keeper.TEMPORAL;
        String more = !temporal && history.first() ? ", revtype" : temporal && history.versioned() ? ", version" : "";
        if (names) {
            return ", " + (temporal ? "effective" : "rev") + more;
        }
        String time = "timestamp '2020-01-01 00:%02d:%02d'".formatted(row.revision() / 60, row.revision() % 60);
        return ", " + (keeper == Model.Keeper.ENVERS ? String.valueOf(row.revision()) : time)
                + (more.isEmpty() ? "" : ", " + (temporal ? row.revision() : 0));
    }

    private String mark(@Nullable Kind kind) {
        if (kind == Kind.PROFILE) {
            return switch (database.family()) {
                case POSTGRESQL -> "cast(? as jsonb)";
                case H2 -> "? format json";
                case MARIADB -> "?";
            };
        }
        return largeObject(kind) ? "lo_from_bytea(0, convert_to(?, 'UTF8'))" : "?";
    }

    private boolean largeObject(@Nullable Kind kind) {
        return postgresql() && kind == Kind.CLOB;
    }

    /** Every row, as {@link Physical.Row#text()} has it. */
    List<String> dump() {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (Map.Entry<String, Map<String, Kind>> table : tables.entrySet()) {
                dump(connection, table.getKey(), table.getValue(), rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        rows.sort(null);
        return rows;
    }

    private void dump(Connection connection, String table, Map<String, Kind> columns, List<String> rows)
            throws SQLException {
        List<String> names = List.copyOf(columns.keySet());
        String selected = String.join(
                ", ",
                names.stream()
                        .map(n -> largeObject(columns.get(n)) ? "convert_from(lo_get(" + n + "), 'UTF8')" : n)
                        .toList());
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select " + selected + " from " + table(table))) {
            while (result.next()) {
                Map<String, String> cells = new TreeMap<>();
                for (int i = 0; i < names.size(); i++) {
                    String name = names.get(i);
                    Object value = value(result, i + 1, Objects.requireNonNull(columns.get(name)));
                    if (value != null) {
                        cells.put(name, name.equals(Physical.VERSION) ? version(value) : form(value));
                    }
                }
                rows.add(table + cells);
            }
        }
    }

    private static String version(Object value) {
        return value.equals(0) ? "as it was" : "raised";
    }

    private static String form(Object value) {
        if (value instanceof Doc doc) {
            TreeMap<String, Object> members = new TreeMap<>();
            doc.members().forEach((name, member) -> members.put(name, form(member)));
            return new Doc(members).toString();
        }
        return Physical.canonical(value)
                .replaceAll("^erased-[0-9a-f]{8,32}@invalid$", Obj.Written.MAIL_TOKEN.name())
                .replaceAll("^erased-[0-9a-f]{8,32}$", Obj.Written.TOKEN.name())
                .replaceAll("^p1-[0-9a-f]{16,64}$", Obj.Written.HASH.name());
    }

    private static @Nullable Object value(ResultSet result, int i, Kind kind) throws SQLException {
        Object value = switch (kind) {
            case TEXT, ENUM, CLOB -> result.getString(i);
            case INT -> result.getInt(i);
            case LONG -> result.getLong(i);
            case DECIMAL -> result.getObject(i, BigDecimal.class);
            case BOOL -> result.getBoolean(i);
            case DATE -> result.getObject(i, LocalDate.class);
            case TIMESTAMP -> result.getObject(i, LocalDateTime.class);
            case UUID -> result.getObject(i, UUID.class);
            case BYTES -> result.getBytes(i);
            case DOCUMENT, PROFILE -> result.getString(i) == null ? null : Doc.parse(result.getString(i));
        };
        return result.wasNull() ? null : value;
    }
}
