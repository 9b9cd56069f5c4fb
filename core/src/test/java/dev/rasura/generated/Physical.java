package dev.rasura.generated;

import dev.rasura.generated.Coll.CollKind;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Inheritance;
import dev.rasura.generated.Model.Keeper;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Obj.Elem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where objects lie in tables: a second opinion on what Hibernate maps where. */
final class Physical {

    static final String FLAG = "held";
    static final String VERSION = "version";
    static final String SOFT_DELETED = "deleted";
    static final String TYPE = "dtype";
    static final String TENANT = "tenant";

    private Physical() {}

    /** A row of one table. */
    record Row(String table, Map<String, @Nullable Object> cells, boolean changed, int revision) {

        /** As a dump prints it: nulls left out, what is random by its form. */
        String text() {
            Map<String, String> text = new TreeMap<>();
            cells.forEach((column, value) -> {
                if (value != null) {
                    text.put(column, canonical(value));
                }
            });
            if (text.containsKey(VERSION)) {
                text.put(VERSION, changed ? "raised" : "as it was");
            }
            return table + text;
        }
    }

    static String canonical(Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }

    static List<Row> rows(Keeper keeper, List<Obj> objects) {
        List<Row> rows = new ArrayList<>();
        for (Obj object : objects) {
            if (!object.gone && !object.deletedBefore) {
                rows.addAll(rows(object));
            }
            if (!object.gone) {
                object.past.forEach(state -> rows(state).forEach(row -> rows.add(kept(keeper, row, state))));
            }
        }
        return rows;
    }

