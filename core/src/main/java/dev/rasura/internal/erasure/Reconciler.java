package dev.rasura.internal.erasure;

import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.residue.Needle;
import dev.rasura.internal.residue.Occurrence;
import dev.rasura.internal.residue.ResidueScanner;
import dev.rasura.internal.residue.RowSelection;
import dev.rasura.internal.residue.ScanScope;
import dev.rasura.internal.residue.ScanSlice;
import dev.rasura.internal.residue.TableName;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootRows;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.SqlRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Says which of the scanner's finds lie in what the plan retains: rows that a ground keeps, values that are kept on purpose
 * in rows that are overwritten, and the large objects that such rows name. The scanner knows nothing of the plan; it counts
 * the same needles, by the same rules, in the rows that are named here.
 */
final class Reconciler {

    private final CompiledMap map;
    private final DatabaseFamily family;
    private final ResidueScanner scanner;

    Reconciler(CompiledMap map, DatabaseFamily family, ResidueScanner scanner) {
        this.map = map;
        this.family = family;
        this.scanner = scanner;
    }

    /** What the plans retain of the slice's finds; to be asked in the transaction in which it was read. */
    List<Occurrence> kept(Connection connection, ScanScope scope, SearchedValues values, ScanSlice slice)
            throws SQLException {
        List<Occurrence> kept = new ArrayList<>();
        Map<SearchedValues.Watch, Set<Needle>> sought = new LinkedHashMap<>();
        for (Occurrence found : slice.occurrences()) {
            Needle needle = values.needles().get(found.needle());
            if (needle.distinctive()) {
                sought.computeIfAbsent(values.owner(found.needle()), w -> new LinkedHashSet<>())
                        .add(needle);
            }
        }
        Set<String> tables = new HashSet<>();
        slice.occurrences().forEach(o -> tables.add(o.table().toLowerCase(Locale.ROOT)));
        boolean ended = slice.ended();
        CatalogueNames names = new CatalogueNames(connection);
        for (Map.Entry<SearchedValues.Watch, Set<Needle>> entry : sought.entrySet()) {
            List<RowSelection> selections =
                    selections(connection, names, entry.getKey().values(), tables, ended);
            kept.addAll(scanner.count(connection, scope, selections, List.copyOf(entry.getValue()), ended));
        }
        return kept;
    }

    /** @param objects whether large objects were read, so that the tables that name them matter too */
    private List<RowSelection> selections(
            Connection connection,
            CatalogueNames names,
            RememberedValues remembered,
            Set<String> tables,
            boolean objects)
            throws SQLException {
        List<RowSelection> selections = new ArrayList<>();
        RootModel model = map.subjects().get(remembered.subjectType());
        if (model == null) {
            return selections;
        }
        RootValues root = rootValues(model, remembered);
        SqlRun run = new SqlRun(connection);
        KeptCells kept = new KeptCells(map.schema(), model, family, remembered.rows());
        for (OwnedTable table : model.tables()) {
            boolean found = tables.contains(table.table().name().toLowerCase(Locale.ROOT));
            boolean namesObjects =
                    objects && table.table().columns().stream().anyMatch(c -> c.type() == ValueType.LARGE_OBJECT);
            if (!found && !namesObjects) {
                continue;
            }
            TableName name = names.of(table.table());
            for (KeptCells.Cells cells : kept.of(table, run, root)) {
                selections.add(selection(connection, name, names.of(cells.columns()), cells.which(), root));
            }
        }
        return selections;
    }

    private static RowSelection selection(
            Connection connection, TableName name, Set<String> columns, Fragment condition, RootValues root) {
        return new RowSelection(
                name, columns, condition.sql(), (statement, from) -> root.bind(connection, statement, condition, from));
    }

    private RootValues rootValues(RootModel model, RememberedValues remembered) {
        RootValues root = new RootValues(RootForm.ONE, family);
        for (RootRows.Part part :
                RootRows.of(map.schema(), model, RootForm.ONE, family).parts()) {
            for (String name : part.columns()) {
                Column column = part.table().require(name);
                String text = remembered.root().get(List.of(part.table().key(), name));
                root.put(
                        part.table(),
                        name,
                        text == null
                                ? List.of()
                                : ColumnValue.parse(column, text).stream().toList());
            }
        }
        return root;
    }
}
