package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds associations to queries and views: nobody can follow them, and the rows behind may be a person's. */
final class ViewAssociations {

    private final MappedSchema schema;
    private final Declarations declarations;

    ViewAssociations(MappedSchema schema, Declarations declarations) {
        this.schema = schema;
        this.declarations = declarations;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Entity entity : schema.entities().values()) {
            entity.attributes().stream()
                    .filter(attribute -> !attribute.inherited() && leadsToViews(attribute))
                    .filter(attribute -> !declarations.isIgnored(entity, attribute.path()))
                    .filter(attribute -> schema.lineage(entity).stream()
                            .flatMap(e -> e.attributes().stream())
                            .noneMatch(other -> sharesColumns(other, attribute) && !leadsToViews(other)))
                    .forEach(attribute -> notes.add(entity + "." + attribute.path() + ": leads to " + attribute.target()
                            + ", which is a query or view, and makes no row anybody's. If its rows are a person's, refer"
                            + " by the same column to the entity of the table behind it as well; if they are not, say"
                            + " @NotPersonal."));
        }
        return notes;
    }

    private boolean leadsToViews(Attribute attribute) {
        return attribute.target() != null
                && Arrays.stream(attribute.target().split(", "))
                        .noneMatch(name -> schema.entity(name).isPresent());
    }

    private static boolean sharesColumns(Attribute other, Attribute attribute) {
        return other.target() != null
                && other.table().equals(attribute.table())
                && other.columns().equals(attribute.columns());
    }
}
