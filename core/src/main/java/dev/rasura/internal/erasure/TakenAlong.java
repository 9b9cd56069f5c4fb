package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.SubjectRef;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.KeyParts;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.RowKey;
import dev.rasura.internal.sql.SqlRun;
import dev.rasura.internal.sql.SubjectKeys;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells which subjects of other kinds an erasure takes along: what the audit trail discloses of them goes too. */
final class TakenAlong {

    private final List<Kind> kinds = new ArrayList<>();

    private record Kind(SubjectKeys keys, List<Column> columns, Fragment select) {}

    TakenAlong(CompiledMap map, RootModel model, RowConditions rows) {
        for (RootModel other : map.subjects().values()) {
            if (!other.equals(model)) {
                other.root().rowTables().stream()
                        .flatMap(table -> model.table(table).stream())
                        .flatMap(table -> kind(map.schema(), other, table, rows).stream())
                        .forEach(kinds::add);
            }
        }
    }

    /** Those with rows in the table; beside the root's own row, if it is there too. */
    private static Optional<Kind> kind(MappedSchema schema, RootModel other, OwnedTable table, RowConditions rows) {
        List<OwnershipPath> paths =
                table.passing().stream().filter(path -> !path.edges().isEmpty()).toList();
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        List<String> key =
                Objects.requireNonNull(other.rootTables().get(table.table().key()));
        return Optional.of(new Kind(
                new SubjectKeys(other.root().name(), KeyParts.of(schema, other.root())),
                key.stream().map(table.table()::require).toList(),
                Fragment.of("select " + new RowColumns(ROW, table.table(), key).list() + " from "
                                + table.table().sql() + " " + ROW + " where ")
                        .then(rows.belongs(table, paths, ROW))
                        .then(RowConditions.ofType(schema, other.root(), ROW))));
    }

    /** Reads their keys, before the work: one statement for each kind, none where nobody can be two subjects. */
    List<SubjectRef> find(SqlRun run, RootValues root) throws SQLException {
        List<SubjectRef> found = new ArrayList<>();
        for (Kind kind : kinds) {
            try (PreparedStatement select = run.prepare(kind.select(), root);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(ref(kind, rows));
                }
            }
        }
        return found;
    }

    private static SubjectRef ref(Kind kind, ResultSet row) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (Column column : kind.columns()) {
            values.add(Objects.requireNonNull(ColumnValue.read(row, values.size() + 1, column)));
        }
        return kind.keys().ref(new RowKey(values));
    }
}
