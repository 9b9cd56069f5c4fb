package dev.rasura.internal.erasure;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.residue.Needle;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Chooses the columns of a model whose values a residue scan will look for; says of which it cannot. */
final class ValueSources {

    private static final Set<ValueType> SEARCHED =
            Set.of(ValueType.TEXT, ValueType.INTEGER, ValueType.DECIMAL, ValueType.UUID);

    private final List<ValueSource> sources = new ArrayList<>();
    private final Set<String> unsearched = new TreeSet<>();

    ValueSources(RootModel model) {
        model.tables().forEach(this::addSources);
    }

    List<ValueSource> all() {
        return List.copyOf(sources);
    }

    /** Columns whose values are not looked for elsewhere, or in one form only, each with the reason. */
    List<String> unsearched() {
        return List.copyOf(unsearched);
    }

    private void addSources(OwnedTable table) {
        if (!table.belongs()) {
            return;
        }
        for (ColumnPlan column : table.columns()) {
            if (!searchable(column)) {
                if (column.personal() && mayBeDistinctive(column)) {
                    unsearched.add(table.table().name() + "." + column.column().name() + ": "
                            + (column.column().type().text()
                                    ? "what is within its documents is"
                                    : "values of type " + column.column().sqlType() + " are")
                            + " not looked for elsewhere");
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
                add(new ValueSource(table, List.of(column), kind, true));
            } else if (category == DataCategory.GIVEN_NAME || category == DataCategory.FAMILY_NAME) {
                add(new ValueSource(table, List.of(column), Needle.Kind.TEXT, false));
            }
            if (category == DataCategory.GIVEN_NAME) {
                table.columns().stream()
                        .filter(c -> searchable(c) && c.category() == DataCategory.FAMILY_NAME)
                        .forEach(family ->
                                add(new ValueSource(table, List.of(column, family), Needle.Kind.TOGETHER, true)));
            }
        }
    }

    private void add(ValueSource source) {
        if (!source.passing().isEmpty()) {
            sources.add(source);
        }
    }

    /** A document that holds a secret is one as a whole, whatever else is in it. */
    private static boolean mayBeDistinctive(ColumnPlan column) {
        DataCategory category = Objects.requireNonNull(column.category());
        ValueType type = column.column().type();
        boolean document = type == ValueType.JSON || type == ValueType.OTHER || column.becomes(Strategy.JSON);
        return category.distinctive() || (category.secret() && document);
    }

    /** Not a document in a text: as a whole it is found nowhere else, and may stay. */
    private static boolean searchable(ColumnPlan column) {
        ValueType type = column.column().type();
        return column.personal() && SEARCHED.contains(type) && !column.becomes(Strategy.JSON);
    }
}
