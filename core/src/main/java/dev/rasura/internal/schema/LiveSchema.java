package dev.rasura.internal.schema;

import dev.rasura.internal.schema.LiveCatalogue.LiveColumn;
import dev.rasura.internal.schema.LiveCatalogue.LiveKey;
import dev.rasura.internal.schema.LiveCatalogue.LiveTable;
import dev.rasura.internal.schema.LiveCatalogue.Place;
import dev.rasura.internal.schema.LiveFacts.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is mapped against what the database has. A column may be stricter or narrower there, and an erasure must
 * respect the database, not the mapping; and there may be columns, keys and tables that no mapping knows.
 */
public final class LiveSchema {

    /** How Hibernate calls its id tables. */
    private static final List<String> ID_TABLES = List.of("ht_", "hte_");

    /** The books of migration tools and the like. */
    private static final Set<String> BOOKS =
            Set.of("flyway_schema_history", "schema_version", "databasechangelog", "databasechangeloglock", "shedlock");

    private final LiveCatalogue catalogue;
    private final MappedSchema mapped;
    private final Set<String> own;
    private final Map<Place, String> keys = new HashMap<>();
    private final Map<Place, Map<String, String>> names = new HashMap<>();
    private final Set<Place> taken = new HashSet<>();
    private final Map<String, Set<String>> unmapped = new LinkedHashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, List<List<String>>> indexes = new LinkedHashMap<>();

    private LiveSchema(LiveCatalogue catalogue, MappedSchema mapped, List<String> own) {
        this.catalogue = catalogue;
        this.mapped = mapped;
        this.own = new LinkedHashSet<>(own);
    }

    /**
     * The schema with each column as strict and as narrow as it is in the database, with the columns and keys that only
     * the database has, and with what else it has beside it.
     *
     * @param own the bare names of Rasura's own tables
     */
    public static MappedSchema refine(Connection connection, MappedSchema mapped, List<String> own)
            throws SQLException {
        Set<@Nullable String> schemas = new LinkedHashSet<>();
        schemas.add(null);
        mapped.tables().values().forEach(t -> schemas.add(t.schema()));
        return new LiveSchema(LiveCatalogue.read(connection, schemas), mapped, own).refine();
    }

    private MappedSchema refine() throws SQLException {
        Map<String, LiveTable> live = new LinkedHashMap<>();
        List<MappedSchema.Unsupported> unsupported = new ArrayList<>(mapped.unsupported());
        for (Table table : mapped.tables().values()) {
            LiveTable found = catalogue.table(table);
            if (found != null) {
                live.put(table.key(), found);
                String other = keys.put(found.place(), table.key());
                if (other != null) {
                    unsupported.add(twice(table, other));
                }
                taken.add(new Place(found.place().schema(), table.name()));
                names.put(found.place(), names(table.columns(), found));
            }
        }
        for (LiveTable table : catalogue.tables().values()) {
            keys.putIfAbsent(table.place(), key(table.place()));
            if (!names.containsKey(table.place())) {
                names.put(table.place(), names(List.of(), table));
            }
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Table table : mapped.tables().values()) {
            LiveTable found = live.get(table.key());
            tables.put(table.key(), found == null ? table : refine(table, found));
        }
        List<Table> others = new ArrayList<>();
        for (LiveTable table : catalogue.tables().values()) {
            if (!live.containsValue(table) && !isKnown(table.place())) {
                others.add(unmapped(table));
            }
        }
        live.forEach((key, table) -> {
            List<String> triggers = catalogue.triggers(table.place());
            if (!triggers.isEmpty()) {
                differences.add(new Difference(
                        LiveFacts.Kind.TRIGGER,
                        key,
                        List.of(),
                        "has triggers or rules (" + String.join(", ", triggers)
                                + "), which may copy rows, keep them or bring values back where no duty sees it"));
            }
            String why = catalogue.unfit(table.place());
            if (why != null) {
                unsupported.add(new MappedSchema.Unsupported(
                        key, "table " + table.place().name() + " " + why));
            }
        });
        return new MappedSchema(
                tables,
                mapped.entities(),
                mapped.histories(),
                unsupported,
                mapped.notes(),
                new LiveFacts(catalogue.plain(catalogue.ownSchema()), others, unmapped, differences, indexes));
    }

