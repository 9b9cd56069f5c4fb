package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.PersonalAttribute;
import dev.rasura.datamap.TableEditor;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What code says of one table by its name: whose its rows are, and what columns hold that Hibernate does not map. */
final class TableDeclaration implements TableEditor {

    /** Rows whose columns equal the key of the entity's row are its. */
    record Owner(String entity, List<String> columns) {}

    final Table table;
    final List<Owner> owners = new ArrayList<>();

    @Nullable
    RowAction onErasure;

    @Nullable
    String nobodys;

    private final boolean mapped;
    private final Predicate<String> unspoken;
    private final List<String> findings;
    private final Map<String, PersonalAttribute> personal = new LinkedHashMap<>();
    private final Map<String, String> notPersonal = new LinkedHashMap<>();

    @Nullable
    private String restNotPersonal;

    /** @param unspoken whether no attribute stands for the column: nobody could annotate it */
    TableDeclaration(Table table, boolean mapped, Predicate<String> unspoken, List<String> findings) {
        this.table = table;
        this.mapped = mapped;
        this.unspoken = unspoken;
        this.findings = findings;
    }

    /** Whether rows of a table that Hibernate does not map are said to be somebody's, or nobody's. */
    boolean saysWhose() {
        return !mapped && (nobodys != null || !owners.isEmpty());
    }

    @Nullable
    PersonalAttribute personal(Column column) {
        return personal.get(column.name());
    }

    /** The reason why the column is not personal, or null if that was not said. */
    @Nullable
    String notPersonal(Column column) {
        String reason = notPersonal.get(column.name());
        if (reason != null) {
            return reason;
        }
        boolean unmapped = !mapped || unspoken.test(column.name());
        return unmapped ? restNotPersonal == null ? nobodys : restNotPersonal : null;
    }

    @Override
    public TableEditor ownedBy(String entity, String... columns) {
        if (mapped) {
            findings.add(table.label()
                    + ": the data map customizer says whose its rows are, but Hibernate maps it. Say it of"
                    + " the entity");
        } else {
            List<String> known = new ArrayList<>();
            for (String column : columns) {
                column(column).ifPresent(c -> known.add(c.name()));
            }
            if (known.size() == columns.length) {
                owners.add(new Owner(entity, List.copyOf(known)));
            }
        }
        return this;
    }

    @Override
    public TableEditor onErasure(RowAction action) {
        if (mapped) {
            findings.add(
                    table.label() + ": the data map customizer says what happens to its rows, but Hibernate maps it."
                            + " Say it of the entity");
        }
        onErasure = action;
        return this;
    }

    @Override
    public TableEditor personal(String column, PersonalAttribute said) {
        unmapped(column).ifPresent(c -> personal.put(c.name(), said));
        return this;
    }

    @Override
    public TableEditor notPersonal(String column, String reason) {
        unmapped(column).ifPresent(c -> notPersonal.put(c.name(), reason));
        return this;
    }

    @Override
    public TableEditor restNotPersonal(String reason) {
        restNotPersonal = reason;
        return this;
    }

    @Override
    public TableEditor notPersonal(String reason) {
        if (mapped) {
            findings.add(
                    table.label() + ": the data map customizer says that its rows are nobody's, but Hibernate maps it."
                            + " Say it of the entity");
        }
        nobodys = reason;
        return this;
    }

    private Optional<Column> unmapped(String name) {
        Optional<Column> found = column(name);
        if (found.isPresent() && mapped && !unspoken.test(found.get().name())) {
            findings.add(table.label() + "." + name
                    + ": the data map customizer speaks of the column, but Hibernate maps it."
                    + " Say it of the attribute");
            return Optional.empty();
        }
        return found;
    }

    private Optional<Column> column(String name) {
        Optional<Column> found = table.column(name)
                .or(() -> table.columns().stream()
                        .filter(c -> c.name().equalsIgnoreCase(name))
                        .findFirst());
        if (found.isEmpty()) {
            findings.add(table.label() + ": the data map customizer names the column '" + name
                    + "', which it does not have." + " There are: "
                    + table.columns().stream().map(Column::name).sorted().toList());
        }
        return found;
    }
}
