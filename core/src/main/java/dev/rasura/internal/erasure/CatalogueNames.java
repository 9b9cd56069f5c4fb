package dev.rasura.internal.erasure;

import dev.rasura.internal.residue.TableName;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.StoredNames;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that the catalogue has for what statements of ours name. */
final class CatalogueNames {

    private final StoredNames stored;
    private final @Nullable String schema;

    CatalogueNames(Connection connection) throws SQLException {
        stored = new StoredNames(connection.getMetaData());
        schema = DatabaseFamily.currentSchema(connection);
    }

    TableName of(Table table) {
        List<String> parts = stored.parts(table.sql());
        return new TableName(
                table.schema() == null ? schema : parts.get(Math.max(0, parts.size() - 2)),
                parts.get(parts.size() - 1));
    }

    Set<String> of(Collection<Column> columns) {
        Set<String> names = new HashSet<>();
        columns.forEach(c -> names.add(stored.last(c.sql())));
        return names;
    }

    /** An own table, whose name is never quoted. */
    TableName own(@Nullable String named, String table) {
        return new TableName(named == null ? schema : stored.last(named), stored.last(table));
    }
}