    /** What is said of the one would not hold for what is found by the other. */
    private static MappedSchema.Unsupported twice(Table table, String other) {
        return new MappedSchema.Unsupported(
                MappedSchema.Unsupported.ANYWHERE,
                "table " + table.name() + " is mapped as " + other + " and as " + table.key()
                        + ", which is one table in the database. Name its schema alike wherever it is mapped (@Table,"
                        + " @JoinTable, @CollectionTable, hibernate.default_schema)");
    }

    /** Whether the table holds nothing of the application's own. A name alone does not say so: such tables have no foreign keys. */
    private boolean isKnown(Place place) {
        String lower = place.name().toLowerCase(Locale.ROOT);
        boolean named = BOOKS.contains(lower)
                || own.contains(lower)
                || ID_TABLES.stream().anyMatch(lower::startsWith);
        return named && catalogue.keys().stream().noneMatch(key -> key.from().equals(place));
    }

    private Table refine(Table table, LiveTable live) throws SQLException {
        Map<String, String> names = names(live);
        List<Column> columns = new ArrayList<>();
        List<List<String>> uniqueKeys = new ArrayList<>(table.uniqueKeys());
        Set<String> others = new LinkedHashSet<>(names.values());
        table.columns().forEach(column -> others.remove(column.name()));
        if (!others.isEmpty()) {
            unmapped.put(table.key(), others);
        }
        indexes.put(table.key(), indexes(live, names));
        Set<String> alone = new LinkedHashSet<>();
        for (List<String> unique : live.uniqueKeys().values()) {
            List<String> mappedNames = unique.stream()
                    .map(n -> Objects.requireNonNull(names.get(n)))
                    .toList();
            if (isNew(table, mappedNames)) {
                uniqueKeys.add(mappedNames);
                differences.add(new Difference(
                        LiveFacts.Kind.UNIQUE, table.key(), mappedNames, "is unique in the database, by no mapping"));
            }
            if (mappedNames.size() == 1) {
                alone.add(mappedNames.get(0));
            }
        }
        for (Column column : table.columns()) {
            columns.add(refine(table, column, catalogue.column(live, column), alone.contains(column.name())));
        }
        for (LiveColumn column : live.columns().values()) {
            String name = Objects.requireNonNull(names.get(column.name()));
            if (others.contains(name)) {
                columns.add(LiveTypes.column(catalogue, name, column, alone.contains(name)));
            }
        }
        return new Table(
                table.key(),
                table.name(),
                table.schema(),
                table.sql(),
                columns,
                table.primaryKey(),
                uniqueKeys,
                foreignKeys(table, live),
                table.structural(),
                table.versionColumn());
    }

    private Map<String, String> names(LiveTable live) {
        return Objects.requireNonNull(names.get(live.place()));
    }

    /** What we call the table's columns, by the names that the catalogue has for them. */
    private Map<String, String> names(List<Column> mappedColumns, LiveTable live) throws SQLException {
        Map<String, String> all = new LinkedHashMap<>();
        for (Column column : mappedColumns) {
            LiveColumn found = catalogue.column(live, column);
            if (found != null) {
                all.put(found.name(), column.name());
            }
        }
        for (String name : live.columns().keySet()) {
            if (!all.containsKey(name)) {
                String plain = catalogue.plain(name);
                all.put(name, all.containsValue(plain) ? catalogue.quoted(name) : plain);
            }
        }
        return all;
    }

    private static List<List<String>> indexes(LiveTable live, Map<String, String> names) {
        List<List<String>> all = new ArrayList<>();
        for (List<@Nullable String> index : live.indexes().values()) {
            all.add(index.stream()
                    .takeWhile(Objects::nonNull)
                    .map(name -> Objects.requireNonNull(names.get(name)))
                    .toList());
        }
        return List.copyOf(all);
    }

    private static boolean isNew(Table table, List<String> unique) {
        Set<String> set = Set.copyOf(unique);
        return !set.equals(Set.copyOf(table.primaryKey()))
                && table.uniqueKeys().stream().noneMatch(u -> set.equals(Set.copyOf(u)))
                && !(unique.size() == 1
                        && table.column(unique.get(0)).map(Column::unique).orElse(false));
    }

