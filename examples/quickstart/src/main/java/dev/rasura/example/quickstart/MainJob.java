package dev.rasura.example.quickstart;

import dev.rasura.SubjectRef;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.hibernate.SessionFactory;

/** Fills a schema with a data set, then runs the steps on it. */
final class MainJob {

    private final Options options;
    private final Console console;

    MainJob(Options options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** @throws RefusedException if it cannot start; nothing has been changed then */
    void run() throws SQLException {
        Dataset dataset = Dataset.of(options);
        dataset.check();
        SubjectRef subject = dataset.subject(options.subject());
        Target target = Target.of(options);
        // An embedded database lives for as long as this connection.
        try (Connection connection = target.connect()) {
            TargetSchema.prepare(connection, target.schema());
            console.title("Rasura on " + dataset.name() + ", " + Target.product(connection));
            try (SessionFactory sessionFactory = filled(dataset, target, connection)) {
                steps(connection, sessionFactory, subject);
            }
        }
    }

    private SessionFactory filled(Dataset dataset, Target target, Connection connection) throws SQLException {
        return console.doing("Filling " + target, () -> {
            dataset.load(connection);
            SessionFactory sessionFactory = Sessions.open(dataset, target);
            dataset.fill(sessionFactory);
            return sessionFactory;
        });
    }

    private void steps(Connection connection, SessionFactory sessionFactory, SubjectRef subject) throws SQLException {
        console.fact("subject", subject.type() + " " + subject.id());
        console.fact("entities", sessionFactory.getMetamodel().getEntities().size());
        console.table(rowCounts(connection));
    }

    private Table rowCounts(Connection connection) throws SQLException {
        Table counts = new Table("table", "rows");
        for (String table : TargetSchema.tables(connection, options.schema())) {
            if (!table.equalsIgnoreCase(TargetSchema.MARKER_TABLE)) {
                counts.row(table, count(connection, table));
            }
        }
        return counts;
    }

    private long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + options.schema() + "." + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
