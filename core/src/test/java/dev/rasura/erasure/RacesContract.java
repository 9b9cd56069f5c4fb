package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What happens at the same time, on a database whose sessions wait for rows. No sleeps: a step is taken when the database
 * says that the other session waits for a lock. The subject and the rows in between stay, so that no foreign key does the
 * waiting for us.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RacesContract {

    @Entity(name = "Person")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Person {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Person() {}

        Person(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Thread")
    @OnErasure(RowAction.ANONYMISE)
    static class Topic {
        @Id
        Long id;

        @ManyToOne
        Person person;

        Topic() {}

        Topic(long id, Person person) {
            this.id = id;
            this.person = person;
        }
    }

    @Entity(name = "Post")
    static class Post {
        @Id
        Long id;

        @ManyToOne
        Topic topic;
    }

    @Entity(name = "Mail")
    @SubjectPath("sender")
    @SubjectPath(value = "recipient", onErasure = RowAction.UNLINK)
    static class Mail {
        @Id
        Long id;

        @ManyToOne
        Person sender;

        @ManyToOne
        Person recipient;

        Mail() {}

        Mail(long id, Person sender, Person recipient) {
            this.id = id;
            this.sender = sender;
            this.recipient = recipient;
        }
    }

    /** Two of them may name each other. */
    @Entity(name = "Friend")
    @DataSubject
    static class Friend {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        @NotPersonal
        Friend mentor;

        @ManyToOne
        @NotPersonal
        Friend deputy;

        Friend() {}

        Friend(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Album")
    static class Album {
        @Id
        Long id;

        @ManyToOne
        Friend friend;

        Album() {}

        Album(long id, Friend friend) {
            this.id = id;
            this.friend = friend;
        }
    }

    @Entity(name = "Photo")
    static class Photo {
        @Id
        Long id;

        @ManyToOne
        Album album;
    }

    private final DatabaseFamily family;
    private final String waiting;
    private ExecutorService threads;
    Population p;

    /** @param waiting counts the sessions on this database that wait for a lock */
    RacesContract(DatabaseFamily family, String waiting) {
        this.family = family;
        this.waiting = waiting;
    }

    @BeforeAll
    void open() {
        p = Population.of(
                family, Person.class, Topic.class, Post.class, Mail.class, Friend.class, Album.class, Photo.class);
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
        p.close();
    }

    Connection other;

    @BeforeEach
    void fill() throws SQLException {
        p.emptied();
        Person anna = new Person(1, "anna@a.example");
        Person bert = new Person(2, "bert@b.example");
        p.save(anna, bert, new Topic(1, anna), new Mail(1, anna, bert), new Mail(2, bert, anna));
        other = p.database().connect();
        other.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        other.close();
    }

    Future<ErasureReceipt> erasing(long id) {
        return threads.submit(() -> p.rasura().erasure().erase(SubjectRef.of(Person.class, id)));
    }

    /**
     * Returns when that many sessions wait for a lock, or one of the erasures is done and will never wait. MariaDB tells
     * anew only whom nobody asked for a tenth of a second.
     */
    void awaitWaiting(int sessions, List<Future<ErasureReceipt>> erasures) {
        while (p.database().query(Long.class, waiting) < sessions
                && erasures.stream().noneMatch(Future::isDone)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(120));
        }
    }

    void inFlight(String sql) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aChildInFlightDoesNotSurvive() throws Exception {
        inFlight("insert into Mail (id, sender_id) values (3, 1)");
        Future<ErasureReceipt> erasure = erasing(1);
        awaitWaiting(1, List.of(erasure));
        assertThat(erasure).as("it waits").isNotDone();
        other.commit();

        assertThat(erasure.get().rows(Treatment.DELETED)).isEqualTo(2);
        assertThat(p.database().query(Long.class, "select count(*) from Mail where sender_id = 1"))
                .isZero();
    }

    @Test
    void aChildInFlightThatIsRolledBackIsNotCounted() throws Exception {
        inFlight("insert into Mail (id, sender_id) values (3, 1)");
        Future<ErasureReceipt> erasure = erasing(1);
        awaitWaiting(1, List.of(erasure));
        other.rollback();

        assertThat(erasure.get().rows(Treatment.DELETED)).isEqualTo(1);
    }

    @Test
    void aGrandchildInFlightDoesNotSurvive() throws Exception {
        inFlight("insert into Post (id, topic_id) values (1, 1)");
        Future<ErasureReceipt> erasure = erasing(1);
        awaitWaiting(1, List.of(erasure));
        assertThat(erasure).as("it waits").isNotDone();
        other.commit();

        erasure.get();
        assertThat(p.database().count("Post")).isZero();
    }

    @Test
    void ofTwoErasuresOfOneSubjectOneIsExecuted() throws Exception {
        inFlight("select id from Person where id = 1 for update");
        Future<ErasureReceipt> first = erasing(1);
        Future<ErasureReceipt> second = erasing(1);
        awaitWaiting(2, List.of(first, second));
        other.commit();

        assertThat(List.of(first.get().outcome(), second.get().outcome()))
                .containsExactlyInAnyOrder(ErasureReceipt.Outcome.EXECUTED, ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(first.get().id()).isEqualTo(second.get().id());
        assertThat(p.database().count("rasura_erasure")).isEqualTo(1);
    }

    @Test
    void twoWhoWroteToEachOtherAreErasedAtOnceWithoutWaitingForEachOther() throws Exception {
        // Without one order of locks: Bert waits for mail 1; Anna has mail 2 and waits for mail 1; Bert then wants mail
        // 2.
        inFlight("select id from Mail where id = 1 for update");
        Future<ErasureReceipt> bert = erasing(2);
        awaitWaiting(1, List.of(bert));
        Future<ErasureReceipt> anna = erasing(1);
        awaitWaiting(2, List.of(bert, anna));
        other.commit();

        assertThat(bert.get().outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(anna.get().outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(p.database().count("Mail")).isZero();
        assertThat(p.dump()).noneMatch(r -> r.contains("example"));
    }

    @Test
    void twoWhoseRowsNameEachOtherAreErasedAtOnceThoughTheyStandInEachOthersWay() throws Exception {
        Friend anna = new Friend(1, "anna@a.example");
        Friend bert = new Friend(2, "bert@b.example");
        Friend carl = new Friend(3, "carl@c.example");
        p.save(anna, bert, carl, new Album(1, anna), new Album(2, bert), new Album(3, carl));
        p.database().execute("update Friend set mentor_id = 3 - id, deputy_id = 3 - id where id < 3");
        p.database().execute("update Friend set mentor_id = 1, deputy_id = 2 where id = 3");
        // Each has its own row by the time that it waits for its album, and needs the other's to unlink it.
        inFlight("select id from Album for update");
        Future<ErasureReceipt> first = threads.submit(() -> p.rasura().erasure().erase(SubjectRef.of(Friend.class, 1)));
        Future<ErasureReceipt> second =
                threads.submit(() -> p.rasura().erasure().erase(SubjectRef.of(Friend.class, 2)));
        awaitWaiting(2, List.of(first, second));
        other.commit();

        assertThat(first.get().outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(second.get().outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(p.dump().stream().filter(r -> r.startsWith("friend") || r.startsWith("album")))
                .containsExactly("album{friend_id=3, id=3}", "friend{email=carl@c.example, id=3}");
        assertThat(p.database().count("rasura_erasure")).isEqualTo(2);
        assertThat(p.database().count("rasura_sweep")).isEqualTo(2);
    }
}
