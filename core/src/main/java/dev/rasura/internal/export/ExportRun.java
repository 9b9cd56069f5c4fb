package dev.rasura.internal.export;

import dev.rasura.export.ExportManifest;
import dev.rasura.export.ExportManifest.Part;
import dev.rasura.export.ExportManifest.Withheld;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowPosition;
import dev.rasura.internal.sql.SqlRun;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One export under way: the tables with rows of the subject, and what is known of them by now. */
record ExportRun(
        UUID id,
        String subjectType,
        Instant exportedAt,
        boolean consistent,
        List<TableReading> tables,
        List<Withheld> leftOut,
        List<String> unclassified) {

    ExportRun {
        leftOut = List.copyOf(leftOut);
        tables = List.copyOf(tables);
        unclassified = List.copyOf(unclassified);
    }

    /** Asks each table whether it has rows of the subject. */
    static ExportRun begin(
            UUID id,
            ExportSelection selection,
            Instant exportedAt,
            boolean consistent,
            DatabaseFamily family,
            SqlRun run,
            RootValues root)
            throws SQLException {
        List<TableReading> tables = new ArrayList<>();
        List<Withheld> leftOut = new ArrayList<>();
        List<String> unclassified = new ArrayList<>();
        for (ExportedTable table : selection.tables()) {
            TableReading reading =
                    TableReading.of(table, RowPosition.of(family, table.owned().table()), run, root);
            if (reading.hasRows()) {
                tables.add(reading);
                unclassified.addAll(table.unclassified());
            }
            if (reading.leavesOut()) {
                leftOut.addAll(table.rowsLeftOut());
            }
        }
        unclassified.addAll(selection.root().model().unmapped());
        String type = selection.root().model().root().name();
        return new ExportRun(id, type, exportedAt, consistent, tables, leftOut, unclassified);
    }

    /** What the tables' rows were given without, once they have been read. */
    List<Withheld> withheld() {
        List<Withheld> withheld = new ArrayList<>(leftOut);
        for (TableReading reading : tables) {
            withheld.addAll(reading.table().withheld());
            reading.partly().forEach(c -> withheld.add(reading.table().others(c)));
        }
        return withheld;
    }

    long rows() {
        return tables.stream().mapToLong(TableReading::rows).sum();
    }

    ExportManifest manifest(List<Part> parts) {
        return new ExportManifest(
                id,
                subjectType,
                exportedAt,
                unclassified.isEmpty(),
                consistent,
                rows(),
                parts.stream().mapToLong(Part::bytes).sum(),
                parts,
                withheld(),
                unclassified);
    }
}
