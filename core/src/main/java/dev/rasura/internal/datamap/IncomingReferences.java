package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What holds keys of a table's rows: foreign keys, and the other tables of an entity whose first table it is. */
final class IncomingReferences {

    private final MappedSchema schema;

    IncomingReferences(MappedSchema schema) {
        this.schema = schema;
    }

    List<RootModel.Reference> to(Table target) {
        List<RootModel.Reference> references = new ArrayList<>();
        for (Table table : schema.tables().values()) {
            table.foreignKeys().stream()
                    .filter(f -> f.target().equals(target.key()))
                    .forEach(f -> references.add(new RootModel.Reference(table, f)));
        }
        for (Entity entity : schema.entities().values()) {
            if (entity.tables().get(0).equals(target.key())) {
                entity.tables().stream()
                        .skip(1)
                        .filter(schema.tables()::containsKey)
                        .map(part -> part(entity, part, target))
                        .filter(reference -> references.stream().noneMatch(r -> sameColumns(r, reference)))
                        .forEach(references::add);
            }
        }
        return references;
    }

    /** The references of the database to a column, each as table and columns. */
    List<String> enforcedTo(Table target, String column) {
        return to(target, column, r -> r.key().enforced());
    }

    /** The references to a column that such a condition holds for, each as table and columns. */
    List<String> to(Table target, String column, Predicate<RootModel.Reference> condition) {
        return to(target).stream()
                .filter(r -> r.key().targetColumns().contains(column) && condition.test(r))
                .map(r -> r.table().name() + "." + r.key().columns())
                .toList();
    }

    private RootModel.Reference part(Entity entity, String part, Table first) {
        return new RootModel.Reference(
                schema.table(part),
                new ForeignKey("part", entity.keyOf(part), first.key(), entity.keyOf(first.key()), false));
    }

    private static boolean sameColumns(RootModel.Reference one, RootModel.Reference other) {
        return one.table().key().equals(other.table().key())
                && one.key().columns().equals(other.key().columns());
    }
}
