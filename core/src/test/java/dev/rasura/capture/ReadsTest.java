package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.invoice;
import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.capture.CaptureModel.Invoice;
import dev.rasura.capture.CaptureModel.Person;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Faults;
import dev.rasura.testing.OnEachDatabase;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;

/** Who is recorded as read, once a unit of work, and never in the reader's transaction. */
class ReadsTest {

    private static void in(DatabaseFamily family, Consumer<CaptureWorld> test) {
        try (CaptureWorld world = CaptureWorld.of(family)) {
            world.factory.inTransaction(session -> {
                for (int id = 1; id <= 150; id++) {
                    session.persist(person(id, "P" + id));
                }
                session.persist(invoice(10, session.find(Person.class, 1L)));
            });
            world.begin();
            test.accept(world);
            world.rasura.audit().seal();
            assertThat(world.rasura.audit().verify().intact()).isTrue();
        }
    }

    @OnEachDatabase
    void aTransactionIsOneEventWithAllWhomItLoaded(DatabaseFamily family) {
        in(family, world -> {
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
        });
    }

    @OnEachDatabase
    void entitiesWithoutTheAnnotationAreNot(DatabaseFamily family) {
        in(family, world -> {
            world.factory.inTransaction(session -> session.find(Invoice.class, 10L));
            assertThat(world.told()).isEmpty();
        });
    }

    @OnEachDatabase
    void theReadersTransactionMayBeReadOnlyAndRollBack(DatabaseFamily family) {
        in(family, world -> {
            world.factory.inSession(session -> {
                session.doWork(connection -> connection.setReadOnly(true));
                session.beginTransaction();
                session.find(Person.class, 7L);
                session.getTransaction().rollback();
                session.doWork(connection -> connection.setReadOnly(false));
            });
            assertThat(world.told()).containsExactly("data.read Person [] rows=1 [Person#7]");
        });
    }

    @OnEachDatabase
    void whatIsLoadedOutsideOfTransactionsIsOneEventOfTheSession(DatabaseFamily family) {
        in(family, world -> {
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
        });
    }

    @OnEachDatabase
    void whatTheSecondLevelCacheServesIsReadToo(DatabaseFamily family) {
        try (CaptureWorld world = CaptureWorld.of(
                family,
                Map.of(
                        "hibernate.cache.use_second_level_cache",
                        true,
                        "hibernate.cache.region.factory_class",
                        "jcache",
                        "hibernate.javax.cache.missing_cache_strategy",
                        "create",
                        "jakarta.persistence.sharedCache.mode",
                        "ENABLE_SELECTIVE"))) {
            world.factory.inTransaction(session -> session.persist(person(1, "Anna")));
            world.factory.inTransaction(session -> session.find(Person.class, 1L));
            world.begin();
            world.factory.inTransaction(session -> {
                world.faults.failAt(0, Faults.Kind.ERROR);
                assertThat(session.find(Person.class, 1L).name).isEqualTo("Anna");
                assertThat(world.statements()).isZero();
            });
            assertThat(world.told()).containsExactly("data.read Person [] rows=1 [Person#1]");
        }
    }

    @OnEachDatabase
    void aHundredAreNamedAndTheOthersCounted(DatabaseFamily family) {
        in(family, world -> {
            world.factory.inTransaction(session ->
                    session.createSelectionQuery("from Person", Person.class).getResultList());
            assertThat(world.events()).singleElement().satisfies(event -> {
                assertThat(event.subjects()).hasSize(100);
                assertThat(event.facts()).containsEntry("rows", "150").containsEntry("moreSubjects", "50");
            });
        });
    }

    @OnEachDatabase
    void readingCostsTheReaderNoStatement(DatabaseFamily family) {
        in(family, world -> {
            world.rasura.audit().awaitWritten(java.time.Duration.ofSeconds(20));
            try (Session session = world.factory.openSession()) {
                session.beginTransaction();
                world.begin();
                session.find(Person.class, 1L);
                assertThat(world.statements()).isEqualTo(1);
                session.getTransaction().commit();
            }
        });
    }

    @OnEachDatabase
    void readsThatCannotBeWrittenAreCountedAndFailNobody(DatabaseFamily family) {
        in(family, world -> {
            world.database.execute("alter table rasura_audit_staged rename to rasura_hidden");
            world.factory.inTransaction(session -> session.find(Person.class, 1L));
            world.rasura.audit().awaitWritten(java.time.Duration.ofSeconds(20));
            world.database.execute("alter table rasura_hidden rename to rasura_audit_staged");
            assertThat(world.rasura.audit().lost()).containsEntry("data.read", 1L);
        });
    }
}
