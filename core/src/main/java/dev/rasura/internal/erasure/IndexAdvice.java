package dev.rasura.internal.erasure;

import dev.rasura.annotation.RowAction;
import dev.rasura.erasure.MissingIndex;
import dev.rasura.erasure.MissingIndex.Purpose;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the columns by which the duties look rows up against the indexes that the database had at start. */
final class IndexAdvice {

    private static final Set<ValueType> INDEXED = EnumSet.complementOf(EnumSet.of(
            ValueType.CLOB, ValueType.BINARY, ValueType.BLOB, ValueType.LARGE_OBJECT, ValueType.JSON, ValueType.OTHER));

    /** In characters: longer texts fit into no index of MariaDB's. */
    private static final int LONGEST_TEXT = 768;

    /** In characters: longer names are cut, or refused. */
    private static final int LONGEST_NAME = 63;

    private final MappedSchema schema;
    private final DatabaseFamily family;
    private final Map<List<String>, MissingIndex> missing = new LinkedHashMap<>();

    private IndexAdvice(MappedSchema schema, DatabaseFamily family) {
        this.schema = schema;
        this.family = family;
    }

    static List<MissingIndex> of(CompiledMap map, DatabaseFamily family) {
        IndexAdvice advice = new IndexAdvice(map.schema(), family);
        List<RootModel> models = Stream.concat(
                        map.subjects().values().stream(),
                        map.expiries().values().stream().map(CompiledMap.Expiry::model))
                .toList();
        models.forEach(advice::rows);
        map.subjects().values().forEach(advice::values);
        models.forEach(advice::foreignKeys);
        return advice.missing.values().stream()
                .sorted(Comparator.comparing(MissingIndex::table, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(MissingIndex::table)
                        .thenComparing(i -> String.join(",", i.columns())))
                .toList();
    }

    private void rows(RootModel model) {
        model.tables().stream()
                .flatMap(table -> table.paths().stream())
                .flatMap(path -> path.edges().stream())
                .forEach(edge -> step(model, edge));
        model.mentions().forEach(mention -> step(model, mention.edge()));
        model.unlinks().stream()
                .filter(unlink -> unlink.step() == null)
                .forEach(unlink -> look(unlink.table(), unlink.key().columns(), Purpose.ROWS));
        model.shared().stream()
                .flatMap(shared -> shared.references().stream())
                .filter(reference -> reference.soft() == null)
                .forEach(reference -> look(reference.table(), reference.key().columns(), Purpose.ROWS));
    }

    private void step(RootModel model, Edge edge) {
        boolean compared = edge.ignoreCase()
                || (edge.kind() == Edge.Kind.SOFT
                        && family == DatabaseFamily.MARIADB
                        && !model.rootTables().containsKey(edge.to()));
        if (!compared) {
            look(schema.table(edge.from()), edge.fromColumns(), Purpose.ROWS);
        }
    }

    /** Of two columns asked together an index on either will do. */
    private void values(RootModel model) {
        for (ValueSource source : new ValueSources(model).all()) {
            List<String> columns =
                    source.columns().stream().map(c -> c.column().name()).toList();
            Table table = source.table().table();
            if (source.distinctive() && columns.stream().noneMatch(c -> isIndexed(table, List.of(c)))) {
                look(table, columns, Purpose.VALUE);
            }
        }
    }

    private void foreignKeys(RootModel model) {
        Set<String> deleted = model.tables().stream()
                .filter(table -> table.has(RowAction.DELETE))
                .map(OwnedTable::table)
                .map(Table::key)
                .collect(Collectors.toSet());
        Stream.concat(schema.tables().values().stream(), schema.live().tables().stream())
                .forEach(table -> table.foreignKeys().stream()
                        .filter(ForeignKey::enforced)
                        .filter(key -> deleted.contains(key.target()))
                        .forEach(key -> look(table, key.columns(), Purpose.FOREIGN_KEY)));
    }

    private void look(Table table, List<String> columns, Purpose purpose) {
        if (isIndexed(table, columns) || !columns.stream().allMatch(c -> fits(table.require(c)))) {
            return;
        }
        missing.putIfAbsent(
                List.of(table.key(), String.join(",", columns)),
                new MissingIndex(table.name(), columns, purpose, statement(table, columns)));
    }

    /** A table of which nothing is known is not there yet, or is no table. */
    private boolean isIndexed(Table table, List<String> columns) {
        List<List<String>> indexes = schema.live().indexes().get(table.key());
        Set<String> wanted = Set.copyOf(columns);
        return indexes == null
                || indexes.stream()
                        .anyMatch(index -> index.size() >= wanted.size()
                                && Set.copyOf(index.subList(0, wanted.size())).equals(wanted));
    }

    private static boolean fits(Column column) {
        return INDEXED.contains(column.type())
                && (!column.type().text() || (column.length() > 0 && column.length() <= LONGEST_TEXT));
    }

    private static String statement(Table table, List<String> columns) {
        String name = ("ix_" + table.name() + "_" + String.join("_", columns))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]", "_");
        return "create index " + name.substring(0, Math.min(name.length(), LONGEST_NAME)) + " on " + table.sql() + " ("
                + columns.stream().map(c -> table.require(c).sql()).collect(Collectors.joining(", ")) + ")";
    }
}
