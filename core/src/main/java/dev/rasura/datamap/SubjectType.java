package dev.rasura.datamap;

import dev.rasura.annotation.RowAction;
import java.util.Objects;

/**
 * A kind of person the application holds data about.
 *
 * @param name the JPA name of its entity
 * @param category what such people are called in the record of processing (GDPR Art. 30(1)(c))
 * @param table the table with one row a person
 */
public record SubjectType(String name, String category, String table, RowAction onErasure) {

    public SubjectType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(onErasure, "onErasure");
    }
}
