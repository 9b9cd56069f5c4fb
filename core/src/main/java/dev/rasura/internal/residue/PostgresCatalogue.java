package dev.rasura.internal.residue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists PostgreSQL's tables from its own catalogue, which unlike JDBC metadata knows partitions, inheritance, privileges
 * and row security.
 *
 * <p>A partitioned table is read as one, through itself, where all of its partitions lie in this database; a table with
 * inheriting children is read without them, as they are listed themselves.
 */
final class PostgresCatalogue {

    /** Other sessions' temporary tables cannot be read by anyone else; they are listed, being data. */
    private static final String TABLES = """
            SELECT c.oid::int8, n.nspname, c.relname, c.relkind::text AS relkind,
                   i.inhparent::int8 AS parent,
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS usable,
                   pg_catalog.row_security_active(c.oid) AS secured,
                   n.nspname LIKE 'pg\\_temp\\_%' AND n.oid <> pg_catalog.pg_my_temp_schema() AS foreign_temp,
                   n.nspname = current_schema() AS is_current
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
            WHERE c.relkind IN ('r', 'p', 'm', 'f') AND c.relispopulated
              AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname NOT LIKE 'pg\\_toast%'
            ORDER BY n.nspname, c.relname""";

    private static final String COLUMNS = """
            SELECT a.attrelid::int8, a.attname, a.atttypid::int8, a.atttypmod,
                   pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS readable
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            WHERE c.relkind IN ('r', 'p', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
              AND c.relnamespace <> 'pg_catalog'::regnamespace
            ORDER BY a.attrelid, a.attnum""";

    private static final String TYPES = """
            SELECT t.oid::int8, t.typname, t.typtype::text, t.typcategory::text, t.typlen, t.typbasetype::int8,
                   CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END::int8 AS element, t.typrelid::int8
            FROM pg_catalog.pg_type t""";

    private record Table(
            long oid,
            TableName name,
            String kind,
            @Nullable Long parent,
            boolean current,
            @Nullable String obstacle) {
        String schema() {
            return String.valueOf(name.schema());
        }
    }

    private record Attribute(String name, long type, int modifier, boolean readable) {}

    private record Type(String name, String kind, String category, int length, long base, long element, long fields) {}

    private final ScanScope scope;
    private final Consumer<Skipped> skipped;
    private final Map<Long, Table> tables = new LinkedHashMap<>();
    private final Map<Long, List<Attribute>> attributes = new HashMap<>();
    private final Map<Long, Type> types = new HashMap<>();

    PostgresCatalogue(Connection connection, ScanScope scope, Consumer<Skipped> skipped) throws SQLException {
        this.scope = scope;
        this.skipped = skipped;
        try (Statement statement = connection.createStatement()) {
            readTables(statement);
            readAttributes(statement);
            readTypes(statement);
        }
    }

    List<Relation> relations() {
        Set<Long> inScope = new HashSet<>();
        tables.values().stream().filter(this::inScope).forEach(table -> inScope.add(table.oid()));
        Set<Long> withForeignPartitions = new HashSet<>();
        tables.values().stream()
                .filter(table -> table.kind().equals("f"))
                .forEach(table -> withForeignPartitions.addAll(ancestors(table)));
        var relations = new ArrayList<Relation>();
        for (Table table : tables.values()) {
            boolean readThroughAncestor = ancestors(table).stream()
                    .anyMatch(ancestor -> inScope.contains(ancestor) && !withForeignPartitions.contains(ancestor));
            boolean readByPartition = withForeignPartitions.contains(table.oid());
            if (!inScope.contains(table.oid()) || readThroughAncestor || readByPartition) {
                continue;
            }
            List<Attribute> columns = attributes.getOrDefault(table.oid(), List.of());
            if (table.obstacle() != null) {
                skip(table, null, table.obstacle());
            } else if (!columns.isEmpty() && columns.stream().noneMatch(Attribute::readable)) {
                skip(table, null, "permission denied");
            } else {
                relations.add(relation(table, columns));
            }
        }
        reportMissing();
        return relations;
    }

    /** The partitioned tables that a partition belongs to, at any level. */
    private List<Long> ancestors(Table table) {
        var ancestors = new ArrayList<Long>();
        for (Table at = table; at != null && at.parent() != null; at = tables.get(at.parent())) {
            ancestors.add(at.parent());
        }
        return ancestors;
    }

    private boolean inScope(Table table) {
        return switch (scope.reach()) {
            case DATABASE -> true;
            case SCHEMA -> table.schema().equals(scope.schema());
            case TABLES ->
                scope.tables().contains(table.name())
                        || (table.current()
                                && scope.tables()
                                        .contains(
                                                new TableName(null, table.name().table())));
        };
    }

    private void reportMissing() {
        for (TableName wanted : scope.tables()) {
            boolean found = tables.values().stream()
                    .anyMatch(t -> t.name().equals(wanted)
                            || (wanted.schema() == null
                                    && t.current()
                                    && t.name().table().equals(wanted.table())));
            if (!found) {
                skipped.accept(new Skipped(wanted.schema(), wanted.table(), null, "no such table that holds rows"));
            }
        }
        String schema = scope.schema();
        if (schema != null && tables.values().stream().noneMatch(t -> schema.equals(t.schema()))) {
            skipped.accept(new Skipped(schema, "*", null, "the schema does not exist or has no table"));
        }
    }

