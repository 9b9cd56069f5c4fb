package dev.rasura.datamap;

/** The entities whose declarations code may write. */
public interface DataMapEditor {

    /** @throws IllegalArgumentException if Hibernate maps no such entity */
    EntityEditor entity(Class<?> type);

    /**
     * @param name the JPA entity name
     * @throws IllegalArgumentException if Hibernate maps no such entity
     */
    EntityEditor entity(String name);
}
