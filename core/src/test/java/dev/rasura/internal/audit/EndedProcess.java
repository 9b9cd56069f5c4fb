package dev.rasura.internal.audit;

import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.FileAnchor;
import dev.rasura.testing.LastCall;
import dev.rasura.testing.OwnJvm;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;

/** A process that works on a trail and ends before the call that a test chooses. */
final class EndedProcess {

    private EndedProcess() {}

    /** Which trail, and where to end. */
    record Place(TestDatabase database, Path anchor, int last) {

        Place(TestDatabase database, Path anchor) {
            this(database, anchor, 0);
        }

        /** Before that call; with zero, it does not end before its time. */
        Place before(int call) {
            return new Place(database, anchor, call);
        }

        /** Connections one by one: an H2 on disk can be opened by another process once the last is closed. */
        SessionFactory factory(Class<?> entity) {
            return database.sessionFactory(
                    Map.of("hibernate.connection.datasource", database.dataSource(connection -> connection)), entity);
        }
    }

    /** H2 keeps a commit before it returns, as an anchor asks of every database: its own default is half a second after. */
    static TestDatabase database(DatabaseFamily family, Path folder) {
        if (family != DatabaseFamily.H2) {
            return TestDatabases.of(family);
        }
        String url = "jdbc:h2:file:" + folder.resolve("trail") + ";WRITE_DELAY=0;TIME ZONE=America/St_Johns";
        return new TestDatabase(family, url, "sa", "", () -> {});
    }

    /** Runs the class, whose {@code main} calls {@link #main}. */
    static OwnJvm.Ended run(OwnJvm jvm, Class<?> main, Place place, Object... more)
            throws IOException, InterruptedException {
        TestDatabase database = place.database();
        List<String> arguments = new ArrayList<>(List.of(
                database.family().name(),
                database.url(),
                database.user(),
                database.password(),
                place.anchor().toString(),
                String.valueOf(place.last())));
        for (Object argument : more) {
            arguments.add(argument.toString());
        }
        return jvm.run(main, arguments);
    }

    /** What the process does. */
    interface Work {
        void run(SessionFactory factory, CheckpointAnchor anchor, LastCall last);
    }

    /** Runs in the process itself. */
    static void main(String[] arguments, Class<?> entity, Work work) throws SQLException {
        TestDatabase database = new TestDatabase(
                DatabaseFamily.valueOf(arguments[0]), arguments[1], arguments[2], arguments[3], () -> {});
        Path anchor = Path.of(arguments[4]);
        LastCall last = new LastCall(Integer.parseInt(arguments[5]));
        Map<String, Object> settings =
                Map.of("hibernate.connection.datasource", last.over(database), "hibernate.hbm2ddl.auto", "none");
        try (Connection open = database.connect();
                SessionFactory factory = database.sessionFactory(settings, entity)) {
            work.run(factory, last.over(new FileAnchor(anchor), anchor), last);
            stillOpen(open);
        }
        last.tell();
    }

    /** H2 closes a database with its last connection, which this one is meanwhile. */
    static void stillOpen(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            throw new IllegalStateException("The database was closed meanwhile.");
        }
    }
}
