package dev.rasura.internal.capture;

/** A column by its names in a statement. */
record ColumnId(String table, String column) {}
