package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attributes of one column that contradict each other in whose the rows are: no statement could tell the rows apart. */
final class SharedReferences {

    private final MappedSchema schema;
    private final Declarations declarations;

    SharedReferences(MappedSchema schema, Declarations declarations) {
        this.schema = schema;
        this.declarations = declarations;
    }

    /** @param leads whether the attribute makes rows somebody's, or might if nothing were said of it */
    private record Word(Entity entity, Attribute attribute, boolean leads, String to, boolean ignored) {
        @Override
        public String toString() {
            return entity + "." + attribute.path();
        }
    }

    /** One sentence for each two attributes of the table that contradict each other. */
    List<String> contradictions(Table table) {
        List<Word> words = schema.entities().values().stream()
                .flatMap(e -> e.attributes().stream()
                        .filter(a -> a.table().equals(table.key()) && a.inside().isEmpty() && !a.collection())
                        .map(a -> word(e, a)))
                .toList();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            for (Word other : words.subList(i + 1, words.size())) {
                Word one = words.get(i);
                if (one.attribute.columns().equals(other.attribute.columns()) && contradict(one, other)) {
                    found.add(one + " and " + other + ": stand on the same column " + table.name()
                            + one.attribute.columns() + ", but do not say the same of whose the rows are. Give each a"
                            + " column of its own, or say the same of both: the same target, @NotPersonal on both or on"
                            + " none");
                }
            }
        }
        return found;
    }

    private boolean contradict(Word one, Word other) {
        if (one.leads && other.leads && one.to.equals(other.to)) {
            return one.ignored != other.ignored;
        }
        // Within one class a column may well be two things at once; of kinds of rows it is one in each.
        boolean kinds = schema.related(one.entity, other.entity)
                && !schema.lineage(one.entity).contains(other.entity)
                && !schema.lineage(other.entity).contains(one.entity);
        return kinds && !one.to.equals(other.to) && ((one.leads && !one.ignored) || (other.leads && !other.ignored));
    }

    private Word word(Entity entity, Attribute attribute) {
        String path = attribute.path();
        Optional<EntityDeclaration.Soft> soft = declarations.lineage(entity).stream()
                .filter(d -> d.soft.containsKey(path))
                .map(d -> d.soft.get(path))
                .findFirst();
        String to = soft.map(s -> s.entity() + "." + s.target()).orElse(attribute.target());
        // @NotPersonal on a copied value speaks of the value.
        boolean ignored = soft.isEmpty() && declarations.isIgnored(entity, path);
        return new Word(entity, attribute, to != null, to == null ? "" : to, ignored);
    }
}
