package dev.rasura.internal.datamap;

import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds personal data that belongs to nobody as far as the map can tell: it would be in no erasure and no export, and the
 * residue scan would not know its values. Mostly an association is missing, or leads the wrong way.
 */
final class OutOfReach {

    private final MappedSchema schema;
    private final Collection<RootModel> models;

    /** @param models of all data subjects and all retention rules */
    OutOfReach(MappedSchema schema, Collection<RootModel> models) {
        this.schema = schema;
        this.models = List.copyOf(models);
    }

    /** @param label the entity or collection that the table is of */
    Optional<Finding> finding(Table table, String label, List<MappedColumn> columns) {
        boolean reached = schema.history(table.key()).isPresent()
                || models.stream().anyMatch(m -> m.table(table.key()).isPresent());
        String personal = columns.stream()
                .filter(c -> c.classification() == Classification.PERSONAL)
                .map(MappedColumn::name)
                .collect(Collectors.joining(", "));
        return reached || personal.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Finding.Kind.OUT_OF_REACH,
                        table.name(),
                        null,
                        "is said to hold personal data (" + personal
                                + "), but nothing leads from its rows to a data subject,"
                                + " so that no duty reaches them",
                        "Give " + label + " an association to the person (for a @OneToMany over a join table, say"
                                + " @JoinColumn; for what is keyed by the person, make it an entity), or a @SoftReference;"
                                + " or let @OwnedBySubject lead to it, or make it a @DataSubject, or give it a retention"
                                + " rule. If it is nobody's, say @NotPersonal",
                        true));
    }
}
