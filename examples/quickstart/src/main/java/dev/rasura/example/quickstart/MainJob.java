package dev.rasura.example.quickstart;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.spi.KeyFile;
import java.sql.Connection;
import java.sql.SQLException;
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
            try (SessionFactory sessionFactory = filled(dataset, target, connection);
                    Rasura rasura = rasura(dataset, sessionFactory)) {
                console.fact("subject", subject.type() + " " + subject.id());
                new DataMapStep(console).run(rasura.dataMap());
                new ErasureStep(console).run(rasura, subject);
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

    private Rasura rasura(Dataset dataset, SessionFactory sessionFactory) {
        return Rasura.builder(sessionFactory)
                .keys(KeyFile.ephemeral("quickstart.example/audit"))
                .clock(dataset.clock())
                .tableSchema(options.schema())
                .createTables(true)
                .build();
    }
}
