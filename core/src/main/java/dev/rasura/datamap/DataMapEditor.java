package dev.rasura.datamap;

import dev.rasura.annotation.DataCategory;

/** The entities, and tables without one, whose declarations code may write. */
public interface DataMapEditor {

    /** @throws IllegalArgumentException if Hibernate maps no such entity */
    EntityEditor entity(Class<?> type);

    /**
     * @param name the JPA entity name
     * @throws IllegalArgumentException if Hibernate maps no such entity
     */
    EntityEditor entity(String name);

    /**
     * A table by its name in the database, whether or not Hibernate maps it.
     *
     * @param name without regard to case; with the schema before it, as {@code legacy.notes}, where several have such a table
     * @throws IllegalArgumentException if the schemas that are looked at have no such table, or several
     */
    TableEditor table(String name);

    /**
     * How attributes of the category are overwritten in the whole application, where neither they nor their entity nor its
     * package say anything of it. The order is that of {@link dev.rasura.annotation.ErasureDefault}. Returns the editor itself.
     */
    DataMapEditor defaultFor(DataCategory category, Overwrite overwrite);
}
