package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rasura.capture.CaptureModel.Person;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A transaction that rolls back leaves nothing behind in its session, of which Hibernate would warn when that is closed. */
class QuietRollbackTest extends CaptureContract {

    private final Logger hibernate = (Logger) LoggerFactory.getLogger("org.hibernate.orm.session");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        hibernate.addAppender(log);
    }

    @AfterEach
    void leave() {
        hibernate.detachAppender(log);
    }

    private void rolledBack(Consumer<Session> work) {
        world.factory.inSession(session -> {
            session.beginTransaction();
            work.accept(session);
            session.getTransaction().rollback();
        });
    }

    private void isQuiet() {
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
        assertThat(world.told()).noneMatch(event -> event.contains("created") || event.contains("updated"));
    }

    @Test
    void changesAndReadsOfASession() {
        rolledBack(session -> {
            session.persist(person(3, "Cleo"));
            session.find(Person.class, 1L).name = "Anne";
            session.flush();
            session.createQuery("select p.name from Person p", String.class).list();
        });
        isQuiet();
    }

    @Test
    void changesOfAStatelessSession() {
        StatelessSession session = world.factory.openStatelessSession();
        session.beginTransaction();
        session.insert(person(3, "Cleo"));
        session.getTransaction().rollback();
        session.close();
        isQuiet();
    }

    @Test
    void statements() {
        rolledBack(session ->
                session.createMutationQuery("update Person p set p.name = 'x'").executeUpdate());
        isQuiet();
    }
}
