package dev.rasura.internal.erasure;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.FormerRoots;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import dev.rasura.internal.store.OwnTables;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** All that is known of a kind of subject before the first one is erased. */
record PreparedSubject(
        RootModel model,
        ErasureScript script,
        RowConditions rows,
        ValueCollector values,
        RetainedKeys.Search retained,
        PastRows past,
        TakenAlong along,
        FormerRoots former) {

    static PreparedSubject of(CompiledMap map, RootModel model, DatabaseFamily family, OwnTables tables) {
        RowConditions rows = new RowConditions(map.schema(), model, RootForm.ONE, family);
        ErasureScript script = ErasureScriptWriter.write(map.schema(), model, RootForm.ONE, family, tables);
        return new PreparedSubject(
                model,
                script,
                rows,
                new ValueCollector(map.schema(), model, rows, family),
                RetainedKeys.Search.of(model, rows, family),
                PastRows.of(map.schema(), model, rows),
                new TakenAlong(map, model, rows),
                new FormerRoots(map.schema(), script.rootRows()));
    }

    /** A row that the application deleted may have left its history. */
    Optional<RootValues> past(SqlRun run, SubjectRef subject) throws SQLException {
        RootValues gone = script.rootRows().gone(subject);
        return past.any(run, gone) ? Optional.of(gone) : Optional.empty();
    }

    /**
     * Whether the row with the subject's key is still the subject's own; else somebody may register under it again. Asked only
     * where it depends on the row.
     */
    boolean stays(SqlRun run, SubjectRef subject) throws SQLException {
        boolean anonymised = model.action() == RowAction.ANONYMISE;
        List<OwnedTable> own =
                model.tables().stream().filter(OwnedTable::isRoot).toList();
        if (anonymised
                && own.stream()
                        .noneMatch(t -> t.overwritten().stream()
                                .anyMatch(c -> t.rootKey().contains(c.column().name())))) {
            return true;
        }
        return (anonymised || own.stream().anyMatch(t -> !t.grounds().isEmpty()))
                && script.rootRows().find(run, subject, false).isPresent();
    }
}
