package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import dev.rasura.internal.capture.EntityPlan.SubjectPath;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Idiom;
import dev.rasura.internal.sql.RowConditions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks the database whose rows are: one statement for all rows of a table and all ways from it to one kind of person. */
final class OwnerLookup {

    private final MappedSchema schema;

    OwnerLookup(MappedSchema schema) {
        this.schema = schema;
    }

    /** Rows of one table, and the ways to follow from it to one kind of person. */
    private record Question(String table, String subject) {}

    /**
     * A row.
     *
     * @param id what it goes by in the answer
     * @param paths the ways that are to be followed
     */
    record Row(Object id, List<Object> key, Set<SubjectPath> paths) {}

    /**
     * Finds whose the rows are.
     *
     * @return the people of each row that is still there; a row that is not has no entry
     */
    Map<Object, Set<SubjectRef>> find(Connection connection, List<Row> rows) throws SQLException {
        Map<Question, Set<SubjectPath>> paths = new LinkedHashMap<>();
        Map<Question, Set<Row>> asked = new LinkedHashMap<>();
        for (Row row : rows) {
            for (SubjectPath path : row.paths()) {
                Question question =
                        new Question(path.table().key(), path.subject().root().name());
                paths.computeIfAbsent(question, q -> new LinkedHashSet<>()).add(path);
                asked.computeIfAbsent(question, q -> Collections.newSetFromMap(new IdentityHashMap<>()))
                        .add(row);
            }
        }
        Map<Object, Set<SubjectRef>> found = new HashMap<>();
        for (Map.Entry<Question, Set<SubjectPath>> each : paths.entrySet()) {
            ask(
                    connection,
                    List.copyOf(each.getValue()),
                    List.copyOf(asked.getOrDefault(each.getKey(), Set.of())),
                    found);
        }
        return found;
    }

    private void ask(
            Connection connection, List<SubjectPath> paths, List<Row> asked, Map<Object, Set<SubjectRef>> found)
            throws SQLException {
        Idiom idiom = DatabaseFamily.of(connection).idiom();
        List<List<Object>> keys = asked.stream().map(Row::key).toList();
        SubjectPath any = paths.get(0);
        List<Column> key = any.key().stream().map(any.table()::require).toList();
        List<ValueType> types = key.stream().map(Column::type).toList();
        List<String> columns = key.stream().map(c -> "t." + c.sql()).toList();
        List<Column> root =
                any.rootKey().stream().map(schema.table(end(any))::require).toList();
        // The first asks whether the row is there at all.
        List<String> queries = new ArrayList<>();
        String nobody = root.stream().map(idiom::absent).collect(Collectors.joining(", "));
        queries.add("select " + String.join(", ", columns) + ", " + nobody + " from "
                + any.table().sql() + " t where " + idiom.among(columns, types));
        for (SubjectPath path : paths) {
            queries.add(query(idiom, path, columns, types));
        }
        try (PreparedStatement select = connection.prepareStatement(String.join(" union all ", queries))) {
            int index = 1;
            for (int q = 0; q < queries.size(); q++) {
                for (int k = 0; k < key.size(); k++) {
                    int place = k;
                    idiom.bindAmong(
                            connection,
                            select,
                            index++,
                            types.get(k),
                            keys.stream()
                                    .map(values -> ColumnValue.of(key.get(place), values.get(place)))
                                    .toList());
                }
            }
            try (ResultSet rows = select.executeQuery()) {
                Map<List<Object>, List<Row>> given = new HashMap<>();
                asked.forEach(row -> given.computeIfAbsent(texts(key, normal(key, row.key())), k -> new ArrayList<>())
                        .add(row));
                while (rows.next()) {
                    List<Object> person = read(rows, 1 + key.size(), root);
                    for (Row row : given.getOrDefault(texts(key, read(rows, 1, key)), List.of())) {
                        Set<SubjectRef> people = found.computeIfAbsent(row.id(), r -> new LinkedHashSet<>());
                        if (person.size() == root.size()) {
                            people.add(any.ref(person));
                        }
                    }
                }
            }
        }
    }

