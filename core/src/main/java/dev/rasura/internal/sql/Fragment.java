package dev.rasura.internal.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL with what is bound to it, in order.
 *
 * @param reach how rows with this condition are found through a few others, or null if it does not begin with that
 */
public record Fragment(
        String sql, List<Bind> binds, @Nullable Reach reach) {

    /**
     * The condition that a row's columns hold what those of some rows of a table do, and what else must hold of the row:
     * a database may then begin with the few.
     *
     * @param columns of the row in question, each with its alias
     * @param few the columns of the few that are compared with them, each with its alias
     * @param table of the few, as it stands in a statement
     * @param alias of the few
     * @param which of the table's rows are the few
     * @param rest what else must hold
     */
    public record Reach(
            List<String> columns, List<String> few, String table, String alias, Fragment which, List<Fragment> rest) {

        public Reach {
            columns = List.copyOf(columns);
            few = List.copyOf(few);
            rest = List.copyOf(rest);
        }

        private Reach and(Fragment more) {
            List<Fragment> all = new ArrayList<>(rest);
            all.add(more);
            return new Reach(columns, few, table, alias, which, all);
        }
    }

    public Fragment {
        binds = List.copyOf(binds);
    }

    public Fragment(String sql, List<Bind> binds) {
        this(sql, binds, null);
    }

    /** The condition that the columns hold what the others do in some rows of a table: those with the alias and condition. */
    public static Fragment among(List<String> columns, List<String> few, String table, String alias, Fragment which) {
        String start = "(" + String.join(", ", columns) + ") in (select " + String.join(", ", few) + " from " + table
                + " " + alias + " where ";
        return of(start).then(which).then(")");
    }

    /** As {@link #among}, of columns in which a value can be looked up. */
    public static Fragment reaching(
            List<String> columns, List<String> few, String table, String alias, Fragment which) {
        Fragment condition = among(columns, few, table, alias, which);
        return new Fragment(condition.sql, condition.binds, new Reach(columns, few, table, alias, which, List.of()));
    }

    public static Fragment of(String sql, Bind... binds) {
        return new Fragment(sql, List.of(binds));
    }

    public Fragment then(String more) {
        return more.isEmpty() ? this : new Fragment(sql + more, binds);
    }

    public Fragment then(Fragment more) {
        List<Bind> all = new ArrayList<>(binds);
        all.addAll(more.binds);
        return new Fragment(sql + more.sql, all);
    }

    public Fragment and(Fragment more) {
        Fragment both = then(" and ").then(more);
        return reach == null ? both : new Fragment(both.sql, both.binds, reach.and(more));
    }

    /** The same condition in parentheses. */
    public Fragment enclosed() {
        return new Fragment("(" + sql + ")", binds, reach);
    }

    /** True where the fragment is false or unknown: {@code not} alone would lose the unknown ones. */
    public Fragment isNotTrue() {
        return of("((").then(this).then(") is not true)");
    }

    public static Fragment any(List<Fragment> alternatives) {
        if (alternatives.size() == 1) {
            return alternatives.get(0);
        }
        return of("(").then(join(" or ", alternatives)).then(")");
    }

    public static Fragment join(String separator, List<Fragment> parts) {
        Fragment joined = parts.get(0);
        for (Fragment part : parts.subList(1, parts.size())) {
            joined = joined.then(separator).then(part);
        }
        return joined;
    }

    /** One row of the single values that the queries give, each evaluated once, in the order given. */
    public static Fragment together(List<Fragment> queries) {
        return queries.size() == 1
                ? queries.get(0)
                : of("select (").then(join("), (", queries)).then(")");
    }

    /** The text and the constants: equal for equal decisions, whatever the subject. */
    public String decision() {
        return sql + binds;
    }
}
