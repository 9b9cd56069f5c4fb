package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.sql.FoundRows;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RowConditions;
import java.util.List;
import java.util.Optional;

/** The rows that an action applies to, as a plan counts them and as the work finds them when their turn has come. */
final class TreatedRows {

    private final RootModel model;
    private final RowConditions rows;
    private final FoundRows found;

    TreatedRows(RootModel model, RowConditions rows, FoundRows found) {
        this.model = model;
        this.rows = rows;
        this.found = found;
    }

    /** Keeps, before the work, the keys of rows that could not be found any more in the middle of it. */
    List<ErasureStep> keep() {
        return model.found().stream()
                .<ErasureStep>map(f -> new ErasureStep.Prepare(
                        f.table().table().name(),
                        found.keep(f.place(), f.table().table(), rows.treated(f.table(), f.action(), ROW))))
                .toList();
    }

    Optional<ErasureStep> clear() {
        return model.found().isEmpty() ? Optional.empty() : Optional.of(new ErasureStep.Prepare("", found.clear()));
    }

    /** In the middle of the work. */
    Fragment work(OwnedTable table, RowAction action, String alias) {
        return model.found().stream()
                .filter(f -> f.action() == action
                        && f.table().table().key().equals(table.table().key()))
                .findFirst()
                .map(f -> found.kept(f.place(), table.table(), alias))
                .orElseGet(() -> rows.treated(table, action, alias));
    }

    /** Before the work; a row that goes has nothing else done to it. */
    Fragment plan(OwnedTable table, RowAction action, String alias) {
        Fragment which = rows.treated(table, action, alias);
        return action == RowAction.DELETE ? which : rows.staying(table, which, alias);
    }
}
