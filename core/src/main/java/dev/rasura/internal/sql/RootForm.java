package dev.rasura.internal.sql;

/** Whether a statement treats what belongs to one root row, or to a batch of them. */
public enum RootForm {
    ONE,
    MANY
}
