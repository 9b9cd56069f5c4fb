package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.DatePrecision;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** As PostgreSQL says it. */
final class PostgresIdiom extends H2Idiom {

    @Override
    public String randomDigits(int digits) {
        return digitsOf("gen_random_uuid()", digits);
    }

    @Override
    public String unlike(String text, String prefix, int digits, String suffix) {
        return text + " !~ " + pattern(prefix, digits, suffix);
    }

    @Override
    public String unlike(String text, String pattern) {
        return text + " !~ '" + pattern + "'";
    }

    @Override
    public String fromText(Column column, String text) {
        return column.type().text() ? text : "cast(" + text + " as " + column.sqlType() + ")";
    }

    @Override
    public String networkOf(String address) {
        return "cast(host(network(set_masklen(" + address + ", case family(" + address
                + ") when 4 then 24 else 48 end))) as inet)";
    }

    @Override
    public String truncated(ValueType type, String expression, DatePrecision precision) {
        return type == ValueType.TIMESTAMP_TZ
                ? "date_trunc('" + precision.name().toLowerCase(Locale.ROOT) + "', " + expression + ", 'UTC')"
                : super.truncated(type, expression, precision);
    }

    @Override
    public Fragment replacing(
            String table, Column column, List<List<@Nullable String>> values, String version, Fragment condition) {
        return Fragment.of("update " + table + " " + ROW + set(column, version) + " from ")
                .then(pairs(values))
                .then(" where " + same(column) + " and ")
                .then(condition);
    }

    @Override
    public void beginCreating(Connection connection, String name) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtext(?))")) {
            lock.setString(1, name);
            lock.execute();
        }
    }

    @Override
    public boolean exists(Connection connection, @Nullable String schema, String table) throws SQLException {
        return found(connection, "select to_regclass(?) is not null", (schema == null ? "" : schema + ".") + table);
    }

    @Override
    public boolean isLockTimeout(String state, int vendorCode) {
        return state.equals("55P03");
    }
}
