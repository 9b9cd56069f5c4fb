package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.Idiom;
import dev.rasura.internal.sql.RowConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the statements that read values of the subject, and which of them rows of others hold as well. A row of the answer
 * has the number of the source, whether it is of others (1) or the subject's own (0), and the source's one or two values.
 */
final class ValueQueries {

    private static final int SOURCES_A_STATEMENT = 20;

    private final List<ValueSource> sources;
    private final MappedSchema schema;
    private final RootModel model;
    private final RowConditions rows;
    private final Idiom idiom;

    ValueQueries(
            List<ValueSource> sources,
            MappedSchema schema,
            RootModel model,
            RowConditions rows,
            DatabaseFamily family) {
        this.sources = sources;
        this.schema = schema;
        this.model = model;
        this.rows = rows;
        this.idiom = family.idiom();
    }

    /** Many sources in one statement each. */
    List<Fragment> statements() {
        List<Fragment> statements = new ArrayList<>();
        for (int from = 0; from < sources.size(); from += SOURCES_A_STATEMENT) {
            statements.add(statement(from, Math.min(sources.size(), from + SOURCES_A_STATEMENT)));
        }
        return statements;
    }

    /** The values of some sources: of the subject, and those of them that others hold as well. */
    private Fragment statement(int from, int to) {
        List<Fragment> branches = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ValueSource source = sources.get(i);
            if (source.isOneRow()) {
                branches.add(source.distinctive() ? allWithValueOfOneRow(i, source) : ownOfOneRow(i, source));
            } else {
                branches.add(few(i, "0", source, own(source)));
                if (source.distinctive()) {
                    branches.add(few(i, "1", source, others(source, source)));
                }
            }
            if (source.distinctive()) {
                for (ValueSource sibling : siblings(source)) {
                    branches.add(few(i, "1", source, others(source, sibling)));
                }
            }
        }
        return Fragment.join(" union all ", branches);
    }

    /** So many at most that they can be held. */
    private Fragment few(int source, String others, ValueSource of, Fragment values) {
        List<String> columns = of.columns().size() > 1 ? List.of("v.v0", "v.v1") : List.of("v.v0");
        return Fragment.of("select " + answer(source, others, columns) + " from (")
                .then(values)
                .then(" fetch first " + (ValueCollector.LIMIT + 1) + " rows only) v");
    }

    private String answer(int source, String others, List<String> values) {
        return source + " as source, " + others + " as others, " + values.get(0) + " as v0, "
                + (values.size() > 1 ? values.get(1) : idiom.asText("null")) + " as v1";
    }

    private Fragment ownOfOneRow(int number, ValueSource source) {
        return Fragment.of("select " + answer(number, "0", texts(source)) + " from " + from(source) + " where ")
                .then(rows.belongs(source.table(), source.passing(), ROW));
    }

    /** The root's row and those of others that hold the same. All that is found equals one value, so there is no need to count. */
    private Fragment allWithValueOfOneRow(int number, ValueSource source) {
        List<String> equal = new ArrayList<>();
        for (ColumnPlan column : source.columns()) {
            equal.add(ROW + "." + column.column().sql() + " = s."
                    + column.column().sql());
        }
        Fragment ofOthers = rows.belongsToOthers(source.table());
        Fragment own = Fragment.of(source.table().table().sql() + " s");
        String whose = "case when " + ofOthers.sql() + " then 1 else 0 end";
        return new Fragment("select distinct " + answer(number, whose, texts(source)) + " from ", ofOthers.binds())
                .then(idiom.joined(own, from(source), String.join(" and ", equal)))
                .then(" where ")
                .then(rows.belongs(source.table(), source.passing(), "s"));
    }

    private Fragment own(ValueSource source) {
        return select(source)
                .then(idiom.rows(
                        source.table().table().sql(), ROW, rows.belongs(source.table(), source.passing(), ROW)));
    }

    /** The same columns of others, where each class of an inheritance has a table of its own. */
    private List<ValueSource> siblings(ValueSource source) {
        String table = source.table().table().key();
        Set<String> union = schema.entities().values().stream()
                .map(Entity::union)
                .filter(u -> u.contains(table))
                .flatMap(List::stream)
                .filter(sibling -> !sibling.equals(table))
                .collect(Collectors.toSet());
        return sources.stream()
                .filter(s -> union.contains(s.table().table().key()))
                .filter(source::hasColumnsOf)
                .toList();
    }

    /**
     * What others hold of it among these columns. By a join: a condition over a query is evaluated by H2 for each row of the
     * table.
     */
    private Fragment others(ValueSource source, ValueSource among) {
        List<String> keys = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            equal.add(ROW + "." + among.columns().get(i).column().sql() + " = own.k" + i);
            keys.add("s." + source.columns().get(i).column().sql() + " as k" + i);
        }
        Fragment belonging = rows.belongs(source.table(), source.table().passing(), "s");
        Fragment own = Fragment.of("(select distinct " + String.join(", ", keys) + " from ")
                .then(idiom.rows(source.table().table().sql(), "s", belonging))
                .then(") own");
        Fragment others = select(among)
                .then(idiom.joined(own, from(among), String.join(" and ", equal)))
                .then(" where ")
                .then(rows.belongsToOthers(among.table()));
        OwnedTable table = among.table();
        // Rows that are the subject's as well do not make a value shared, unless they are kept because they are shared.
        return shared(table)
                ? others
                : others.and(rows.belongs(table, theirs(among), ROW).isNotTrue());
    }

    /** The paths by which a value is the subject's: the copy that leads to them is, also where it is merely taken back. */
    private static List<OwnershipPath> theirs(ValueSource among) {
        return among.table().paths().stream()
                .filter(p -> p.action() != RowAction.UNLINK
                        || p.edges().stream()
                                .limit(1)
                                .anyMatch(edge -> among.columns().stream()
                                        .anyMatch(c -> edge.fromColumns()
                                                .contains(c.column().name()))))
                .toList();
    }

    private boolean shared(OwnedTable table) {
        return model.shared().stream().anyMatch(s -> s.table().equals(table));
    }

    private Fragment select(ValueSource source) {
        List<String> values = new ArrayList<>();
        for (String text : texts(source)) {
            values.add(text + " as v" + values.size());
        }
        return Fragment.of("select distinct " + String.join(", ", values) + " from ");
    }

    private List<String> texts(ValueSource source) {
        return source.columns().stream()
                .map(c -> idiom.asText(ROW + "." + c.column().sql()))
                .toList();
    }

    private static String from(ValueSource source) {
        return source.table().table().sql() + " " + ROW;
    }
}
