package dev.rasura.internal.sql;

import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares, in SQL, the columns by which a row refers with what they refer to: with values of the root's row, which are
 * bound, or with columns of other rows.
 */
public final class KeyComparison {

    private final MappedSchema schema;
    private final RootModel model;
    private final RootForm form;
    private final Idiom idiom;

    public KeyComparison(MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family) {
        this.schema = schema;
        this.model = model;
        this.form = form;
        this.idiom = family.idiom();
    }

    /** When a column's value counts as that of another. */
    private enum Equality {
        /** As the column itself has it: a foreign key's database does the same. */
        BY_COLUMN,
        /** A copied value names the person who has these very characters. */
        EXACT,
        /** The same, but for case. */
        IGNORING_CASE;

        static Equality of(@Nullable Edge edge) {
            if (edge == null) {
                return BY_COLUMN;
            }
            return edge.ignoreCase() ? IGNORING_CASE : edge.kind() == Edge.Kind.SOFT ? EXACT : BY_COLUMN;
        }
    }

    /** The columns hold the key of the root's row in its table {@code root}. */
    public Fragment rootKey(RowColumns columns, String root) {
        List<Bind> key = new ArrayList<>();
        keyOf(root).forEach(name -> key.add(new Bind.RootColumn(root, name)));
        if (form == RootForm.MANY) {
            return new Fragment(idiom.among(columns.each(), columns.types()), key);
        }
        List<Fragment> equal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            equal.add(Fragment.of(columns.each().get(i) + " = ?", key.get(i)));
        }
        return together(equal);
    }

    /** The columns hold another key than the root's; for one root only. */
    Fragment otherKey(RowColumns columns, String root) {
        List<Fragment> differ = new ArrayList<>();
        List<String> key = keyOf(root);
        for (int i = 0; i < key.size(); i++) {
            differ.add(Fragment.of(columns.each().get(i) + " <> ?", new Bind.RootColumn(root, key.get(i))));
        }
        return Fragment.any(differ);
    }

    /** The columns hold what the step, the last of a path, leads to in the root's row. */
    Fragment root(RowColumns columns, Edge step) {
        Equality equality = Equality.of(step);
        if (form == RootForm.MANY && columns.names().size() > 1) {
            return amongRoots(columns, step);
        }
        List<Fragment> equal = new ArrayList<>();
        for (int i = 0; i < columns.names().size(); i++) {
            Column column = columns.columns().get(i);
            Bind value = new Bind.RootColumn(step.to(), step.toColumns().get(i));
            if (equality == Equality.BY_COLUMN && comparesByType(column)) {
                return amongRoots(columns, step);
            } else if (form == RootForm.ONE) {
                equal.add(one(columns.sql(column), column, value, equality));
            } else if (equality == Equality.BY_COLUMN && column.type().text() && idiom.equalTextsMayDiffer()) {
                return amongRoots(columns, step);
            } else {
                equal.add(many(columns.sql(column), column, value, equality));
            }
        }
        return together(equal);
    }

    /** Whether only values of the same type are equal as a foreign key has it: what is bound is a plain text. */
    private static boolean comparesByType(Column column) {
        return column.sqlType().equalsIgnoreCase("citext");
    }

    /** Column by column, values of one root would match together with those of another. */
    private Fragment amongRoots(RowColumns columns, Edge step) {
        Table roots = schema.table(step.to());
        return among(
                columns,
                new RowColumns("r", roots, step.toColumns()),
                step,
                rootKey(new RowColumns("r", roots, keyOf(step.to())), step.to()));
    }

    private List<String> keyOf(String root) {
        return Objects.requireNonNull(model.rootTables().get(root));
    }

    private Fragment one(String c, Column column, Bind value, Equality equality) {
        if (equality == Equality.IGNORING_CASE) {
            return Fragment.of(compared(c, column, equality) + " = " + idiom.exact("lower(?)"), value);
        }
        boolean more = equality == Equality.EXACT && column.type().text() && idiom.equalTextsMayDiffer();
        return more
                // The first half can be looked up in an index.
                ? Fragment.of("(" + c + " = ? and " + idiom.exact(c) + " = " + idiom.exact("?") + ")", value, value)
                : Fragment.of(c + " = ?", value);
    }

    private Fragment many(String c, Column column, Bind values, Equality equality) {
        return Fragment.of(
                equality == Equality.IGNORING_CASE ? idiom.amongIgnoringCase(c) : idiom.among(c, column.type()),
                values);
    }

    /**
     * The columns hold what those of some other rows do.
     *
     * @param few the columns of the other rows
     * @param step the step of a path that leads from the columns to the few, or null for a foreign key of the database
     * @param which of the other rows
     */
    Fragment among(RowColumns columns, RowColumns few, @Nullable Edge step, Fragment which) {
        Equality equality = Equality.of(step);
        List<String> own = compared(columns, equality);
        List<String> others = compared(few, equality);
        String table = few.table().sql();
        return equality == Equality.BY_COLUMN
                ? Fragment.reaching(own, others, table, few.alias(), which)
                : Fragment.among(own, others, table, few.alias(), which);
    }

    /** As {@link #among}, but a blank copy names nobody: it would match everybody else's blank ones. */
    Fragment amongNamed(RowColumns columns, RowColumns few, @Nullable Edge step, Fragment which) {
        boolean copied = step != null && step.kind() == Edge.Kind.SOFT;
        return among(columns, few, step, copied ? notBlank(which, few) : which);
    }

    private static Fragment notBlank(Fragment which, RowColumns columns) {
        Fragment notBlank = which;
        for (Column column : columns.columns()) {
            if (column.type() == ValueType.TEXT) {
                notBlank = notBlank.and(Fragment.of("trim(" + columns.sql(column) + ") <> ''"));
            }
        }
        return notBlank;
    }

    /** The columns hold what those of one other row do. */
    String same(RowColumns columns, RowColumns other, @Nullable Edge step) {
        Equality equality = Equality.of(step);
        return "(" + String.join(", ", compared(columns, equality)) + ") = ("
                + String.join(", ", compared(other, equality)) + ")";
    }

    private List<String> compared(RowColumns columns, Equality equality) {
        return columns.columns().stream()
                .map(c -> compared(columns.sql(c), c, equality))
                .toList();
    }

    private String compared(String c, Column column, Equality equality) {
        return switch (equality) {
            case BY_COLUMN -> c;
            case EXACT -> column.type().text() ? idiom.exact(c) : c;
            case IGNORING_CASE -> idiom.exact("lower(" + c + ")");
        };
    }

    private static Fragment together(List<Fragment> conditions) {
        return conditions.size() == 1
                ? conditions.get(0)
                : Fragment.of("(").then(Fragment.join(" and ", conditions)).then(")");
    }
}
