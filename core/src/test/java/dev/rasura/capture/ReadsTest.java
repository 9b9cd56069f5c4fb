package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.invoice;
import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.capture.CaptureModel.Invoice;
import dev.rasura.capture.CaptureModel.Person;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Who is recorded as read, once a unit of work, and never in the reader's transaction. */
class ReadsTest extends CaptureContract {

    @Override
    void fill(Session session) {
        for (int id = 1; id <= 150; id++) {
            session.persist(person(id, "P" + id));
        }
        session.persist(invoice(10, session.find(Person.class, 1L)));
    }

    @Test
    void aTransactionIsOneEventWithAllWhomItLoaded() {
        try (var scope = AuditContext.of(Actor.user("clerk"), "support").open()) {
            world.factory.inTransaction(session -> {
                session.find(Person.class, 3L);
                session.find(Person.class, 3L);
                session.createSelectionQuery("from Person where id in (4, 5)", Person.class)
                        .getResultList();
            });
        }
        assertThat(world.told()).containsExactly("data.read Person [] rows=3 [Person#3, Person#4, Person#5]");
        assertThat(world.events().get(0).purpose()).isEqualTo("support");
    }

    @Test
    void entitiesWithoutTheAnnotationAreNot() {
        world.factory.inTransaction(session -> session.find(Invoice.class, 10L));
        assertThat(world.told()).isEmpty();
    }

    @Test
    void theReadersTransactionMayBeReadOnlyAndRollBack() {
        world.factory.inSession(session -> {
            session.doWork(connection -> connection.setReadOnly(true));
            session.beginTransaction();
            session.find(Person.class, 7L);
            session.getTransaction().rollback();
            session.doWork(connection -> connection.setReadOnly(false));
        });
        assertThat(world.told()).containsExactly("data.read Person [] rows=1 [Person#7]");
    }

    @Test
    void whatIsLoadedOutsideOfTransactionsIsOneEventOfTheSession() {
        try (Session view = world.factory.openSession()) {
            view.find(Person.class, 1L);
            view.beginTransaction();
            view.find(Person.class, 2L);
            view.getTransaction().commit();
            view.find(Person.class, 3L);
            assertThat(world.told()).containsExactly("data.read Person [] rows=1 [Person#2]");
        }
        assertThat(world.told())
                .containsExactly(
                        "data.read Person [] rows=1 [Person#2]", "data.read Person [] rows=2 [Person#1, Person#3]");
    }

    @Test
    void aHundredAreNamedAndTheOthersCounted() {
        world.factory.inTransaction(session ->
                session.createSelectionQuery("from Person", Person.class).getResultList());
        assertThat(world.events()).singleElement().satisfies(event -> {
            assertThat(event.subjects()).hasSize(100);
            assertThat(event.facts()).containsEntry("rows", "150").containsEntry("moreSubjects", "50");
        });
    }

    @Test
    void readingCostsTheReaderNoStatement() {
        world.rasura.audit().awaitWritten(java.time.Duration.ofSeconds(20));
        try (Session session = world.factory.openSession()) {
            session.beginTransaction();
            world.begin();
            session.find(Person.class, 1L);
            assertThat(world.statements()).isEqualTo(1);
            session.getTransaction().commit();
        }
    }

    @Test
    void readsThatCannotBeWrittenAreCountedAndFailNobody() {
        world.database.execute("alter table rasura_audit_staged rename to rasura_hidden");
        world.factory.inTransaction(session -> session.find(Person.class, 1L));
        world.rasura.audit().awaitWritten(java.time.Duration.ofSeconds(20));
        world.database.execute("alter table rasura_hidden rename to rasura_audit_staged");
        assertThat(world.rasura.audit().lost()).containsEntry("data.read", 1L);
    }
}
