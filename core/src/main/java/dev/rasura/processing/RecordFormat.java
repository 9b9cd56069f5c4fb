package dev.rasura.processing;

/** The forms in which a record of processing is written. */
public enum RecordFormat {
    /** As code hosts render it. */
    MARKDOWN,
    /** One file without scripts, to be read in a browser and on paper. */
    HTML,
    /** A row for each purpose (RFC 4180); no cell can become a formula. */
    CSV,
    /** For machines, by the schema {@code dev/rasura/schema/record-of-processing-1.schema.json} in the jar. */
    JSON
}