    /** The row as its history has it. */
    private static Row kept(Keeper keeper, Row row, Obj state) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>(row.cells());
        cells.keySet().removeAll(notKept(keeper, !tables(state).contains(row.table())));
        return new Row(row.table() + "*", cells, false, state.revision);
    }

    /** The tables that hold a part of the object's row. */
    static List<String> tables(Obj object) {
        List<String> tables = new ArrayList<>();
        for (Ent ent : object.parts()) {
            String table = object.ent.tableOf(ent);
            if (!tables.contains(table)) {
                tables.add(table);
            }
        }
        if (object.secondaryRow) {
            tables.add(object.ent.secondaryTable());
        }
        object.links().forEach(r -> tables.add(r.link(object.ent)));
        return tables;
    }

    /** The rows that link the object's to others. */
    static List<Row> links(Obj object) {
        List<Row> rows = new ArrayList<>();
        for (Ref ref : object.links()) {
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            put(cells, Ref.ownerCols(object.ent), object.key);
            put(cells, ref.cols(), Objects.requireNonNull(object.refs.get(ref)).key);
            rows.add(new Row(ref.link(object.ent), cells, false, 0));
        }
        return rows;
    }

    private static void put(Map<String, @Nullable Object> cells, List<Col> columns, List<Object> values) {
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i).name(), values.get(i));
        }
    }

    private static List<Row> rows(Obj object) {
        Map<String, Map<String, @Nullable Object>> cells = new LinkedHashMap<>();
        List<String> links =
                object.links().stream().map(r -> r.link(object.ent)).toList();
        for (String table : tables(object)) {
            if (links.contains(table)) {
                continue;
            }
            Map<String, @Nullable Object> key = new LinkedHashMap<>();
            List<Col> columns = object.ent.root().key;
            for (int i = 0; i < columns.size(); i++) {
                key.put(columns.get(i).name(), object.key.get(i));
            }
            cells.put(table, key);
        }
        Ent root = object.ent.root();
        Map<String, @Nullable Object> first = of(cells, object.ent.tableOf(root));
        if (root.inheritance == Inheritance.SINGLE_TABLE) {
            first.put(TYPE, object.ent.name);
        }
        if (root.versioned) {
            first.put(VERSION, 0);
        }
        if (root.softDeleted) {
            first.put(SOFT_DELETED, object.softDeleted);
        }
        if (root.tenants) {
            first.put(TENANT, "tenant" + object.tenant);
        }
        for (Ent ent : object.parts()) {
            own(object, ent, cells);
        }
        List<Row> rows = new ArrayList<>();
        cells.forEach((table, row) -> rows.add(new Row(table, row, object.changed, 0)));
        rows.addAll(links(object));
        for (Ent ent : object.ent.lineage()) {
            for (Coll coll : ent.colls) {
                object.elements.getOrDefault(coll, List.of()).stream()
                        .filter(e -> !e.gone)
                        .forEach(e -> rows.add(row(ent, e)));
            }
        }
        return rows;
    }

    private static void own(Obj object, Ent ent, Map<String, Map<String, @Nullable Object>> cells) {
        Map<String, @Nullable Object> row = of(cells, object.ent.tableOf(ent));
        for (Attr attr : ent.attrs) {
            if (!attr.secondary()) {
                row.put(attr.col().name(), object.value(attr));
            } else if (object.secondaryRow) {
                of(cells, object.ent.secondaryTable()).put(attr.col().name(), object.value(attr));
            }
        }
        for (Ref ref : ent.refs) {
            if (ref.linked) {
                continue;
            }
            List<Col> columns = ref.cols();
            for (int i = 0; i < columns.size(); i++) {
                Obj target = object.refs.get(ref);
                Object value = ref.soft() ? object.copies.get(ref) : target == null ? null : target.key.get(i);
                row.put(columns.get(i).name(), value);
            }
            if (!ref.any.isEmpty()) {
                row.put(ref.kind(), object.kinds.get(ref));
            }
        }
        if (ent.retained != null && !ent.retained.all()) {
            row.put(flag(ent), object.flags.get(ent));
        }
    }

    static String flag(Ent ent) {
        return FLAG + "_" + ent.name.toLowerCase(java.util.Locale.ROOT);
    }

    private static <T extends @Nullable Object> Map<String, T> of(Map<String, Map<String, T>> cells, String table) {
        return Objects.requireNonNull(cells.get(table));
    }

    private static Row row(Ent declaring, Elem element) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        List<Col> owner = element.coll.ownerCols(declaring);
        for (int i = 0; i < owner.size(); i++) {
            cells.put(owner.get(i).name(), element.owner.key.get(i));
        }
        if (declaring.softDeleted) {
            cells.put(SOFT_DELETED, false);
        }
        if (element.coll.kind == CollKind.LIST) {
            cells.put("pos", element.position);
        }
        cells.putAll(element.values);
        if (element.coll.target != null) {
            List<Col> target = element.coll.targetCols();
            for (int i = 0; i < target.size(); i++) {
                cells.put(target.get(i).name(), element.target == null ? null : element.target.key.get(i));
            }
            if (element.coll.kind == CollKind.MANY_TO_ANY && element.target != null) {
                cells.put(element.coll.targetKind(), element.target.ent.name);
            }
        }
        return new Row(element.coll.table(declaring), cells, false, 0);
    }

    /** The columns of each table, by name; those of histories under the table's name with an asterisk. */
    static Map<String, Map<String, Kind>> columns(Model model) {
        Map<String, Map<String, Kind>> tables = liveColumns(model);
        Set<String> leftOut = leftOut(model);
        histories(model).forEach((kept, history) -> {
            Map<String, Kind> columns = new LinkedHashMap<>(of(tables, kept.substring(0, kept.length() - 1)));
            columns.keySet().removeAll(notKept(model.keeper, history.collection()));
            columns.keySet().removeAll(leftOut);
            tables.put(kept, columns);
        });
        return tables;
    }

    /** The columns that a history leaves out: only some keep the marks of soft deletion. */
    private static Set<String> notKept(Keeper keeper, boolean collection) {
        boolean marks = keeper == Keeper.TEMPORAL || (keeper == Keeper.AUDITED && collection);
        return marks ? Set.of(VERSION) : Set.of(VERSION, SOFT_DELETED);
    }

    /** The columns of heirs without a history, be they in a table of their own or not. */
    private static Set<String> leftOut(Model model) {
        Map<String, Map<String, Kind>> tables = new LinkedHashMap<>();
        model.entities.stream().filter(e -> e.leftOut).forEach(e -> addOwnColumns(tables, e, e));
        return tables.values().stream().flatMap(t -> t.keySet().stream()).collect(Collectors.toSet());
    }

    /** Histories, by the name of the table with an asterisk. */
    static Map<String, History> histories(Model model) {
        Map<String, History> histories = new LinkedHashMap<>();
        for (Ent ent : model.entities) {
            if (!ent.keepsStates()) {
                continue;
            }
            String suffix = model.keeper.suffix;
            Ent root = ent.root();
            boolean first = ent.table().equals(root.table()) || root.inheritance == Inheritance.TABLE_PER_CLASS;
            if (first || model.keeper != Keeper.TEMPORAL) {
                histories.put(
                        ent.table() + "*", new History(ent.table() + suffix, first, first && root.versioned, false));
            }
            if (ent.hasSecondary()) {
                histories.put(
                        ent.secondaryTable() + "*", new History(ent.secondaryTable() + suffix, false, false, false));
            }
            if (model.keeper != Keeper.TEMPORAL) {
                ent.refs.stream()
                        .filter(r -> r.linked)
                        .forEach(r -> histories.put(
                                r.link(ent) + "*", new History(r.link(ent) + suffix, false, false, false)));
            }
            for (Coll coll : ent.colls) {
                histories.put(coll.table(ent) + "*", new History(coll.table(ent) + suffix, true, false, true));
            }
        }
        return histories;
    }

    /**
     * A table that keeps earlier states.
     *
     * @param table its name, in lower case whatever the database says
     * @param first whether it says what kind of change each row comes from
     * @param versioned whether the rows have versions
     * @param collection whether the rows are a collection's
     */
    record History(String table, boolean first, boolean versioned, boolean collection) {}

    private static Map<String, Map<String, Kind>> liveColumns(Model model) {
        Map<String, Map<String, Kind>> tables = new LinkedHashMap<>();
        for (Ent ent : model.entities) {
            for (Ent part : ent.lineage()) {
                addColumns(tables, ent, part);
            }
            for (Ref ref : ent.refs) {
                if (ref.linked) {
                    Map<String, Kind> table = tables.computeIfAbsent(ref.link(ent), t -> new LinkedHashMap<>());
                    Ref.ownerCols(ent).forEach(c -> table.put(c.name(), c.kind()));
                    ref.cols().forEach(c -> table.put(c.name(), c.kind()));
                }
            }
            for (Coll coll : ent.colls) {
                Map<String, Kind> table = tables.computeIfAbsent(coll.table(ent), t -> new LinkedHashMap<>());
                coll.ownerCols(ent).forEach(c -> table.put(c.name(), c.kind()));
                coll.parts.forEach(p -> table.put(p.col().name(), p.col().kind()));
                if (ent.softDeleted) {
                    table.put(SOFT_DELETED, Kind.BOOL);
                }
                if (coll.kind == CollKind.LIST) {
                    table.put("pos", Kind.INT);
                }
                if (coll.target != null) {
                    coll.targetCols().forEach(c -> table.put(c.name(), c.kind()));
                    if (coll.kind == CollKind.MANY_TO_ANY) {
                        table.put(coll.targetKind(), Kind.TEXT);
                    }
                }
            }
        }
        return tables;
    }

    private static void addColumns(Map<String, Map<String, Kind>> tables, Ent ent, Ent part) {
        Ent root = ent.root();
        Map<String, Kind> table = tables.computeIfAbsent(ent.tableOf(part), t -> new LinkedHashMap<>());
        root.key.forEach(c -> table.put(c.name(), c.kind()));
        if (part == root) {
            if (root.inheritance == Inheritance.SINGLE_TABLE) {
                table.put(TYPE, Kind.TEXT);
            }
            if (root.versioned) {
                table.put(VERSION, Kind.INT);
            }
            if (root.softDeleted) {
                table.put(SOFT_DELETED, Kind.BOOL);
            }
            if (root.tenants) {
                table.put(TENANT, Kind.TEXT);
            }
        }
        addOwnColumns(tables, ent, part);
    }

    private static void addOwnColumns(Map<String, Map<String, Kind>> tables, Ent ent, Ent part) {
        Ent root = ent.root();
        Map<String, Kind> table = tables.computeIfAbsent(ent.tableOf(part), t -> new LinkedHashMap<>());
        for (Attr attr : part.attrs) {
            if (attr.secondary()) {
                Map<String, Kind> more = tables.computeIfAbsent(root.secondaryTable(), t -> new LinkedHashMap<>());
                root.key.forEach(c -> more.put(c.name(), c.kind()));
                more.put(attr.col().name(), attr.col().kind());
            } else {
                table.put(attr.col().name(), attr.col().kind());
            }
        }
        for (Ref ref : part.refs) {
            if (ref.linked) {
                continue;
            }
            ref.cols().forEach(c -> table.put(c.name(), c.kind()));
            if (!ref.any.isEmpty()) {
                table.put(ref.kind(), Kind.TEXT);
            }
        }
        if (part.retained != null && !part.retained.all()) {
            table.put(flag(part), Kind.BOOL);
        }
    }
}
