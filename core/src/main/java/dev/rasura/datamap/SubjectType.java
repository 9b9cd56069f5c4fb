package dev.rasura.datamap;

import dev.rasura.annotation.RowAction;

/**
 * A kind of person the application holds data about.
 *
 * @param name the JPA name of its entity
 * @param table the table with one row a person
 */
public record SubjectType(String name, String table, RowAction onErasure) {}
