package dev.rasura.erasure;

/** How far a residue scan looks. */
public enum ScanArea {
    /** The tables that Hibernate maps and Rasura's own. */
    MAPPED_TABLES,
    /** All tables of the connection's current schema. */
    SCHEMA,
    /** Everything in the database that the connection may read. */
    DATABASE
}
