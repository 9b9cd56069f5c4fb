package dev.rasura.example.benchmarks.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Remembers the last statement that names a table, with its parameters, and has PostgreSQL explain it. */
final class ExplainedStatements implements QueryExecutionListener {

    private final PGSimpleDataSource plain = new PGSimpleDataSource();
    private final String table;
    private @Nullable QueryInfo last;

    ExplainedStatements(String url, String table) {
        this.plain.setURL(url);
        this.table = table;
    }

    DataSource listening() {
        return ProxyDataSourceBuilder.create(plain).listener(this).build();
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        queries.stream().filter(query -> query.getQuery().contains(table)).forEach(query -> last = query);
    }

    /** How the database goes about it. */
    String plan() throws SQLException {
        QueryInfo query = last;
        if (query == null) {
            throw new IllegalStateException("No statement named " + table + ".");
        }
        try (Connection connection = plain.getConnection();
                PreparedStatement explain = connection.prepareStatement("explain (analyze) " + query.getQuery())) {
            for (ParameterSetOperation each : query.getParametersList().get(0)) {
                explain.setObject((Integer) each.getArgs()[0], each.getArgs()[1]);
            }
            StringBuilder plan = new StringBuilder(query.getQuery());
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(System.lineSeparator()).append(lines.getString(1));
                }
            }
            return plan.toString();
        }
    }
}