    private Relation relation(Table table, List<Attribute> all) {
        var columns = new ArrayList<Relation.Column>();
        long weight = 0;
        // Who may read some columns only may not read ctid either, so large values must come with their rows.
        boolean byPlace = all.stream().allMatch(Attribute::readable);
        for (Attribute attribute : all) {
            Type type = typeOf(attribute.type());
            if (type != null && holdsBits(type, attribute)) {
                skip(table, attribute.name(), "bit strings are not read");
            } else if (!attribute.readable()) {
                skip(table, attribute.name(), "permission denied");
            } else if (type == null || type.kind().equals("p")) {
                skip(table, attribute.name(), "its type is not known");
            } else if (isBinary(type.element())) {
                skip(table, attribute.name(), "arrays of binary values are not read");
            } else if (!type.category().equals("B")) {
                if (holdsBinary(type)) {
                    skip(table, attribute.name(), "binary values within its values are not read");
                }
                Relation.Column column = column(attribute, type, byPlace);
                columns.add(column);
                weight += !byPlace ? Integer.MAX_VALUE : column.large() ? PostgresDatabase.INLINE : bounded(attribute);
            }
        }
        String name = Relation.quote(table.schema()) + "."
                + Relation.quote(table.name().table());
        String source = table.kind().equals("r") ? "ONLY " + name : name;
        return new Relation(table.schema(), table.name().table(), source, columns, weight, Long.toString(table.oid()));
    }

    /** Whether there can be more in it than flags or a number. */
    private static boolean holdsBits(Type type, Attribute attribute) {
        boolean bits = switch (type.name()) {
            case "bit", "varbit", "_bit", "_varbit" -> true;
            default -> false;
        };
        return bits && (attribute.modifier() < 0 || attribute.modifier() > Long.SIZE);
    }

    private static Relation.Column column(Attribute attribute, Type type, boolean byPlace) {
        String quoted = Relation.quote(attribute.name());
        boolean binary = type.name().equals("bytea");
        boolean number = type.category().equals("N") && !type.name().equals("money");
        boolean boundedText = (type.name().equals("varchar") || type.name().equals("bpchar"))
                && attribute.modifier() > 0
                && attribute.modifier() <= 2004;
        boolean small = boundedText || type.length() > 0 || "DTIEN".contains(type.category());
        return new Relation.Column(
                attribute.name(),
                binary ? quoted + "::bytea" : quoted + "::text",
                binary ? Relation.Reading.BYTES : number ? Relation.Reading.NUMBER : Relation.Reading.TEXT,
                shape(type),
                !small && byPlace,
                type.name().equals("oid"));
    }

    private static long bounded(Attribute attribute) {
        return attribute.modifier() > 0 && attribute.modifier() <= 2004 ? 4L * Math.max(16, attribute.modifier()) : 64;
    }

    private static Shape shape(Type type) {
        if (type.kind().equals("c")) {
            return Shape.RECORD;
        }
        return switch (type.name()) {
            case "json", "jsonb" -> Shape.JSON;
            case "xml" -> Shape.MARKUP;
            case "hstore" -> Shape.RECORD;
            default -> type.category().equals("A") ? Shape.PROSE : Shape.UNKNOWN;
        };
    }

    private boolean isBinary(long oid) {
        Type type = typeOf(oid);
        return type != null && type.name().equals("bytea");
    }

    /** Whether an element of an array, or a field of a row type, is binary, at any depth: PostgreSQL's types cannot be circular. */
    private boolean holdsBinary(Type type) {
        Type element = typeOf(type.element());
        return (element != null && holdsBinary(element))
                || attributes.getOrDefault(type.fields(), List.of()).stream()
                        .anyMatch(field -> isBinary(field.type()) || isWithin(field));
    }

    private boolean isWithin(Attribute field) {
        Type type = typeOf(field.type());
        return type != null && (isBinary(type.element()) || holdsBinary(type));
    }

    /** The type under all domains. */
    private @Nullable Type typeOf(long oid) {
        Type type = types.get(oid);
        while (type != null && type.kind().equals("d")) {
            type = types.get(type.base());
        }
        return type;
    }

    private void skip(Table table, @Nullable String column, String reason) {
        skipped.accept(new Skipped(table.name().schema(), table.name().table(), column, reason));
    }

    private void readTables(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                String kind = rows.getString(4);
                long parent = rows.getLong("parent");
                Long parentOrNull = rows.wasNull() ? null : Long.valueOf(parent);
                long oid = rows.getLong(1);
                tables.put(
                        oid,
                        new Table(
                                oid,
                                new TableName(rows.getString(2), rows.getString(3)),
                                kind,
                                parentOrNull,
                                rows.getBoolean("is_current"),
                                obstacle(rows)));
            }
        }
    }

    private static @Nullable String obstacle(ResultSet row) throws SQLException {
        if (row.getString("relkind").equals("f")) {
            return "a foreign table: its rows lie in another database";
        }
        if (row.getBoolean("foreign_temp")) {
            return "a temporary table of another session";
        }
        if (!row.getBoolean("usable")) {
            return "permission denied on its schema";
        }
        return row.getBoolean("secured") ? "row security hides rows from this user" : null;
    }

    private void readAttributes(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                attributes
                        .computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                        .add(new Attribute(rows.getString(2), rows.getLong(3), rows.getInt(4), rows.getBoolean(5)));
            }
        }
    }

    private void readTypes(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(TYPES)) {
            while (rows.next()) {
                types.put(
                        rows.getLong(1),
                        new Type(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getInt(5),
                                rows.getLong(6),
                                rows.getLong(7),
                                rows.getLong(8)));
            }
        }
    }
}
