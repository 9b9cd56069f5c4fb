package dev.rasura.datamap;

/**
 * Classifies in code what cannot be annotated. Runs after the annotations are read; where both speak, the code wins and a
 * note in the data map says so.
 */
@FunctionalInterface
public interface DataMapCustomizer {

    void customize(DataMapEditor map);
}
