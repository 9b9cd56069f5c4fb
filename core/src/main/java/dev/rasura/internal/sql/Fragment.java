package dev.rasura.internal.sql;

import java.util.ArrayList;
import java.util.List;

/** A piece of SQL with what is bound to it, in order. */
public record Fragment(String sql, List<Bind> binds) {

    public Fragment {
        binds = List.copyOf(binds);
    }

    public static Fragment of(String sql, Bind... binds) {
        return new Fragment(sql, List.of(binds));
    }

    public Fragment then(String more) {
        return new Fragment(sql + more, binds);
    }

    public Fragment then(Fragment more) {
        List<Bind> all = new ArrayList<>(binds);
        all.addAll(more.binds);
        return new Fragment(sql + more.sql, all);
    }

    public Fragment and(Fragment more) {
        return then(" and ").then(more);
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
