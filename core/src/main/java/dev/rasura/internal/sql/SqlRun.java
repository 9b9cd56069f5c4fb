package dev.rasura.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Runs statements on one connection and counts them. */
public final class SqlRun {

    private static final int COUNTS_A_STATEMENT = 40;

    /** So many statements go to the database together, and no more: the driver holds their answers. */
    private static final int STATEMENTS_A_TRIP = 40;

    private final Connection connection;
    private final boolean together;
    private final String opening;
    private boolean opened;
    private int statements;

    /** One statement a round trip. */
    public SqlRun(Connection connection) {
        this(connection, false, "");
    }

    private SqlRun(Connection connection, boolean together, String opening) {
        this.connection = connection;
        this.together = together;
        this.opening = opening;
        this.opened = opening.isEmpty();
    }

    /** Several statements a round trip, where the database's driver sends them so. */
    public static SqlRun together(Connection connection, DatabaseFamily family) throws SQLException {
        return new SqlRun(connection, family.idiom().sendsTogether(connection), "");
    }

    /**
     * As {@link #together}, in a transaction in which nothing was asked yet and whose isolation is left to the first statement,
     * a query: where the database can be told along with it, it is.
     */
    public static SqlRun opening(Connection connection, DatabaseFamily family) throws SQLException {
        Idiom idiom = family.idiom();
        boolean together = idiom.sendsTogether(connection);
        return new SqlRun(connection, together, together ? idiom.readCommitted() : "");
    }

    public Connection connection() {
        return connection;
    }

    public int statements() {
        return statements;
    }

    /** Whether several statements go to the database together: which of them failed, if one does, is not known then. */
    public boolean sendsTogether() {
        return together;
    }

    public long update(Fragment sql, RootValues root) throws SQLException {
        try (PreparedStatement statement = prepare(sql, root)) {
            return statement.executeLargeUpdate();
        }
    }

    /** Counts several things, each of them a {@code select count(*)}, in one round trip; the numbers in the order given. */
    public List<Long> counts(List<Fragment> queries, RootValues root) throws SQLException {
        List<Long> counts = new ArrayList<>();
        all(counting(queries), root).forEach(counts::addAll);
        return counts;
    }

    /** As {@link #all(List)}. */
    public List<List<Long>> all(List<Fragment> sql, RootValues root) throws SQLException {
        return all(List.of(), sql, List.of(), root);
    }

    /**
     * Runs statements one after the other, each of which sees what those before it did and waited for, in few round trips if
     * the database's driver can.
     *
     * @return of each, how many rows it changed; of a query, the numbers in its first row
     */
    public List<List<Long>> all(List<BoundSql> sql) throws SQLException {
        List<List<Long>> results = new ArrayList<>();
        List<Asked> asked = new ArrayList<>();
        sql.forEach(one -> asked.add(new Asked(one, result -> results.add(firstRow(result)))));
        trips(asked, results);
        return results;
    }

    /** What reads all of the rows that a query has found. */
    @FunctionalInterface
    public interface Reading {
        void read(ResultSet result) throws SQLException;
    }

    /** A query whose rows are read, however many there are. */
    public record Query(Fragment sql, Reading reading) {}

    /** A statement, and what is done with its rows if it is a query. */
    private record Asked(BoundSql sql, Reading reading) {}

    /** As {@link #all(List)}, with queries before and after these statements, whose rows are read and not returned. */
    public List<List<Long>> all(List<Query> before, List<Fragment> sql, List<Query> after, RootValues root)
            throws SQLException {
        List<List<Long>> results = new ArrayList<>();
        List<Asked> asked = new ArrayList<>();
        before.forEach(query -> asked.add(new Asked(bound(query.sql(), root), query.reading())));
        sql.forEach(one -> asked.add(new Asked(bound(one, root), result -> results.add(firstRow(result)))));
        after.forEach(query -> asked.add(new Asked(bound(query.sql(), root), query.reading())));
        trips(asked, results);
        return results;
    }

    private void trips(List<Asked> asked, List<List<Long>> changed) throws SQLException {
        int most = together ? STATEMENTS_A_TRIP : 1;
        for (int from = 0; from < asked.size(); from += most) {
            trip(asked.subList(from, Math.min(asked.size(), from + most)), changed);
        }
    }

    private BoundSql bound(Fragment sql, RootValues root) {
        return new BoundSql(sql.sql(), (statement, from) -> root.bind(connection, statement, sql, from));
    }

    private void trip(List<Asked> asked, List<List<Long>> changed) throws SQLException {
        statements += asked.size();
        try (PreparedStatement statement = prepare(text(asked))) {
            int next = 1;
            for (Asked one : asked) {
                next = one.sql().binding().bind(statement, next);
            }
            boolean rows = execute(statement);
            for (int i = 0; i < asked.size(); i++) {
                if (i > 0) {
                    rows = statement.getMoreResults();
                }
                if (rows) {
                    try (ResultSet result = statement.getResultSet()) {
                        asked.get(i).reading().read(result);
                    }
                } else {
                    changed.add(List.of(statement.getLargeUpdateCount()));
                }
            }
        }
    }

    private static String text(List<Asked> asked) {
        if (asked.size() == 1) {
            return asked.get(0).sql().sql();
        }
        StringJoiner text = new StringJoiner("; ");
        asked.forEach(one -> text.add(one.sql().sql()));
        return text.toString();
    }

    private static List<Long> firstRow(ResultSet result) throws SQLException {
        result.next();
        List<Long> row = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            row.add(result.getLong(i));
        }
        return row;
    }

    /** The queries, each of them a {@code select count(*)}, as few statements. */
    public static List<Fragment> counting(List<Fragment> queries) {
        List<Fragment> counting = new ArrayList<>();
        for (int from = 0; from < queries.size(); from += COUNTS_A_STATEMENT) {
            counting.add(Fragment.together(queries.subList(from, Math.min(queries.size(), from + COUNTS_A_STATEMENT))));
        }
        return counting;
    }

    /** Executes a query that {@link #prepare} made, which may be the first of the transaction. */
    public ResultSet query(PreparedStatement statement) throws SQLException {
        execute(statement);
        return statement.getResultSet();
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(opened ? sql : opening + "; " + sql);
    }

    /** What opens the transaction gives no answer. */
    private boolean execute(PreparedStatement statement) throws SQLException {
        boolean rows = statement.execute();
        if (opened) {
            return rows;
        }
        opened = true;
        return statement.getMoreResults();
    }

    /** Prepares and binds; the caller executes it once. */
    public PreparedStatement prepare(Fragment sql, RootValues root) throws SQLException {
        statements++;
        PreparedStatement statement = prepare(sql.sql());
        try {
            root.bind(connection, statement, sql);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
