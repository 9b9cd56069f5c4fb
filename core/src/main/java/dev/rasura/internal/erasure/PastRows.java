package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Knows a subject whose row the application has deleted by the history that was kept of it. */
record PastRows(boolean kept, List<Fragment> counts) {

    PastRows {
        counts = List.copyOf(counts);
    }

    static PastRows of(MappedSchema schema, RootModel model, RowConditions rows) {
        boolean kept = model.tables().stream()
                .anyMatch(t -> schema.history(t.table().key()).isPresent());
        List<Fragment> counts = new ArrayList<>();
        for (OwnedTable table : model.tables()) {
            String live = schema.live(table.table().key());
            List<OwnershipPath> own = table.paths().stream()
                    .filter(p -> p.edges().size() == 1 && p.edges().get(0).kind() == Edge.Kind.HISTORY)
                    .toList();
            if (!own.isEmpty() && model.root().rowTables().contains(live) && tellsKind(model.root(), table)) {
                counts.add(Fragment.of("select count(*) from " + table.table().sql() + " " + ROW + " where ")
                        .then(rows.belongs(table, own, ROW))
                        .then(kind(schema, model.root(), table)));
            }
        }
        return new PastRows(kept, counts);
    }

    /** In a table that several entities share, a past row is the subject's only where the history kept its kind. */
    private static boolean tellsKind(Entity root, OwnedTable history) {
        Entity.Discriminator kind = root.discriminator();
        return kind == null
                || !kind.table().equals(root.table())
                || history.table().column(kind.column()).isPresent();
    }

    private static String kind(MappedSchema schema, Entity root, OwnedTable history) {
        Entity.Discriminator kind = root.discriminator();
        return kind == null || !kind.table().equals(root.table())
                ? ""
                : RowConditions.leading(
                        schema, new Entity.Discriminator(history.table().key(), kind.column(), kind.values()), ROW);
    }

    /** Whether anything was kept of the subject. */
    boolean any(SqlRun run, RootValues root) throws SQLException {
        if (counts.isEmpty()) {
            return false;
        }
        return run.counts(counts, root).stream().anyMatch(n -> n > 0);
    }
}
