package dev.rasura.annotation;

/** What happens to a row of the subject when the subject is erased. */
public enum RowAction {
    /** The row goes. */
    DELETE,
    /** The row stays; each personal column is overwritten by its {@link Strategy}. */
    ANONYMISE,
    /** The row stays as it is, but its reference towards the subject is set to null. */
    UNLINK
}
