package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.Idiom;
import dev.rasura.internal.sql.RowColumns;
import java.util.Optional;

/** Raises the version of what changes. */
final class RowVersions {

    private final MappedSchema schema;
    private final Idiom idiom;

    RowVersions(MappedSchema schema, DatabaseFamily family) {
        this.schema = schema;
        this.idiom = family.idiom();
    }

    /** A managed copy in another session must fail its version check instead of writing the old values back. */
    String set(Table table) {
        return next(table)
                .map(next -> ", " + table.require(next.column()).sql() + " = " + next.value())
                .orElse("");
    }

    /** A version column, and what it is raised to as an expression over the row. */
    record Next(String column, String value) {}

    /** What the version of a row becomes; empty if the table has none that can be raised. */
    Optional<Next> next(Table table) {
        if (table.versionColumn() == null) {
            return Optional.empty();
        }
        Column version = table.require(table.versionColumn());
        return switch (version.type()) {
            case INTEGER -> Optional.of(new Next(version.name(), ROW + "." + version.sql() + " + 1"));
            case TIMESTAMP, TIMESTAMP_TZ -> Optional.of(new Next(version.name(), idiom.now(version.type())));
            default -> Optional.empty();
        };
    }

    /** A part of a row in a secondary or an heir's table has its version in the first table of the entity. */
    Optional<ErasureStep.Raise> raise(Table part, Fragment changing) {
        for (Entity entity : schema.entities().values()) {
            if (entity.tables().indexOf(part.key()) <= 0) {
                continue;
            }
            Table first = schema.table(entity.tables().get(0));
            String version = set(first);
            if (version.isEmpty()) {
                continue;
            }
            return Optional.of(new ErasureStep.Raise(
                    first.name(),
                    Fragment.of("update " + first.sql() + " " + ROW + " set " + version.substring(2) + " where ("
                                    + new RowColumns(ROW, first, entity.keyOf(first.key())).list()
                                    + ") in (select "
                                    + new RowColumns(ROW, part, entity.keyOf(part.key())).list()
                                    + " from " + part.sql() + " " + ROW + " where ")
                            .then(changing)
                            .then(")")));
        }
        return Optional.empty();
    }
}
