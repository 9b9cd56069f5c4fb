package dev.rasura.datamap;

/**
 * Classifies in code what cannot be annotated. Runs after the annotations are read. Where both speak of the same, the code
 * wins and a note in the data map says so; grounds, retention rules, mentions and owned associations come in addition to
 * those of the annotations.
 *
 * <p>What does not exist is a finding of the start, beside all others. An exception of the customizer's own leaves the start
 * as it is.
 */
@FunctionalInterface
public interface DataMapCustomizer {

    void customize(DataMapEditor map);
}
