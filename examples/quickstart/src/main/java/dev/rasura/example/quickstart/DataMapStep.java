package dev.rasura.example.quickstart;

import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.MappedTable;
import dev.rasura.datamap.Ownership;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints what is personal, whose, and what will happen to it. */
final class DataMapStep {

    private final Console console;

    DataMapStep(Console console) {
        this.console = console;
    }

    Report.DataMap run(DataMap map) {
        console.step(1, "The data map: what is personal, whose, and what an erasure does with it");
        Table tables = new Table("table", "holds", "whose, by which path", "grounds to retain");
        for (MappedTable table : map.tables()) {
            tables.row(
                    table.name(),
                    String.join(", ", table.entities()),
                    table.reachable() ? owners(table.owners()) : "nobody's",
                    table.grounds().stream().map(g -> g.ground()).collect(Collectors.joining("; ")));
        }
        console.table(tables);
        console.line("");
        Table columns = new Table("column", "category", "purpose", "when its row stays");
        for (MappedTable table : map.tables()) {
            for (MappedColumn column : table.columns()) {
                columns.row(table.name() + "." + column.name(), category(column), column.purpose(), treatment(column));
            }
        }
        console.table(columns);
        List<String> unclassified = map.unclassified();
        console.line("");
        if (unclassified.isEmpty()) {
            console.good("Every column within reach of a person is classified.");
        } else {
            console.warning(
                    unclassified.size() + " columns that nobody classified: " + String.join(", ", unclassified));
        }
        long all = map.tables().stream().mapToLong(t -> t.columns().size()).sum();
        return new Report.DataMap(map.tables().size(), all, unclassified.size());
    }

    private static String owners(List<Ownership> owners) {
        return owners.stream()
                .map(o -> o.subjectType() + " (" + o.path() + "): "
                        + o.onErasure().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("; "));
    }

    private static String category(MappedColumn column) {
        return column.category() == null
                ? column.classification().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : column.category().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String treatment(MappedColumn column) {
        if (column.onErasure() == null) {
            return column.note();
        }
        return column.onErasure().strategy() == Strategy.AUTO
                ? "goes with its row"
                : column.onErasure().describe();
    }
}
