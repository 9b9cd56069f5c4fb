package dev.rasura.datamap;

import dev.rasura.annotation.RowAction;
import java.util.Objects;

/**
 * How a retention rule reaches the rows of a table (GDPR Art. 30(1)(f): the time limits for erasure).
 *
 * @param path the associations from the row to the entity whose rows expire, or {@code itself}
 * @param action what happens to the rows here when those of the entity expire
 */
public record TimeLimit(RetentionRule rule, String path, RowAction action) {

    public TimeLimit {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(action, "action");
    }
}
