package dev.rasura.example.quickstart;

import dev.rasura.Keygen;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.TilesReport;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void run() throws SQLException, IOException {
        Dataset dataset = Dataset.of(options);
        dataset.check();
        SubjectRef subject = dataset.subject(options.subject());
        Target target = Target.of(options);
        // An embedded database lives for as long as this connection.
        try (Connection connection = target.connect()) {
            TargetSchema.prepare(connection, target.schema());
            String database = Target.product(connection);
            console.title("Rasura on " + dataset.name() + ", " + database);
            Path folder = Files.createTempDirectory("rasura-quickstart-");
            try (SessionFactory sessionFactory = filled(dataset, target, connection);
                    Rasura rasura = rasura(dataset, sessionFactory, folder)) {
                console.fact("person", subject.type() + " " + subject.id());
                console.fact("verifier key", rasura.audit().verifierKey());
                Report report = steps(rasura, dataset, subject, connection, folder, database);
                if (options.report() != null) {
                    report.write(options.report());
                    console.fact("report", options.report());
                }
            }
        }
    }

    private Report steps(
            Rasura rasura, Dataset dataset, SubjectRef subject, Connection connection, Path folder, String database)
            throws SQLException, IOException {
        Report.DataMap map = new DataMapStep(console, options).run(rasura);
        Report.Export export = new ExportStep(console, folder).run(rasura, subject);
        Report.Erasure erasure = new ErasureStep(console).run(rasura, subject);
        Report.Retention retention = new RetentionStep(console).run(rasura, dataset.retentionRule());
        Report.Audit audit = new AuditStep(console, connection, options.schema()).run(rasura);
        if (options.tiles() != null) {
            export(rasura, options.tiles());
        }
        return new Report(dataset.name(), database, subject, map, export, erasure, retention, audit);
    }

    /** With the personal values: those of a data set that is made up. */
    private void export(Rasura rasura, Path tiles) {
        TilesReport written =
                console.doing("Exporting the trail", () -> rasura.audit().exportTiles(tiles, PersonalValues.INCLUDED));
        console.fact("tiles", tiles + ": " + written.treeSize() + " leaves, " + written.disclosures() + " values");
        console.fact(
                "check them",
                "java -jar rasura-core.jar " + tiles + " --key "
                        + rasura.audit().verifierKey());
    }

    private SessionFactory filled(Dataset dataset, Target target, Connection connection) throws SQLException {
        return console.doing("Filling " + target, () -> {
            dataset.load(connection);
            SessionFactory sessionFactory = Sessions.open(dataset, target);
            dataset.fill(sessionFactory);
            return sessionFactory;
        });
    }

    /** Keys and anchor lie beside the export: outside the database, as they must. */
    private Rasura rasura(Dataset dataset, SessionFactory sessionFactory, Path folder) {
        Path keys = folder.resolve("rasura.keys");
        Keygen.generate(keys, "quickstart.example/audit");
        return Rasura.builder(sessionFactory)
                .keys(KeyFile.read(keys))
                .anchor(new FileAnchor(folder.resolve("checkpoints")))
                .clock(dataset.clock())
                .tableSchema(options.schema())
                .createTables(true)
                .build();
    }
}
