package dev.rasura.internal.schema;

/** What a column can hold, as far as a duty must know. */
public enum ValueType {
    TEXT,
    /** Text or bytes that the driver streams: {@code clob}, {@code text} of unbounded length is {@link #TEXT}. */
    CLOB,
    BOOLEAN,
    INTEGER,
    DECIMAL,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_TZ,
    UUID,
    BINARY,
    BLOB,
    /** A PostgreSQL {@code oid} that names a large object, which lives and dies apart from its row. */
    LARGE_OBJECT,
    JSON,
    /** Anything else: it can be exported as text, deleted and nulled, but not overwritten. */
    OTHER;

    public boolean text() {
        return this == TEXT;
    }

    public boolean temporal() {
        return this == DATE || this == TIMESTAMP || this == TIMESTAMP_TZ;
    }

    /** Whether values are streamed, apart from the rows they belong to. */
    public boolean large() {
        return this == BLOB || this == LARGE_OBJECT || this == CLOB || this == BINARY;
    }
}
