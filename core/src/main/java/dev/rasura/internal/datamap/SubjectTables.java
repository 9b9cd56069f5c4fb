package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables that hold rows of data subjects, some of which hold rows of others as well. */
final class SubjectTables {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final EdgeReader edges;
    private final Set<String> tables = new HashSet<>();

    SubjectTables(MappedSchema schema, Declarations declarations, EdgeReader edges) {
        this.schema = schema;
        this.declarations = declarations;
        this.edges = edges;
        declarations
                .subjects()
                .forEach(subject -> tables.addAll(rootTables(schema, subject).keySet()));
    }

    /** The tables that hold parts of the entity's own rows, with the key's columns in each. */
    static Map<String, List<String>> rootTables(MappedSchema schema, Entity entity) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        for (Entity part : schema.heirs(entity)) {
            part.tables().forEach(table -> tables.putIfAbsent(table, part.keyOf(table)));
        }
        return tables;
    }

    boolean contains(String table) {
        return tables.contains(table);
    }

    /** Whether it is a subject's own row that refers, or one that may be. */
    boolean isTakenBy(Edge edge) {
        if (edge.kind() == Edge.Kind.OWNED || edge.kind() == Edge.Kind.SAME) {
            return tables.contains(edge.from());
        }
        Entity entity = edge.kind() == Edge.Kind.PART ? schema.entities().get(edge.label()) : edges.declaring(edge);
        return mayBeSubject(entity, edge.from());
    }

    /** Whether what is referred to is a subject's row, in a table that may hold others as well. */
    boolean isReachedBy(Edge edge) {
        return mayBeSubject(edges.target(edge), edge.to());
    }

    /** @param entity whose row of the table it is, or null if it may be any entity's */
    private boolean mayBeSubject(@Nullable Entity entity, String table) {
        return entity == null
                ? tables.contains(table)
                : schema.heirs(entity).stream().anyMatch(declarations::isSubject);
    }

    /** The entities whose rows take the step. */
    List<Entity> entitiesOf(Edge edge) {
        List<Entity> all = schema.entities().values().stream()
                .filter(e -> e.tables().contains(edge.from()))
                .toList();
        if (all.stream().noneMatch(declarations::isSubject)) {
            return all.stream().filter(schema::hasOwnRows).toList();
        }
        Entity one = edge.kind() == Edge.Kind.PART
                ? schema.entities().get(edge.label())
                : edge.kind() == Edge.Kind.SAME ? null : edges.declaring(edge);
        return one != null
                ? List.of(one)
                : all.stream().filter(declarations::isSubject).toList();
    }
}
