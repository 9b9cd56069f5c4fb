package dev.rasura.internal.residue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A database as standard JDBC metadata describes it: H2, and others as far as they keep to the standard. */
final class StandardDatabase implements Database {

    private static final int PIECE = 8192;
    private static final int FETCH_SIZE = 500;
    private static final Set<String> SYSTEM_SCHEMAS = Set.of("INFORMATION_SCHEMA");

    private static final String INVISIBLE = """
            SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, NUMERIC_PRECISION FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = ? AND NOT IS_VISIBLE AND DATA_TYPE <> 'BOOLEAN'
            ORDER BY ORDINAL_POSITION""";

    private final String product;

    StandardDatabase(String product) {
        this.product = product;
    }

    @Override
    public List<Relation> relations(Connection connection, ScanScope scope, Consumer<Skipped> skipped)
            throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String current = connection.getSchema();
        var relations = new ArrayList<Relation>();
        var found = new HashSet<TableName>();
        boolean schemaSeen = scope.schema() == null;
        for (String schema : schemas(metaData)) {
            if (scope.schema() != null && !scope.schema().equals(schema)) {
                continue;
            }
            schemaSeen = true;
            List<TableName> names = tables(metaData, schema, skipped, scope, current);
            found.addAll(names);
            Map<String, List<Relation.Column>> invisible =
                    product.equals("H2") ? invisibleColumns(connection, schema, skipped) : Map.of();
            for (TableName name : names) {
                List<Relation.Column> columns = columns(metaData, schema, name.table(), skipped);
                columns.addAll(invisible.getOrDefault(name.table(), List.of()));
                relations.add(new Relation(
                        schema,
                        name.table(),
                        Relation.quote(schema) + "." + Relation.quote(name.table()),
                        columns,
                        0,
                        ""));
            }
        }
        if (!schemaSeen) {
            skipped.accept(new Skipped(scope.schema(), "*", null, "the schema does not exist"));
        }
        for (TableName wanted : scope.tables()) {
            String schema = wanted.schema() == null ? current : wanted.schema();
            if (found.stream().noneMatch(n -> n.equals(new TableName(schema, wanted.table())))) {
                skipped.accept(new Skipped(wanted.schema(), wanted.table(), null, "no such table that holds rows"));
            }
        }
        return relations;
    }

    private static List<String> schemas(DatabaseMetaData metaData) throws SQLException {
        var schemas = new ArrayList<String>();
        try (ResultSet rows = metaData.getSchemas()) {
            while (rows.next()) {
                String schema = rows.getString("TABLE_SCHEM");
                if (!SYSTEM_SCHEMAS.contains(schema.toUpperCase(Locale.ROOT))) {
                    schemas.add(schema);
                }
            }
        }
        return schemas;
    }

    private static List<TableName> tables(
            DatabaseMetaData metaData,
            String schema,
            Consumer<Skipped> skipped,
            ScanScope scope,
            @Nullable String current)
            throws SQLException {
        var tables = new ArrayList<TableName>();
        try (ResultSet rows = metaData.getTables(null, pattern(metaData, schema), "%", null)) {
            while (rows.next()) {
                var name = new TableName(rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"));
                String type = rows.getString("TABLE_TYPE").toUpperCase(Locale.ROOT);
                boolean wanted = scope.reach() != ScanScope.Reach.TABLES
                        || scope.tables().contains(name)
                        || (schema.equals(current) && scope.tables().contains(new TableName(null, name.table())));
                if (!wanted || !schema.equals(name.schema())) {
                    continue;
                }
                if (type.contains("LINK") || type.contains("FOREIGN") || type.contains("EXTERNAL")) {
                    skipped.accept(new Skipped(schema, name.table(), null, "its rows lie in another database"));
                } else if ((type.contains("TABLE") && !type.startsWith("SYSTEM"))
                        || type.contains("TEMPORARY")
                        || type.startsWith("MATERIALIZED")) {
                    tables.add(name);
                }
            }
        }
        return tables;
    }

    private static List<Relation.Column> columns(
            DatabaseMetaData metaData, String schema, String table, Consumer<Skipped> skipped) throws SQLException {
        var columns = new ArrayList<Relation.Column>();
        try (ResultSet rows = metaData.getColumns(null, pattern(metaData, schema), pattern(metaData, table), "%")) {
            while (rows.next()) {
                if (!schema.equals(rows.getString("TABLE_SCHEM")) || !table.equals(rows.getString("TABLE_NAME"))) {
                    continue;
                }
                String name = rows.getString("COLUMN_NAME");
                int type = rows.getInt("DATA_TYPE");
                String typeName = rows.getString("TYPE_NAME").toUpperCase(Locale.ROOT);
                if (type == Types.ARRAY && (typeName.contains("BINARY") || typeName.contains("BLOB"))) {
                    skipped.accept(new Skipped(schema, table, name, "arrays of binary values are not read"));
                } else if (type != Types.BOOLEAN && type != Types.BIT) {
                    columns.add(column(name, reading(type, typeName), shape(type, typeName)));
                }
            }
        }
        return columns;
    }

    private static Relation.Column column(String name, Relation.Reading reading, Shape shape) {
        return new Relation.Column(name, Relation.quote(name), reading, shape, false, false);
    }

    /**
     * H2's driver leaves columns out that were declared invisible. Where a materialised view exists H2 2.4.240 fails when
     * asked for them, so then it is not known whether there are any.
     */
    private static Map<String, List<Relation.Column>> invisibleColumns(
            Connection connection, String schema, Consumer<Skipped> skipped) {
        Map<String, List<Relation.Column>> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(INVISIBLE)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    boolean binary = rows.getString(3).startsWith("BINARY");
                    boolean number = rows.getObject(4) != null;
                    columns.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                            .add(column(
                                    rows.getString(2),
                                    binary
                                            ? Relation.Reading.BYTES
                                            : number ? Relation.Reading.NUMBER : Relation.Reading.TEXT,
                                    Shape.UNKNOWN));
                }
            }
        } catch (SQLException e) {
            skipped.accept(new Skipped(
                    schema, "*", "*", "columns declared invisible could not be listed: " + ResidueScanner.reason(e)));
        }
        return columns;
    }

    private static Relation.Reading reading(int type, String typeName) {
        if (typeName.startsWith("UUID")) {
            return Relation.Reading.TEXT;
        }
        return switch (type) {
            case Types.CLOB, Types.NCLOB -> Relation.Reading.CHARACTER_STREAM;
            case Types.BLOB -> Relation.Reading.BINARY_STREAM;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.JAVA_OBJECT -> Relation.Reading.BYTES;
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> Relation.Reading.NUMBER;
            default -> Relation.Reading.TEXT;
        };
    }

    private static Shape shape(int type, String typeName) {
        if (type == Types.ARRAY) {
            return Shape.PROSE;
        }
        return typeName.startsWith("JSON") ? Shape.JSON : typeName.startsWith("ROW") ? Shape.RECORD : Shape.UNKNOWN;
    }

    /** A pattern that matches this name only. */
    private static String pattern(DatabaseMetaData metaData, String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    @Override
    public void read(Connection connection, Relation relation, RowSelection selected, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        read(connection, relation, selected, FETCH_SIZE, cells);
    }

    /** Reads every row of a table, so many at a time. */
    static void read(Connection connection, Relation relation, RowSelection selected, int fetchSize, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        // A table without a searchable column still has rows, which count as read.
        String list = relation.columns().isEmpty()
                ? "1"
                : String.join(
                        ", ",
                        relation.columns().stream()
                                .map(Relation.Column::expression)
                                .toList());
        String sql = "SELECT " + list + " FROM " + relation.source() + selected.clause();
        try (PreparedStatement statement =
                connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(fetchSize);
            selected.binder().bind(statement, 1);
            cells.scan().progress().limit(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    cells.beginRow();
                    for (int i = 0; i < relation.columns().size(); i++) {
                        if (readCell(rows, i + 1, relation.columns().get(i), cells)) {
                            cells.cell(i);
                        }
                    }
                    cells.endRow();
                }
            }
        }
    }

    private static boolean readCell(ResultSet rows, int position, Relation.Column column, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        return switch (column.reading()) {
            case TEXT, NUMBER -> {
                String text = rows.getString(position);
                if (text != null && column.reading() == Relation.Reading.NUMBER) {
                    cells.matcher().number(text);
                } else if (text != null) {
                    cells.matcher().text(text, column.shape());
                }
                yield text != null;
            }
            case BYTES -> {
                byte[] bytes = rows.getBytes(position);
                if (bytes != null) {
                    cells.matcher().bytes(bytes);
                }
                yield bytes != null;
            }
            case CHARACTER_STREAM -> readCharacters(rows.getCharacterStream(position), column.shape(), cells);
            case BINARY_STREAM -> readBytes(rows.getBinaryStream(position), cells);
        };
    }

    private static boolean readCharacters(@Nullable Reader stream, Shape shape, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        if (stream == null) {
            return false;
        }
        try (stream) {
            cells.matcher().beginText(shape);
            char[] piece = new char[PIECE];
            for (int length; (length = stream.read(piece)) >= 0; ) {
                cells.matcher().text(piece, length);
                cells.scan().progress().clock();
            }
            cells.matcher().endText();
            return true;
        } catch (IOException e) {
            throw new SQLException("A large text could not be read.", "58030", e);
        }
    }

    private static boolean readBytes(@Nullable InputStream stream, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        if (stream == null) {
            return false;
        }
        try (stream) {
            cells.matcher().beginBytes();
            byte[] piece = new byte[PIECE];
            for (int length; (length = stream.read(piece)) >= 0; ) {
                cells.matcher().bytes(piece, length);
                cells.scan().progress().clock();
            }
            cells.matcher().endBytes();
            return true;
        } catch (IOException e) {
            throw new SQLException("A large binary value could not be read.", "58030", e);
        }
    }

    @Override
    public void readOutsideTables(
            Connection connection,
            ScanScope scope,
            List<Relation> relations,
            Scan scan,
            Consumer<Skipped> skipped,
            Consumer<Occurrence> found) {
        if (!product.equals("H2")) {
            skipped.accept(
                    new Skipped(null, "*", null, "whether " + product + " keeps data outside tables is not known"));
        }
    }
}
