package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.residue.Needle;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads, before an erasure, the values a residue scan will look for, and which of them rows of others hold as well: a
 * telephone two people share cannot show afterwards that one of them is still there. All columns are asked in one statement.
 */
final class ValueCollector {

    /** More values than this are not kept, and the attestation says so. */
    static final int LIMIT = 10_000;

    private static final int SOURCES_A_STATEMENT = 20;

    private static final Set<ValueType> SEARCHED =
            Set.of(ValueType.TEXT, ValueType.INTEGER, ValueType.DECIMAL, ValueType.UUID);

    private final MappedSchema schema;
    private final RootModel model;
    private final RowConditions rows;
    private final DatabaseFamily family;
    private final List<Fragment> statements = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final Set<String> unsearched = new TreeSet<>();

    /** Columns whose values count together. */
    private record Source(OwnedTable table, List<ColumnPlan> columns, Needle.Kind kind, boolean distinctive) {}

    ValueCollector(MappedSchema schema, RootModel model, RowConditions rows, DatabaseFamily family) {
        this.schema = schema;
        this.model = model;
        this.rows = rows;
        this.family = family;
        model.tables().forEach(this::addSources);
        for (int from = 0; from < sources.size(); from += SOURCES_A_STATEMENT) {
            statements.add(statement(from, Math.min(sources.size(), from + SOURCES_A_STATEMENT)));
        }
    }

    private void addSources(OwnedTable table) {
        if (!table.belongs()) {
            return;
        }
        for (ColumnPlan column : table.columns()) {
            if (!searchable(column)) {
                if (column.personal() && mayBeDistinctive(column)) {
                    unsearched.add(table.table().name() + "." + column.column().name() + ": values of type "
                            + column.column().sqlType() + " are not looked for elsewhere");
                }
                continue;
            }
            DataCategory category = Objects.requireNonNull(column.category());
            if (category.distinctive() && column.column().form() != Column.Form.PLAIN) {
                unsearched.add(table.table().name() + "." + column.column().name()
                        + ": values are stored in another form than they are used in, and only that form is looked for"
                        + " elsewhere");
            }
            if (category.distinctive()) {
                Needle.Kind kind = switch (category) {
                    case PHONE -> Needle.Kind.PHONE;
                    case FULL_NAME -> Needle.Kind.NAME;
                    default -> Needle.Kind.TEXT;
                };
                add(new Source(table, List.of(column), kind, true));
            } else if (category == DataCategory.GIVEN_NAME || category == DataCategory.FAMILY_NAME) {
                add(new Source(table, List.of(column), Needle.Kind.TEXT, false));
            }
            if (category == DataCategory.GIVEN_NAME) {
                table.columns().stream()
                        .filter(c -> searchable(c) && c.category() == DataCategory.FAMILY_NAME)
                        .forEach(family -> add(new Source(table, List.of(column, family), Needle.Kind.TOGETHER, true)));
            }
        }
    }

    private void add(Source source) {
        if (!passing(source).isEmpty()) {
            sources.add(source);
        }
    }

    /** A document that holds a secret is one as a whole, whatever else is in it. */
    private static boolean mayBeDistinctive(ColumnPlan column) {
        DataCategory category = Objects.requireNonNull(column.category());
        ValueType type = column.column().type();
        return category.distinctive() || (category.secret() && (type == ValueType.JSON || type == ValueType.OTHER));
    }

    private static boolean searchable(ColumnPlan column) {
        ValueType type = column.column().type();
        return column.personal() && SEARCHED.contains(type);
    }

    /** The paths by which all of the columns are the root's. */
    private static List<OwnershipPath> passing(Source source) {
        return source.table().passing().stream()
                .filter(p -> source.columns().stream()
                        .allMatch(c -> source.table().paths(c).contains(p)))
                .toList();
    }

    /** What one erasure collects: first its queries are run, then their answers are put together. */
    final class Collecting {

        private final List<Values> read = new ArrayList<>();

        private Collecting() {
            sources.forEach(source -> read.add(new Values(new HashSet<>(), new HashSet<>())));
        }

        List<SqlRun.Query> queries() {
            return statements.stream()
                    .map(sql -> new SqlRun.Query(sql, result -> read(result, read)))
                    .toList();
        }

        RememberedValues remembered(RootValues root) {
            return ValueCollector.this.remembered(read, root);
        }
    }

    Collecting collecting() {
        return new Collecting();
    }

