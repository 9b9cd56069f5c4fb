package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.erasure.CachedPeople.Person;
import dev.rasura.erasure.CachedPeople.Topic;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What transactions bring in that are under way while somebody is erased, on PostgreSQL with a second-level cache: first that
 * it does come in, then that the sweep waits for its end and no longer, and then that nothing of the subject is left.
 */
@Timeout(60)
class SweepRacesTest {

    private static final SubjectRef ANNA = SubjectRef.of(Person.class, 1);

    private static Population p;

    private static ExecutorService threads;

    @BeforeAll
    static void open() {
        p = CachedPeople.of(DatabaseFamily.POSTGRESQL);
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        p.close();
    }

    private Connection other;

    private Connection third;

    @BeforeEach
    void fill() throws SQLException {
        p.emptied();
        p.factory().getCache().evictAllRegions();
        Person anna = new Person(1, "Anna");
        p.save(anna, new Person(2, "Bert"), new Topic(1, anna));
        // What is taken from the cache begins no transaction of the database.
        p.factory().getCache().evictAllRegions();
        other = p.database().connect();
        other.setAutoCommit(false);
        third = p.database().connect();
        third.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        other.close();
        third.close();
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void erased() {
        assertThat(p.rasura().erasure().erase(ANNA).outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
    }

    private static void waiting() {
        SweepRun run = p.rasura().erasure().sweep();
        assertThat(run.sweeps()).as("swept too early").isEmpty();
        assertThat(run.waiting()).isEqualTo(1);
    }

    private static Sweep swept() {
        SweepRun run = p.rasura().erasure().sweep();
        assertThat(run.failed()).isEmpty();
        assertThat(run.waiting()).isZero();
        return run.sweeps().get(0);
    }

    private static void came(String what) {
        assertThat(p.dump()).as("the race is lost without the sweep").anyMatch(row -> row.contains(what));
    }

    private static void nothingOfHerIsLeft() {
        assertThat(p.dump())
                .noneMatch(row -> row.contains("Anna"))
                .contains(
                        "person{email=Bert@p.example, id=2, name=Bert Example}",
                        "person{id=1}",
                        "thread{id=1, person_id=1}")
                .noneMatch(row -> row.startsWith("letter") || row.startsWith("page") || row.startsWith("visit"));
        p.inTransaction(session -> {
            assertThat(session.find(Person.class, 1L).name).isNull();
            assertThat(session.find(Person.class, "Anna@p.example", KeyType.NATURAL))
                    .isNull();
            assertThat(byName(session, "Anna Example")).isEmpty();
        });
    }

    private static List<Person> byName(Session session, String name) {
        return session.createQuery("from Person where name = :name", Person.class)
                .setParameter("name", name)
                .setCacheable(true)
                .getResultList();
    }

    @Test
    void rowsThatNameThePersonByCopiedValuesComeInAndAreSwept() throws SQLException {
        run(
                other,
                "insert into Letter (id, recipient) values (1, 'Anna@p.example')",
                "insert into Page (id, letter_id) values (1, 1)",
                "insert into Visit (id, personId) values (1, 1)");
        erased();
        waiting();
        other.commit();
        came("Anna@p.example");

        assertThat(swept().rows()).isEqualTo(3);
        nothingOfHerIsLeft();
    }

    @Test
    void aTransactionThatHadNotWrittenYetIsWaitedForAsWell() throws SQLException {
        run(other, "select 1");
        erased();
        waiting();
        run(other, "insert into Letter (id, recipient) values (1, 'Anna@p.example')");
        waiting();
        other.commit();
        came("Anna@p.example");

        swept();
        nothingOfHerIsLeft();
    }

    @Test
    void aTransactionThatBeganAfterwardsIsNotWaitedFor() throws SQLException {
        run(other, "select 1");
        erased();
        waiting();
        run(third, "insert into Visit (id, personId) values (7, 2)");
        other.rollback();

        assertThat(swept().rows()).isZero();
        third.rollback();
        nothingOfHerIsLeft();
    }

    @Test
    void aTransactionThatIsPreparedMeanwhileIsWaitedFor() throws SQLException {
        run(other, "insert into Letter (id, recipient) values (1, 'Anna@p.example')");
        erased();
        waiting();
        run(other, "prepare transaction 'late'");
        waiting();
        waiting();
        other.setAutoCommit(true);
        run(other, "commit prepared 'late'");
        came("Anna@p.example");

        swept();
        nothingOfHerIsLeft();
    }

    @Test
    void aTransactionThatWasPreparedBeforeIsWaitedFor() throws SQLException {
        run(other, "insert into Letter (id, recipient) values (1, 'Anna@p.example')", "prepare transaction 'earlier'");
        erased();
        waiting();
        other.setAutoCommit(true);
        run(other, "commit prepared 'earlier'");
        came("Anna@p.example");

        swept();
        nothingOfHerIsLeft();
    }

    @Test
    void childGrandchildAndCopiedValueOfSeveralTransactionsAtOnce() throws Exception {
        run(
                other,
                "insert into Thread (id, person_id) values (2, 1)",
                "insert into Post (id, topic_id) values (1, 1), (2, 2)",
                "insert into Letter (id, recipient) values (1, 'Anna@p.example')");
        run(third, "insert into Letter (id, recipient) values (2, 'Anna@p.example')");
        Future<ErasureReceipt> erasure =
                threads.submit(() -> p.rasura().erasure().erase(ANNA));
        while (!erasure.isDone() && sessionsWaiting() == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        assertThat(erasure).as("it waits for the child").isNotDone();
        other.commit();
        erasure.get();
        assertThat(p.database().count("Post")).isZero();
        waiting();
        third.commit();
        came("Anna@p.example");

        assertThat(swept().rows()).isEqualTo(1);
        p.database().execute("delete from Thread where id = 2");
        nothingOfHerIsLeft();
    }

    private static long sessionsWaiting() {
        return p.database()
                .query(
                        Long.class,
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'");
    }

    /** Who reads what is committed, while the erasure is not. */
    @Test
    void aReaderDuringTheErasureFillsTheCachesAndItsCommitEmptiesThem() throws Exception {
        try (Session session = p.factory().openSession()) {
            session.beginTransaction();
            p.rasura().erasure().erase(ANNA, session);
            threads.submit(() -> p.inTransaction(reader -> {
                        assertThat(reader.find(Person.class, "Anna@p.example", KeyType.NATURAL).name)
                                .isEqualTo("Anna Example");
                        assertThat(byName(reader, "Anna Example")).hasSize(1);
                    }))
                    .get();
            assertThat(p.factory().getCache().containsEntity(Person.class, 1L))
                    .as("she is in the cache again")
                    .isTrue();
            session.getTransaction().commit();
        }
        nothingOfHerIsLeft();
    }

    /** Whose snapshot is older, so that she is in it whenever he looks. */
    @Test
    void aReaderWithAnOlderViewFillsTheCachesAndTheSweepEmptiesThem() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch erased = new CountDownLatch(1);
        Future<String> reader = threads.submit(() -> {
            try (Session session = p.factory().openSession()) {
                session.beginTransaction();
                session.doWork(c -> run(c, "set transaction isolation level repeatable read", "select 1 from Person"));
                begun.countDown();
                erased.await();
                String name = session.find(Person.class, "Anna@p.example", KeyType.NATURAL).name;
                assertThat(byName(session, "Anna Example")).hasSize(1);
                waiting();
                session.getTransaction().commit();
                return name;
            }
        });
        begun.await();
        erased();
        erased.countDown();
        assertThat(reader.get()).isEqualTo("Anna Example");
        p.inTransaction(session -> assertThat(session.find(Person.class, 1L).name)
                .as("the race is lost without the sweep")
                .isEqualTo("Anna Example"));

        assertThat(swept().rows()).isZero();
        nothingOfHerIsLeft();
    }

    /** The sweep has asked whether somebody else has her address by then, and has not begun to work. */
    @Test
    void whoRegistersUnderTheSameAddressDuringTheSweepIsLeftAlone() throws Exception {
        run(third, "select 1");
        erased();
        waiting();
        third.commit();
        run(other, "select id from Thread where id = 1 for update");
        Future<SweepRun> sweep = threads.submit(() -> p.rasura().erasure().sweep());
        while (!sweep.isDone() && sessionsWaiting() == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        assertThat(sweep).as("it waits for the thread").isNotDone();
        run(
                third,
                "insert into Person (id, email, name) values (3, 'Anna@p.example', 'Anna Another')",
                "insert into Letter (id, recipient) values (1, 'Anna@p.example')",
                "insert into Page (id, letter_id) values (1, 1)");
        third.commit();
        List<String> hers = p.dump();
        other.commit();

        SweepRun run = sweep.get();
        assertThat(run.failed()).isEmpty();
        assertThat(run.sweeps()).singleElement().satisfies(s -> {
            assertThat(s.rows()).isZero();
            assertThat(s.leftToOthers()).containsExactly("Person.email");
        });
        assertThat(p.dump()).isEqualTo(hers);
    }

    @Test
    void anErasureThatAnotherNodeSweepsIsPassedOver() throws SQLException {
        run(other, "insert into Letter (id, recipient) values (1, 'Anna@p.example')");
        erased();
        waiting();
        other.commit();
        run(third, "select erasure_id from rasura_sweep for update");
        waiting();
        third.rollback();

        assertThat(swept().rows()).isEqualTo(1);
        assertThat(p.rasura().erasure().sweep().sweeps()).as("once").isEmpty();
        nothingOfHerIsLeft();
    }

    @Test
    void aDirtyEntityOfAnotherSessionWritesHerBack() throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        CountDownLatch erased = new CountDownLatch(1);
        Future<?> writer = threads.submit(() -> {
            try (Session session = p.factory().openSession()) {
                session.beginTransaction();
                Person anna = session.find(Person.class, 1L);
                anna.name = "Anna Another";
                loaded.countDown();
                erased.await();
                session.getTransaction().commit();
                return true;
            }
        });
        loaded.await();
        erased();
        waiting();
        erased.countDown();
        writer.get();
        came("Anna Another");

        assertThat(swept().rows()).isEqualTo(1);
        nothingOfHerIsLeft();
    }

    @Test
    void aDirtyEntityOfTheJoinedSessionDoesNot() {
        try (Session session = p.factory().openSession()) {
            session.beginTransaction();
            Person anna = session.find(Person.class, 1L);
            anna.name = "Anna Another";
            p.rasura().erasure().erase(ANNA, session);
            anna.name = "Anna Detached";
            session.getTransaction().commit();
        }
        nothingOfHerIsLeft();
        assertThat(swept().rows()).isZero();
        nothingOfHerIsLeft();
    }
}
