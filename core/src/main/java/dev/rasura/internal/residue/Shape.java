package dev.rasura.internal.residue;

/** How a cell's text is built, which says when parts in it stand together. */
enum Shape {
    /** Not known: told by the first character. */
    UNKNOWN,
    /** Running text: parts must be neighbours; an initial between them does not part them. */
    PROSE,
    /** JSON: neighbours, or in one object. */
    JSON,
    /** XML or HTML: at most a few words (the names of elements) apart. */
    MARKUP,
    /** One flat record, as a composite value or an hstore: anywhere in the cell. */
    RECORD
}
