package dev.rasura.internal.hibernate;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/** Finds what is written by SQL of the application's own: it may write elsewhere, or in another form, unseen. */
final class CustomStatements {

    private final MappingReader schema;
    private final Metadata metadata;

    CustomStatements(MappingReader schema, Metadata metadata) {
        this.schema = schema;
        this.metadata = metadata;
    }

    List<String> notes() {
        return Stream.concat(
                        metadata.getEntityBindings().stream()
                                .filter(this::isCustom)
                                .map(schema::name),
                        metadata.getCollectionBindings().stream()
                                .filter(c -> isCustom(c.getCustomSQLInsert(), c.getCustomSQLUpdate()))
                                .map(this::name))
                .map(what ->
                        what + ": is written by SQL of its own (@SQLInsert, @SQLUpdate), which no duty reads. What that"
                                + " writes into other tables stays there unless they are mapped, and where it changes a value,"
                                + " copies elsewhere do not equal it.")
                .toList();
    }

    private boolean isCustom(PersistentClass mapping) {
        return isCustom(mapping.getCustomSQLInsert(), mapping.getCustomSQLUpdate())
                || mapping.getJoins().stream().anyMatch(CustomStatements::isCustom);
    }

    private static boolean isCustom(Join join) {
        return isCustom(join.getCustomSQLInsert(), join.getCustomSQLUpdate());
    }

    private static boolean isCustom(@Nullable String... statements) {
        return Arrays.stream(statements).anyMatch(Objects::nonNull);
    }

    private String name(Collection collection) {
        PersistentClass owner = collection.getOwner();
        return schema.name(owner)
                + collection.getRole().substring(owner.getEntityName().length());
    }
}
