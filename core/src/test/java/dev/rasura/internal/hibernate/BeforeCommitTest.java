package dev.rasura.internal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionImplementor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work before a commit is done once, last of all, and not at all if the transaction rolls back. */
class BeforeCommitTest {

    private TestDatabase database;
    private SessionFactory factory;
    private Session session;
    private final List<String> done = new ArrayList<>();

    @Entity(name = "Marker")
    static class Marker {
        @Id
        long id;
    }

    @BeforeEach
    void open() {
        database = TestDatabases.h2();
        factory = database.sessionFactory(Marker.class);
        session = factory.openSession();
        session.beginTransaction();
    }

    @AfterEach
    void close() {
        session.close();
        factory.close();
        database.close();
    }

    private void before(Runnable work) {
        UnitsOfWork.beforeCompletion(session.unwrap(SessionImplementor.class), work);
    }

    @Test
    void itIsDoneOnceAfterAllSynchronizations() {
        before(() -> done.add("work"));
        session.getTransaction().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                done.add("synchronization");
            }

            @Override
            public void afterCompletion(int status) {
                // nothing
            }
        });
        session.getTransaction().commit();
        assertThat(done).containsExactly("synchronization", "work");
    }

    @Test
    void whatIsRegisteredByWorkIsDoneToo() {
        before(() -> before(() -> before(() -> done.add("work"))));
        session.getTransaction().commit();
        assertThat(done).containsExactly("work");
    }

    @Test
    void afterARollbackItIsNotDoneInTheNextTransaction() {
        before(() -> done.add("work"));
        session.getTransaction().rollback();
        session.beginTransaction();
        session.getTransaction().commit();
        assertThat(done).isEmpty();
    }

    @Test
    void whatItThrowsFailsTheCommit() {
        session.persist(new Marker());
        before(() -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> session.getTransaction().commit()).hasStackTraceContaining("no");
        assertThat(database.count("Marker")).isZero();
    }
}
