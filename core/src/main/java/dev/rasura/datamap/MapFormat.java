package dev.rasura.datamap;

/** The forms in which a data map is written. */
public enum MapFormat {
    /** For a console: 100 columns wide. */
    TEXT,
    /** As code hosts render it, tables included. */
    MARKDOWN,
    /** One file without scripts, to be read in a browser and on paper. */
    HTML,
    /** For machines, by the schema {@code dev/rasura/schema/data-map-1.schema.json} in the jar. */
    JSON
}
