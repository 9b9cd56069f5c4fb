package dev.rasura.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.RowAction;

/**
 * Says of a table what no mapping says: of a table that Hibernate does not map, whose its rows are; of any table, what the
 * columns hold that Hibernate does not map. Every method returns the editor itself.
 */
public interface TableEditor {

    /**
     * Rows of the table, which Hibernate does not map, belong to the row of the entity whose key the columns hold. Where the
     * table has a foreign key of just these columns to a table of the entity, it is followed, whatever it refers to there.
     *
     * @param entity the JPA name of an entity whose rows belong to a data subject, or are one; or the name of the table that
     *     the foreign key leads to, if no entity stands for its rows (a collection's, or another that is not mapped and that
     *     code says is somebody's)
     * @param columns those of a foreign key in any order; without one, as many as the entity's key has, in its order
     */
    TableEditor ownedBy(String entity, String... columns);

    /** What happens to rows that belong to a subject; without it they are deleted. */
    TableEditor onErasure(RowAction action);

    /** The column holds personal data. */
    default TableEditor personal(String column, DataCategory category, Overwrite onErasure) {
        return personal(column, PersonalAttribute.of(category).withOverwrite(onErasure));
    }

    /** The column holds personal data. */
    TableEditor personal(String column, PersonalAttribute personal);

    /** Somebody looked, and the column holds none. */
    TableEditor notPersonal(String column, String reason);

    /** All columns that Hibernate does not map and that nothing else is said of hold none. */
    TableEditor restNotPersonal(String reason);

    /**
     * Rows of the table, which Hibernate does not map, are nobody's. References of theirs to rows that are deleted are set
     * to null; where they may not be null, the start is refused.
     */
    TableEditor notPersonal(String reason);
}
