package dev.rasura.datamap;

import java.util.List;
import java.util.Objects;

/**
 * Columns that name a data subject wherever they stand, as {@link dev.rasura.annotation.ReferredToBy} says it.
 *
 * @param columns names of columns, without regard to case
 * @param annotations names, simple or qualified, of annotations on attributes
 * @param attribute the attribute of the subject that the value equals, or empty for its identifier
 * @param ignoreCase whether text is compared without regard to case
 * @param onErasure how the mention is overwritten
 */
public record Mentions(
        List<String> columns, List<String> annotations, String attribute, boolean ignoreCase, Overwrite onErasure) {

    public Mentions {
        columns = List.copyOf(columns);
        annotations = List.copyOf(annotations);
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(onErasure, "onErasure");
        if (columns.isEmpty() && annotations.isEmpty()) {
            throw new IllegalArgumentException(
                    "Mentions of a data subject need names of columns or of annotations, but there are none.");
        }
    }

    /** Columns of the names, whose value equals the attribute, overwritten as their type suggests. */
    public static Mentions inColumns(String attribute, String... columns) {
        return new Mentions(List.of(columns), List.of(), attribute, false, Overwrite.auto());
    }

    /** Attributes with the annotations, whose value equals the attribute, overwritten as their type suggests. */
    public static Mentions annotatedWith(String attribute, String... annotations) {
        return new Mentions(List.of(), List.of(annotations), attribute, false, Overwrite.auto());
    }

    public Mentions ignoringCase() {
        return new Mentions(columns, annotations, attribute, true, onErasure);
    }

    public Mentions withOverwrite(Overwrite overwrite) {
        return new Mentions(columns, annotations, attribute, ignoreCase, overwrite);
    }
}
