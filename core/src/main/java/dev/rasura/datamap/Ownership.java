package dev.rasura.datamap;

import dev.rasura.annotation.RowAction;
import java.util.Objects;

/**
 * How rows of a table belong to people.
 *
 * @param subjectType the JPA name of the subject's entity
 * @param path the associations from the row to the subject, as {@code application.candidate}, or {@code itself}
 * @param onErasure what happens to such rows
 */
public record Ownership(String subjectType, String path, RowAction onErasure) {

    public Ownership {
        Objects.requireNonNull(subjectType, "subjectType");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(onErasure, "onErasure");
    }
}
