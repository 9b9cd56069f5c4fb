package dev.rasura.internal.erasure;

import dev.rasura.internal.residue.TableName;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names as the catalogue has them: what is not quoted is folded, to upper case on H2, to lower on PostgreSQL. */
final class CatalogueNames {

    private final boolean upper;
    private final boolean lower;
    private final @Nullable String schema;

    CatalogueNames(Connection connection) throws SQLException {
        upper = connection.getMetaData().storesUpperCaseIdentifiers();
        lower = connection.getMetaData().storesLowerCaseIdentifiers();
        schema = DatabaseFamily.currentSchema(connection);
    }

    TableName of(Table table) {
        String named = table.schema();
        return new TableName(
                named == null ? schema : stored(named, quoted(table.sql())),
                stored(table.name(), table.sql().endsWith("\"")));
    }

    Set<String> of(Collection<Column> columns) {
        Set<String> names = new HashSet<>();
        columns.forEach(c -> names.add(stored(c.name(), quoted(c.sql()))));
        return names;
    }

    /** An own table, whose name is never quoted. */
    TableName own(@Nullable String named, String table) {
        return new TableName(named == null ? schema : stored(named, false), stored(table, false));
    }

    private static boolean quoted(String sql) {
        return sql.startsWith("\"");
    }

    private String stored(String name, boolean quoted) {
        if (quoted) {
            return name;
        }
        return upper ? name.toUpperCase(Locale.ROOT) : lower ? name.toLowerCase(Locale.ROOT) : name;
    }
}