    private static String end(SubjectPath path) {
        return path.edges().isEmpty()
                ? path.table().key()
                : path.edges().get(path.edges().size() - 1).to();
    }

    private static List<Object> normal(List<Column> columns, List<Object> values) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> ColumnValue.of(columns.get(i), values.get(i)))
                .toList();
    }

    private static List<Object> texts(List<Column> columns, List<Object> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> (Object) ColumnValue.text(columns.get(i), values.get(i)))
                .toList();
    }

    private static List<Object> read(ResultSet rows, int from, List<Column> columns) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = ColumnValue.read(rows, from + i, columns.get(i));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** Finds whom a copied value names, at which the path begins, and that may be in no row. */
    Set<SubjectRef> named(Connection connection, SubjectPath path, Object value) throws SQLException {
        Idiom idiom = DatabaseFamily.of(connection).idiom();
        Edge first = path.edges().get(0);
        Table table = schema.table(first.to());
        Column named = table.require(first.toColumns().get(0));
        String column = "x0." + named.sql();
        Way way = new Way(table, "x0");
        for (int i = 1; i < path.edges().size(); i++) {
            way.follow(idiom, path.edges().get(i), "x" + i);
        }
        String sql = "select " + way.columns(path.rootKey()) + " from " + way.from + " where "
                + (first.ignoreCase() ? idiom.amongIgnoringCase(column) : idiom.among(column, named.type()))
                + way.conditions;
        List<Column> root = path.rootKey().stream().map(way.table::require).toList();
        Set<SubjectRef> people = new LinkedHashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            idiom.bindAmong(connection, select, 1, named.type(), List.of(ColumnValue.of(named, value)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    people.add(path.ref(read(rows, 1, root)));
                }
            }
        }
        return people;
    }

    private String query(Idiom idiom, SubjectPath path, List<String> columns, List<ValueType> types) {
        Way way = new Way(path.table(), "t");
        for (int i = 0; i < path.edges().size(); i++) {
            way.follow(idiom, path.edges().get(i), "x" + i);
        }
        return "select " + String.join(", ", columns) + ", " + way.columns(path.rootKey()) + " from " + way.from
                + " where " + idiom.among(columns, types) + way.conditions;
    }

    /** Tables joined one after the other. */
    private final class Way {

        private final StringBuilder from;
        private final StringBuilder conditions = new StringBuilder();
        private Table table;
        private String alias;

        Way(Table start, String alias) {
            this.table = start;
            this.alias = alias;
            this.from = new StringBuilder(start.sql() + " " + alias);
        }

        void follow(Idiom idiom, Edge edge, String next) {
            Table to = schema.table(edge.to());
            from.append(" join ").append(to.sql()).append(' ').append(next).append(" on ");
            List<String> equal = new ArrayList<>();
            for (int c = 0; c < edge.fromColumns().size(); c++) {
                Column left = table.require(edge.fromColumns().get(c));
                Column right = to.require(edge.toColumns().get(c));
                equal.add(equal(idiom, edge, alias + "." + left.sql(), next + "." + right.sql(), left.type()));
            }
            from.append(String.join(" and ", equal));
            conditions.append(RowConditions.leading(schema, edge.when(), alias));
            alias = next;
            table = to;
        }

        String columns(List<String> names) {
            return names.stream()
                    .map(name -> alias + "." + table.require(name).sql())
                    .collect(Collectors.joining(", "));
        }
    }

    private static String equal(Idiom idiom, Edge edge, String left, String right, ValueType type) {
        if (edge.kind() != Edge.Kind.SOFT || !type.text()) {
            return left + " = " + right;
        }
        String same = edge.ignoreCase()
                ? idiom.exact("lower(" + left + ")") + " = " + idiom.exact("lower(" + right + ")")
                : idiom.exact(left) + " = " + idiom.exact(right);
        // A blank copy names nobody.
        return same + " and trim(" + right + ") <> ''";
    }
}
