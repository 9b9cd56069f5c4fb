package dev.rasura.internal.datamap;

import dev.rasura.datamap.Ground;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.History;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the grounds that keep rows of a table, each as a condition on its rows. */
final class RetainingGrounds {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final List<String> findings;

    RetainingGrounds(MappedSchema schema, Declarations declarations, List<String> findings) {
        this.schema = schema;
        this.declarations = declarations;
        this.findings = findings;
    }

    /** Its entities' own, and those of the entity whose parts or values it holds. */
    List<OwnedTable.Condition> of(Table table) {
        List<OwnedTable.Condition> conditions = new ArrayList<>();
        History history = schema.history(table.key()).orElse(null);
        Table live = schema.table(schema.live(table.key()));
        for (Entity entity : schema.entities().values()) {
            for (Ground ground : declarations.of(entity).grounds) {
                String own = ground.when().isBlank() ? "1 = 1" : ground.when();
                if (entity.discriminator() != null
                        && entity.discriminator().table().equals(entity.table())) {
                    Table shared = schema.table(entity.table());
                    own = "(" + own + ") and "
                            + shared.require(entity.discriminator().column()).sql() + " in "
                            + entity.discriminator().values().stream()
                                    .map(v -> "'" + v.replace("'", "''") + "'")
                                    .collect(Collectors.joining(", ", "(", ")"));
                }
                String condition = own;
                if (entity.rowTables().contains(table.key())) {
                    conditions.add(new OwnedTable.Condition(
                            ground, "(" + condition + ")", List.of(table.key()), start(entity, ground, table)));
                } else {
                    // What a part or a collection once held outlives it: only the row itself says whether it is kept.
                    keyInto(live, entity)
                            .map(columns -> retainedBy(entity, table, kept(history, columns), condition))
                            .ifPresent(sql ->
                                    conditions.add(new OwnedTable.Condition(ground, sql, entity.rowTables(), null)));
                }
            }
        }
        return conditions;
    }

    /** The column at which the ground's period starts. */
    private @Nullable Column start(Entity entity, Ground ground, Table table) {
        if (ground.start().isEmpty()) {
            return null;
        }
        Column column = schema.attribute(entity, ground.start())
                .filter(a -> a.table().equals(table.key()) && a.columns().size() == 1)
                .map(a -> table.require(a.columns().get(0)))
                .filter(c -> c.type().temporal())
                .orElse(null);
        if (column == null) {
            findings.add(entity + ": the start '" + ground.start() + "' of the ground '" + ground.ground()
                    + "' is no date or time of the entity's own table");
        }
        return column;
    }

    private String retainedBy(Entity entity, Table part, List<String> columns, String condition) {
        return entity.rowTables().stream()
                .map(schema::table)
                .map(rows -> "(" + columns(part, columns) + ") in (select "
                        + columns(rows, entity.keyOf(entity.table())) + " from " + rows.sql() + " where (" + condition
                        + "))")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** The columns of the history, if it is one, in which it keeps those of the live row's key. */
    private static List<String> kept(@Nullable History history, List<String> columns) {
        return history != null && history.liveKey().equals(columns) ? history.key() : columns;
    }

    /** The columns by which rows of a table that holds parts or collected values of the entity name the entity's row. */
    private Optional<List<String>> keyInto(Table table, Entity entity) {
        for (Entity heir : schema.heirs(entity)) {
            if (heir.tables().contains(table.key())) {
                return Optional.of(heir.keyOf(table.key()));
            }
        }
        boolean collection =
                schema.entities().values().stream().noneMatch(e -> e.tables().contains(table.key()));
        return table.foreignKeys().stream()
                // What an element merely mentions keeps no row of the collection.
                .filter(f -> collection
                        && table.structural().containsAll(f.columns())
                        && (entity.union().contains(f.target())
                                || schema.heirs(entity).stream()
                                        .anyMatch(heir -> heir.tables().contains(f.target()))))
                .map(ForeignKey::columns)
                .findFirst();
    }

    private static String columns(Table table, List<String> names) {
        return names.stream().map(n -> table.require(n).sql()).collect(Collectors.joining(", "));
    }
}