    private RememberedValues remembered(List<Values> read, RootValues root) {
        Map<List<String>, Found> found = new LinkedHashMap<>();
        boolean truncated = false;
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            for (List<String> parts : read.get(i).own()) {
                if (found.size() == LIMIT) {
                    truncated = true;
                    break;
                }
                boolean others = read.get(i).others().contains(parts);
                found.merge(parts, new Found(source.kind(), source.distinctive(), others), Found::or);
            }
        }
        addNamesOfSeveralTables(read, found);
        // Others hold as well what the scan cannot tell from it.
        Set<List<List<String>>> shared = new HashSet<>();
        found.forEach((parts, what) -> {
            if (what.othersHaveIt()) {
                shared.add(Needle.words(parts));
            }
        });
        List<RememberedValues.Value> values = new ArrayList<>();
        found.forEach((parts, what) -> values.add(new RememberedValues.Value(
                what.kind(), parts, what.byCategory() && !shared.contains(Needle.words(parts)))));
        return new RememberedValues(
                model.root().name(),
                values,
                RetainedKeys.places(root),
                RetainedKeys.none(),
                List.copyOf(unsearched),
                truncated);
    }

    /** What is known of a value, from all columns it stands in: one of them makes it distinctive, one of them shared. */
    private record Found(Needle.Kind kind, boolean byCategory, boolean othersHaveIt) {
        Found or(Found more) {
            return new Found(
                    byCategory ? kind : more.kind, byCategory || more.byCategory, othersHaveIt || more.othersHaveIt);
        }
    }

    /** A name may be spread over the tables of one inheritance, of which the subject has one row each. */
    private void addNamesOfSeveralTables(List<Values> read, Map<List<String>, Found> found) {
        for (int given : names(DataCategory.GIVEN_NAME)) {
            for (int family : names(DataCategory.FAMILY_NAME)) {
                if (sources.get(given).table().equals(sources.get(family).table())) {
                    continue;
                }
                for (List<String> first : read.get(given).own()) {
                    for (List<String> last : read.get(family).own()) {
                        found.putIfAbsent(
                                List.of(first.get(0), last.get(0)), new Found(Needle.Kind.TOGETHER, true, false));
                    }
                }
            }
        }
    }

    /** The positions of the sources that hold such a part of the root's own name. */
    private List<Integer> names(DataCategory category) {
        return IntStream.range(0, sources.size())
                .filter(i -> sources.get(i).table().isRoot()
                        && sources.get(i).columns().size() == 1
                        && sources.get(i).columns().get(0).category() == category)
                .boxed()
                .toList();
    }

    /** The values of some sources: of the subject, and those of them that others hold as well. */
    private Fragment statement(int from, int to) {
        List<Fragment> branches = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Source source = sources.get(i);
            boolean oneRow = isOneRow(source.table());
            branches.add(oneRow ? ownOfOneRow(i, source) : few(i, false, source, own(source)));
            if (source.distinctive()) {
                branches.add(oneRow ? othersOfOneRow(i, source) : few(i, true, source, others(source, source)));
                for (Source sibling : siblings(source)) {
                    branches.add(few(i, true, source, others(source, sibling)));
                }
            }
        }
        return Fragment.join(" union all ", branches);
    }

    /** So many at most that they can be held. */
    private Fragment few(int source, boolean others, Source of, Fragment values) {
        List<String> columns = of.columns().size() > 1 ? List.of("v.v0", "v.v1") : List.of("v.v0");
        return Fragment.of("select " + answer(source, others, columns) + " from (")
                .then(values)
                .then(" fetch first " + (LIMIT + 1) + " rows only) v");
    }

    private String answer(int source, boolean others, List<String> values) {
        return source + " as source, " + (others ? 1 : 0) + " as others, " + values.get(0) + " as v0, "
                + (values.size() > 1 ? values.get(1) : family.idiom().asText("null")) + " as v1";
    }

    /** The root has one row in the table, and no other row is the root's. */
    private static boolean isOneRow(OwnedTable table) {
        return table.isRoot()
                && table.paths().size() == 1
                && Set.copyOf(table.rootKey()).equals(Set.copyOf(table.table().primaryKey()));
    }

    private Fragment ownOfOneRow(int number, Source source) {
        return Fragment.of("select " + answer(number, false, texts(source)) + " from " + from(source) + " where ")
                .then(rows.belongs(source.table(), passing(source), ROW));
    }

    /** All that is found equals one value, so that there is no need to count. */
    private Fragment othersOfOneRow(int number, Source source) {
        List<String> equal = new ArrayList<>();
        for (ColumnPlan column : source.columns()) {
            equal.add(ROW + "." + column.column().sql() + " = s."
                    + column.column().sql());
        }
        Fragment own = Fragment.of(source.table().table().sql() + " s");
        return Fragment.of("select distinct " + answer(number, true, texts(source)) + " from ")
                .then(family.idiom().joined(own, from(source), String.join(" and ", equal)))
                .then(" where ")
                .then(rows.belongs(source.table(), source.table().passing(), "s"))
                .and(rows.belongsToOthers(source.table()));
    }

    private Fragment own(Source source) {
        return select(source)
                .then(family.idiom()
                        .rows(source.table().table().sql(), ROW, rows.belongs(source.table(), passing(source), ROW)));
    }

    /** The same columns of others, where each class of an inheritance has a table of its own. */
    private List<Source> siblings(Source source) {
        String table = source.table().table().key();
        Set<String> union = schema.entities().values().stream()
                .map(Entity::union)
                .filter(u -> u.contains(table))
                .flatMap(List::stream)
                .filter(sibling -> !sibling.equals(table))
                .collect(Collectors.toSet());
        return sources.stream()
                .filter(s -> union.contains(s.table().table().key()))
                .filter(s -> columns(s).equals(columns(source)))
                .toList();
    }

    private static List<List<Object>> columns(Source source) {
        return source.columns().stream()
                .map(c -> List.<Object>of(c.column().name(), c.column().type(), Objects.requireNonNull(c.category())))
                .toList();
    }

    /**
     * What others hold of it among these columns. By a join: a condition over a query is evaluated by H2 for each row of the
     * table.
     */
    private Fragment others(Source source, Source among) {
        List<String> keys = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            equal.add(ROW + "." + among.columns().get(i).column().sql() + " = own.k" + i);
            keys.add("s." + source.columns().get(i).column().sql() + " as k" + i);
        }
        Fragment belonging = rows.belongs(source.table(), source.table().passing(), "s");
        Fragment own = Fragment.of("(select distinct " + String.join(", ", keys) + " from ")
                .then(family.idiom().rows(source.table().table().sql(), "s", belonging))
                .then(") own");
        Fragment others = select(among)
                .then(family.idiom().joined(own, from(among), String.join(" and ", equal)))
                .then(" where ")
                .then(rows.belongsToOthers(among.table()));
        OwnedTable table = among.table();
        // Rows that are the subject's as well do not make a value shared, unless they are kept because they are shared.
        return shared(table)
                ? others
                : others.and(rows.belongs(table, table.paths(), ROW).isNotTrue());
    }

    private boolean shared(OwnedTable table) {
        return model.shared().stream().anyMatch(s -> s.table().equals(table));
    }

    private Fragment select(Source source) {
        List<String> values = new ArrayList<>();
        for (String text : texts(source)) {
            values.add(text + " as v" + values.size());
        }
        return Fragment.of("select distinct " + String.join(", ", values) + " from ");
    }

    private List<String> texts(Source source) {
        return source.columns().stream()
                .map(c -> family.idiom().asText(ROW + "." + c.column().sql()))
                .toList();
    }

    private static String from(Source source) {
        return source.table().table().sql() + " " + ROW;
    }

    /** What was read of one source. */
    private record Values(Set<List<String>> own, Set<List<String>> others) {}

    private void read(ResultSet result, List<Values> into) throws SQLException {
        while (result.next()) {
            int number = result.getInt(1);
            boolean others = result.getInt(2) == 1;
            Source source = sources.get(number);
            List<ColumnPlan> columns = source.columns();
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                String part = result.getString(3 + i);
                if (part != null && !part.isBlank() && (others || !isErased(part, source.table(), columns.get(i)))) {
                    parts.add(part);
                }
            }
            if (parts.size() == columns.size()) {
                Values values = into.get(number);
                (others ? values.others() : values.own()).add(List.copyOf(parts));
            }
        }
    }

    /** What an erasure has written there says nothing of anybody: a row of two people may be overwritten for one of them. */
    private static boolean isErased(String value, OwnedTable table, ColumnPlan column) {
        if (column.column().writable()) {
            return OverwriteSql.isWritten(value) || value.equals(constant(column));
        }
        // What the database computes from what was overwritten is the same, or the same in another case.
        return OverwriteSql.isWritten(value.toLowerCase(Locale.ROOT))
                || table.columns().stream().anyMatch(c -> value.equalsIgnoreCase(constant(c)));
    }

    private static @Nullable String constant(ColumnPlan column) {
        Overwrite overwrite = column.overwrite();
        return overwrite != null && overwrite.strategy() == Strategy.CONSTANT ? overwrite.constant() : null;
    }
}
