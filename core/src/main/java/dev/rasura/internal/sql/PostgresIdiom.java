package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.DatePrecision;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As PostgreSQL says it. */
final class PostgresIdiom extends H2Idiom {

    /** One statement for all tables: what is inserted on the way is inserted by the statement as a whole. */
    @Override
    public List<BoundSql> insertions(List<NewRows> tables) {
        List<BoundSql> parts = new ArrayList<>();
        for (NewRows rows : tables) {
            if (!rows.isEmpty()) {
                parts.add(insertion(rows, "[]"));
            }
        }
        if (parts.size() < 2) {
            return parts;
        }
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < parts.size() - 1; i++) {
            sql.append(i == 0 ? "with i" : ", i").append(i).append(" as (");
            sql.append(parts.get(i).sql()).append(')');
        }
        return List.of(new BoundSql(
                sql.append(' ').append(parts.get(parts.size() - 1).sql()).toString(), (statement, from) -> {
                    int index = from;
                    for (BoundSql part : parts) {
                        index = part.binding().bind(statement, index);
                    }
                    return index;
                }));
    }

    @Override
    String elementType(ValueType type) {
        return type == ValueType.BINARY ? "bytea" : super.elementType(type);
    }

    @Override
    public List<Fragment> locking(List<Fragment> ordered) {
        return Idiom.counted(ordered, " for update");
    }

    @Override
    public String randomDigits(int digits) {
        return "left(replace(cast(gen_random_uuid() as varchar(36)), '-', ''), " + digits + ")";
    }

    @Override
    public String digest(String salt, String text, int digits) {
        return "left(encode(sha256(convert_to(" + salt + " || " + text + ", 'UTF8')), 'hex'), " + digits + ")";
    }

    @Override
    public String unlike(String text, String prefix, int digits, String suffix) {
        // Most texts do not begin like that, and need no regular expression.
        return "(" + plain(text) + " not like '" + prefix + "%' or " + plain(text) + " !~ "
                + pattern(prefix, digits, suffix) + ")";
    }

    @Override
    public String unlike(String text, String pattern) {
        return plain(text) + " !~ '" + pattern + "'";
    }

    @Override
    public String exactText(Column column, String expression) {
        return column.type().text() ? plain(expression) : super.exactText(column, expression);
    }

    /**
     * The characters themselves: without the blanks that fill a column of fixed length, and compared as they are, for a
     * collation that takes different texts for equal knows no patterns.
     */
    private static String plain(String text) {
        return "cast(" + text + " as text) collate \"C\"";
    }

    @Override
    public String fromText(Column column, String text) {
        return column.type().text() ? text : "cast(" + text + " as " + column.sqlType() + ")";
    }

    @Override
    public String prefix(String text, int characters) {
        return "substring(" + text + ", 1, " + characters + ")";
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

    /** PostgreSQL's own driver does; of others it is not known. */
    @Override
    public boolean sendsTogether(Connection connection) throws SQLException {
        return "PostgreSQL JDBC Driver".equals(connection.getMetaData().getDriverName());
    }

    @Override
    public String readCommitted() {
        return "set transaction isolation level read committed";
    }

    @Override
    public Fragment joined(Fragment few, String table, String on) {
        return Fragment.of(table + " join ").then(few).then(" on " + on);
    }

    @Override
    boolean asksForEachRow() {
        return false;
    }

    @Override
    public Fragment replacing(
            String table, Column column, List<List<@Nullable String>> values, String version, Fragment condition) {
        return Fragment.of("update " + table + " " + ROW + set(column, version) + " from ")
                .then(pairs(values))
                .then(" where " + same(column) + " and ")
                .then(condition);
    }

    /**
     * Every transaction holds the lock on its virtual id from its beginning to its end, whether or not it writes, and
     * everybody may read who holds which lock. A vacuum, which writes nobody's rows, may take hours.
     */
    @Override
    public Optional<Set<String>> running(Connection connection) throws SQLException {
        return Optional.of(names(
                connection,
                "select l.virtualtransaction from pg_catalog.pg_locks l"
                        + " left join pg_catalog.pg_stat_activity a on a.pid = l.pid"
                        + " where l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock' and l.granted"
                        + " and l.pid <> pg_catalog.pg_backend_pid()"
                        + " and (a.datname is null or a.datname = current_database())"
                        + " and a.backend_type is distinct from 'autovacuum worker'"));
    }

    @Override
    public Set<String> prepared(Connection connection) throws SQLException {
        return names(
                connection,
                "select cast(transaction as text) from pg_catalog.pg_prepared_xacts where database = current_database()");
    }

    private static Set<String> names(Connection connection, String sql) throws SQLException {
        Set<String> names = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Override
    public boolean checksEachRow() {
        return false;
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

    /** What a part of a partitioned table says alone is said of the whole, by the part's name: its siblings may say the same. */
    @Override
    public String foreignKeys() {
        return "select case when part.relispartition then part.relname || '.' else '' end || con.conname,"
                + " fn.nspname, f.relname, fa.attname, pn.nspname, p.relname, pa.attname,"
                + " con.condeferrable and not part.relispartition, con.confdeltype = 'c'"
                + " from pg_catalog.pg_constraint con"
                + " join pg_catalog.pg_class part on part.oid = con.conrelid"
                + " join pg_catalog.pg_class f on f.oid = " + whole("con.conrelid")
                + " join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace"
                + " join pg_catalog.pg_class p on p.oid = " + whole("con.confrelid")
                + " join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace"
                + " cross join lateral unnest(con.conkey, con.confkey) with ordinality as k(f, p, n)"
                + " join pg_catalog.pg_attribute fa on fa.attrelid = con.conrelid and fa.attnum = k.f"
                + " join pg_catalog.pg_attribute pa on pa.attrelid = con.confrelid and pa.attnum = k.p"
                // The parts of a partitioned table repeat what the whole says.
                + " where con.contype = 'f' and con.conparentid = 0 and (fn.nspname = ? or pn.nspname = ?)"
                + " order by fn.nspname, f.relname, 1, k.n";
    }

    private static String whole(String table) {
        return "coalesce(cast(pg_catalog.pg_partition_root(" + table + ") as oid), " + table + ")";
    }

    @Override
    public String uniqueKeys() {
        return "select t.relname, x.relname, a.attname, i.indisprimary"
                + " from pg_catalog.pg_index i"
                + " join pg_catalog.pg_class t on t.oid = i.indrelid and not t.relispartition"
                + " join pg_catalog.pg_namespace n on n.oid = t.relnamespace"
                + " join pg_catalog.pg_class x on x.oid = i.indexrelid"
                + " join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum > 0"
                + " and case when 0 = any(i.indkey) then exists (select 1 from pg_catalog.pg_depend d"
                + " where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = i.indexrelid"
                + " and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = t.oid and d.refobjsubid = a.attnum)"
                + " else a.attnum = any((string_to_array(cast(i.indkey as text), ' '))[1:i.indnkeyatts]"
                + "::int2[]) end"
                + " where i.indisunique and n.nspname = ? order by t.relname, x.relname, a.attnum";
    }

    /** A partial index answers for some rows only. */
    @Override
    public String indexes() {
        return "select t.relname, x.relname, a.attname from pg_catalog.pg_index i"
                + " join pg_catalog.pg_class t on t.oid = i.indrelid and not t.relispartition"
                + " join pg_catalog.pg_namespace n on n.oid = t.relnamespace"
                + " join pg_catalog.pg_class x on x.oid = i.indexrelid"
                + " join pg_catalog.pg_am m on m.oid = x.relam and m.amname in ('btree', 'hash')"
                + " cross join lateral unnest(i.indkey) with ordinality as k(attnum, n)"
                + " left join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum"
                + " and k.attnum > 0"
                + " where i.indpred is null and i.indisvalid and k.n <= i.indnkeyatts and n.nspname = ?"
                + " order by t.relname, x.relname, k.n";
    }

    @Override
    public String domainColumns() {
        return "with recursive d as (select oid, typbasetype as base, typtypmod as modifier, typnotnull as strict"
                + " from pg_catalog.pg_type where typtype = 'd' union all"
                + " select d.oid, t.typbasetype, case when d.modifier < 0 then t.typtypmod else d.modifier end,"
                + " d.strict or t.typnotnull from d join pg_catalog.pg_type t on t.oid = d.base and t.typtype = 'd')"
                + " select c.relname, a.attname, b.typname,"
                // A modifier counts the four bytes before the text.
                + " case when b.typname in ('varchar', 'bpchar') and d.modifier > 4 then d.modifier - 4 else 0 end,"
                + " d.strict from d join pg_catalog.pg_type b on b.oid = d.base and b.typtype <> 'd'"
                + " join pg_catalog.pg_attribute a on a.atttypid = d.oid and a.attnum > 0 and not a.attisdropped"
                + " join pg_catalog.pg_class c on c.oid = a.attrelid"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = ?";
    }

    @Override
    public String triggers() {
        return "select c.relname, x.name from pg_catalog.pg_class c"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " join (select tgrelid as oid, tgname as name from pg_catalog.pg_trigger where not tgisinternal"
                + " union select ev_class, rulename from pg_catalog.pg_rewrite) x on x.oid = c.oid"
                + " where n.nspname = ? and c.relkind in ('r', 'p') order by 1, 2";
    }

    @Override
    public String unfitTables() {
        return "select c.relname, case when pg_catalog.row_security_active(c.oid)"
                + " then 'has row security, which hides rows from the role of this connection: what it hides would"
                + " survive. Connect by a role that sees all rows (BYPASSRLS), or take the table out of every subject''s"
                + " reach'"
                + " else 'is inherited by a table with columns of its own, which no duty would see. Map that table, and"
                + " take the inheritance off (alter table ... no inherit)' end"
                + " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = ? and c.relkind in ('r', 'p') and (pg_catalog.row_security_active(c.oid)"
                + " or exists (select 1 from pg_catalog.pg_inherits i"
                + " join pg_catalog.pg_class h on h.oid = i.inhrelid and not h.relispartition"
                + " join pg_catalog.pg_attribute a on a.attrelid = h.oid and a.attnum > 0 and not a.attisdropped"
                + " and a.attislocal and a.attinhcount = 0 where i.inhparent = c.oid))";
    }

    @Override
    public String partitions() {
        return "select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " where c.relispartition and n.nspname = ?";
    }
}