    private Column refine(Table table, Column column, @Nullable LiveColumn live, boolean unique) {
        if (live == null) {
            return column;
        }
        if (column.type() == ValueType.TEXT && LiveTypes.isNoText(live)) {
            return LiveTypes.column(column, live, unique);
        }
        boolean bounded = column.type() == ValueType.TEXT && live.size() > 0;
        long length =
                !bounded ? column.length() : column.length() < 0 ? live.size() : Math.min(column.length(), live.size());
        if (bounded && column.length() > live.size()) {
            differences.add(new Difference(
                    LiveFacts.Kind.NARROWER,
                    table.key(),
                    List.of(column.name()),
                    "holds " + live.size() + " characters, not the " + column.length() + " of the mapping"));
        }
        if (column.nullable() && !live.nullable() && !table.primaryKey().contains(column.name())) {
            differences.add(new Difference(
                    LiveFacts.Kind.STRICTER,
                    table.key(),
                    List.of(column.name()),
                    "is NOT NULL in the database, and may be null in the mapping"));
        }
        return column.refined(
                LiveTypes.sqlType(column, live, length),
                length,
                column.nullable() && live.nullable(),
                column.unique() || unique,
                column.writable() && !live.generated());
    }

    private List<ForeignKey> foreignKeys(Table table, LiveTable live) throws SQLException {
        List<ForeignKey> all = new ArrayList<>(table.foreignKeys());
        for (LiveKey key : catalogue.keys()) {
            if (!key.from().equals(live.place())) {
                continue;
            }
            ForeignKey found = foreignKey(key);
            ForeignKey known = all.stream()
                    .filter(f -> f.target().equals(found.target()) && pairs(f).equals(pairs(found)))
                    .findFirst()
                    .orElse(null);
            if (known != null) {
                all.set(
                        all.indexOf(known),
                        new ForeignKey(
                                key.name(),
                                known.columns(),
                                known.target(),
                                known.targetColumns(),
                                true,
                                known.when(),
                                key.deferrable(),
                                key.deletes()));
            } else if (mapped.tables().containsKey(found.target())) {
                all.add(found);
                differences.add(new Difference(
                        LiveFacts.Kind.FOREIGN_KEY,
                        table.key(),
                        found.columns(),
                        "refers to " + mapped.table(found.target()).name()
                                + " by a foreign key that no association stands for. It is followed as one"));
            }
        }
        return all;
    }

    private static Map<String, String> pairs(ForeignKey key) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < key.columns().size(); i++) {
            pairs.put(key.columns().get(i), key.targetColumns().get(i));
        }
        return pairs;
    }

    private ForeignKey foreignKey(LiveKey key) throws SQLException {
        return new ForeignKey(
                key.name(),
                named(key.from(), key.columns()),
                keys.getOrDefault(key.to(), key(key.to())),
                named(key.to(), key.targetColumns()),
                true,
                null,
                key.deferrable(),
                key.deletes());
    }

    private List<String> named(Place place, List<String> columns) {
        Map<String, String> there = names.getOrDefault(place, Map.of());
        return columns.stream().map(c -> there.getOrDefault(c, c)).toList();
    }

    private Table unmapped(LiveTable live) throws SQLException {
        Map<String, String> names = names(live);
        List<Column> columns = new ArrayList<>();
        List<List<String>> uniqueKeys = new ArrayList<>();
        for (List<String> unique : live.uniqueKeys().values()) {
            uniqueKeys.add(unique.stream()
                    .map(n -> Objects.requireNonNull(names.get(n)))
                    .toList());
        }
        for (LiveColumn column : live.columns().values()) {
            boolean alone = live.uniqueKeys().values().stream().anyMatch(u -> u.equals(List.of(column.name())));
            columns.add(LiveTypes.column(catalogue, Objects.requireNonNull(names.get(column.name())), column, alone));
        }
        List<ForeignKey> foreignKeys = new ArrayList<>();
        for (LiveKey key : catalogue.keys()) {
            if (key.from().equals(live.place())) {
                foreignKeys.add(foreignKey(key));
            }
        }
        String key = Objects.requireNonNull(keys.get(live.place()));
        indexes.put(key, indexes(live, names));
        List<String> primaryKey = live.primaryKey().stream()
                .map(n -> Objects.requireNonNull(names.get(n)))
                .toList();
        String schema = live.place().schema();
        String name = catalogue.plain(live.place().name());
        return new Table(
                key,
                taken.add(new Place(schema, name))
                        ? name
                        : catalogue.quoted(live.place().name()),
                schema.equals(catalogue.ownSchema()) ? null : catalogue.plain(schema),
                key,
                columns,
                primaryKey,
                uniqueKeys,
                foreignKeys,
                Set.of(),
                null);
    }

    private String key(Place place) throws SQLException {
        String name = catalogue.quoted(place.name());
        return place.schema().equals(catalogue.ownSchema()) ? name : catalogue.quoted(place.schema()) + "." + name;
    }
}
