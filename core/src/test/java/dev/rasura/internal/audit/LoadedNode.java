package dev.rasura.internal.audit;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.FileAnchor;
import dev.rasura.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * One of several processes that record and seal at the same time. Says in files of its own, outside of the database, which
 * events it committed and which it rolled back.
 */
final class LoadedNode {

    static final String COMMITTED = "committed-";
    static final String ROLLED_BACK = "rolled-back-";
    static final String WAITED = "waited-";

    private static final int THREADS = 8;

    private final TestDatabase database;
    private final SessionFactory factory;
    private final Rasura rasura;
    private final Path folder;
    private final int node;
    private final long end;
    private final CountDownLatch over = new CountDownLatch(1);

    private LoadedNode(
            TestDatabase database, SessionFactory factory, Rasura rasura, Path folder, int node, Duration length) {
        this.database = database;
        this.factory = factory;
        this.rasura = rasura;
        this.folder = folder;
        this.node = node;
        this.end = System.nanoTime() + length.toNanos();
    }

    /** Arguments: url, user, password, file of keys, folder, the node's number, for how many seconds. */
    public static void main(String[] arguments) throws Exception {
        TestDatabase database =
                new TestDatabase(DatabaseFamily.POSTGRESQL, arguments[0], arguments[1], arguments[2], () -> {});
        Path folder = Path.of(arguments[4]);
        Map<String, Object> settings =
                Map.of("hibernate.hbm2ddl.auto", "none", "hibernate.connection.pool_size", 3 * THREADS);
        try (SessionFactory factory = database.sessionFactory(settings, NodeLife.Applicant.class);
                Rasura rasura = NodeLife.rasura(factory, Path.of(arguments[3]))
                        .anchor(new FileAnchor(folder.resolve("anchor")))
                        .node("node-" + arguments[5])
                        .build()) {
            new LoadedNode(
                            database,
                            factory,
                            rasura,
                            folder,
                            Integer.parseInt(arguments[5]),
                            Duration.ofSeconds(Long.parseLong(arguments[6])))
                    .run();
            rasura.audit().awaitWritten(Duration.ofMinutes(1));
            if (!rasura.audit().lost().isEmpty()) {
                throw new IllegalStateException("lost: " + rasura.audit().lost());
            }
        }
    }

    private void run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            Future<Void> sealer = threads.submit(this::seal);
            List<Callable<Void>> recorders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                recorders.add(() -> record(thread));
            }
            List<Future<Void>> recorded = threads.invokeAll(recorders);
            over.countDown();
            sealer.get();
            for (Future<Void> each : recorded) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Seals every second. What waited before waits no longer after, however much came meanwhile. */
    private Void seal() throws SQLException, IOException, InterruptedException {
        try (Connection connection = database.connect();
                PrintWriter waited = file(WAITED + node)) {
            while (!over.await(1, TimeUnit.SECONDS)) {
                List<UUID> waiting = waiting(connection);
                waited.println(waiting.size());
                rasura.audit().seal();
                waiting.retainAll(Set.copyOf(waiting(connection)));
                if (!waiting.isEmpty()) {
                    throw new IllegalStateException("not sealed: " + waiting);
                }
            }
        }
        return null;
    }

    private static List<UUID> waiting(Connection connection) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select event_id from rasura_audit_staged");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    private PrintWriter file(String name) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(folder.resolve(name)), true);
    }

    private enum Ending {
        COMMIT,
        ROLLBACK,
        EXCEPTION,
        CONSTRAINT,
        SAVEPOINT,
        NO_TRANSACTION
    }

    private Void record(int thread) throws IOException {
        try (PrintWriter committed = file(COMMITTED + node + "-" + thread);
                PrintWriter rolledBack = file(ROLLED_BACK + node + "-" + thread)) {
            long first = (node * 100L + thread) * 1_000_000;
            for (long i = 1; System.nanoTime() - end < 0; i++) {
                Ending ending = Ending.values()[(int) (i % Ending.values().length)];
                Recorded recorded = ending == Ending.NO_TRANSACTION
                        ? new Recorded(true, rasura.audit().record(event(NodeLife.DECIDED, first + i)), null)
                        : inTransaction(first + i, ending, i % 4 == 0);
                (recorded.committed ? committed : rolledBack).println(recorded.required);
                if (recorded.detached != null) {
                    committed.println(recorded.detached);
                }
            }
        }
        return null;
    }

    /** What one transaction recorded. */
    private record Recorded(
            boolean committed, UUID required, @Nullable UUID detached) {}

    private AuditEvent event(String type, long id) {
        return AuditEvent.of(type, Actor.user("clerk-" + node))
                .subject(SubjectRef.of("Applicant", id))
                .build();
    }

    private static final class OnPurpose extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Recorded inTransaction(long id, Ending ending, boolean denies) {
        try (Session session = factory.openSession()) {
            session.beginTransaction();
            session.persist(new NodeLife.Applicant(id));
            UUID required = rasura.audit().record(event(NodeLife.DECIDED, id), session);
            UUID detached = denies ? rasura.audit().record(event(NodeLife.DENIED, id), session) : null;
            try {
                end(session, id, ending);
            } catch (OnPurpose | ConstraintViolationException e) {
                session.getTransaction().rollback();
            }
            if (!session.getTransaction().isActive()) {
                return new Recorded(false, required, detached);
            }
            session.getTransaction().commit();
            return new Recorded(true, required, detached);
        }
    }

    private static void end(Session session, long id, Ending ending) {
        switch (ending) {
            case ROLLBACK -> {
                session.flush();
                session.getTransaction().rollback();
            }
            case EXCEPTION -> throw new OnPurpose();
            case CONSTRAINT -> session.doWork(connection -> insertAgain(connection, id));
            case SAVEPOINT ->
                session.doWork(connection -> {
                    Savepoint before = connection.setSavepoint();
                    try {
                        insertAgain(connection, id);
                    } catch (SQLException e) {
                        connection.rollback(before);
                    }
                });
            case COMMIT, NO_TRANSACTION -> {}
        }
    }

    private static void insertAgain(Connection connection, long id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into Applicant (id) values (?)")) {
            insert.setLong(1, id);
            insert.executeUpdate();
        }
    }
}
