package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.invoice;
import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.capture.CaptureModel.Person;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hibernate.StatelessSession;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** What is recorded of statements that no entity accounts for. */
class StatementsTest {

    private static void in(DatabaseFamily family, Consumer<CaptureWorld> test) {
        try (CaptureWorld world = CaptureWorld.of(family)) {
            world.factory.inTransaction(session -> {
                Person anna = person(1, "Anna");
                session.persist(anna);
                session.persist(person(2, "Bert"));
                session.persist(invoice(10, anna));
            });
            world.begin();
            test.accept(world);
        }
    }

    @OnEachDatabase
    void bulkAndNativeChangesAreOfWhoeverTheCallerNamesAndElseUnresolved(DatabaseFamily family) {
        in(family, world -> {
            world.factory.inTransaction(session -> {
                session.createMutationQuery("update Person set email = 'x', theme = 'y' where id > 5")
                        .executeUpdate();
                session.createNativeMutationQuery("delete from Invoice where id = 99")
                        .executeUpdate();
                try (var scope =
                        AuditContext.acting().about(SubjectRef.of("Person", 2)).open()) {
                    session.createNativeMutationQuery(
                                    "UPDATE \"PERSON\" SET NAME = 'z' WHERE ID = 2".replace("\"PERSON\"", "Person"))
                            .executeUpdate();
                }
            });
            assertThat(world.told())
                    .containsExactly(
                            "statement.changed Invoice [person, remark] UNRESOLVED []".replace("person, ", ""),
                            "statement.changed Person [email] UNRESOLVED []",
                            "statement.changed Person [name] [Person#2]");
            assertThat(world.rasura.audit().captureCounts().unresolved()).isEqualTo(2);
        });
    }

    @OnEachDatabase
    void theyGoWithTheirTransaction(DatabaseFamily family) {
        in(family, world -> {
            world.factory.inSession(session -> {
                session.beginTransaction();
                session.createMutationQuery("update Person set email = 'x'").executeUpdate();
                session.getTransaction().rollback();
            });
            assertThat(world.told()).isEmpty();
            world.database.execute("alter table rasura_audit_staged rename to rasura_hidden");
            assertThatThrownBy(() -> world.factory.inTransaction(
                            session -> session.createMutationQuery("update Person set email = 'x'")
                                    .executeUpdate()))
                    .hasStackTraceContaining("could not be written");
            world.database.execute("alter table rasura_hidden rename to rasura_audit_staged");
            assertThat(world.database.query(String.class, "select email from Person where id = 1"))
                    .isEqualTo("anna@example.com");
        });
    }

    @OnEachDatabase
    void ofColumnsThatAreNotPersonalNothingIsSaid(DatabaseFamily family) {
        in(family, world -> {
            world.factory.inTransaction(session -> {
                session.createMutationQuery("update Person set theme = 'dark'").executeUpdate();
                session.createNativeMutationQuery("update Invoice set cents = 1 where remark_text = 'x'")
                        .executeUpdate();
                session.createNativeMutationQuery("delete from Product").executeUpdate();
            });
            assertThat(world.told()).isEmpty();
        });
    }

    @OnEachDatabase
    void projectionsAndStatelessReadsAreRecordedAndLoadedEntitiesNotTwice(DatabaseFamily family) {
        in(family, world -> {
            world.factory.inTransaction(session -> {
                session.createSelectionQuery("select p.email from Person p", String.class)
                        .getResultList();
                session.createSelectionQuery("select count(p) from Person p", Long.class)
                        .getResultList();
                session.createNativeQuery("select * from Person", Object[].class)
                        .getResultList();
            });
            assertThat(world.told())
                    .hasSize(2)
                    .contains("statement.read Person [email] UNRESOLVED []")
                    .anyMatch(told -> told.startsWith("statement.read Person [address.city,"));
            world.begin();
            world.factory.inTransaction(session -> session.find(Person.class, 1L));
            assertThat(world.told()).containsExactly("data.read Person [] rows=1 [Person#1]");
        });
    }

    @OnEachDatabase
    void statelessSessionsAreHeardToo(DatabaseFamily family) {
        in(family, world -> {
            try (StatelessSession session = world.factory.openStatelessSession()) {
                session.beginTransaction();
                session.createNativeMutationQuery("update Person set email = 'x' where id = 1")
                        .executeUpdate();
                session.get(Person.class, 1L);
                session.getTransaction().commit();
            }
            assertThat(world.told())
                    .hasSize(2)
                    .contains("statement.changed Person [email] UNRESOLVED []")
                    .anyMatch(told -> told.startsWith("statement.read Person [address.city,"));
        });
    }

    @OnEachDatabase
    void theInspectorThatTheUserConfiguredStillHasItsSay(DatabaseFamily family) {
        AtomicInteger seen = new AtomicInteger();
        StatementInspector own = sql -> {
            seen.incrementAndGet();
            return sql + " /* seen */";
        };
        try (CaptureWorld world =
                CaptureWorld.of(family, Map.of("hibernate.session_factory.statement_inspector", own))) {
            seen.set(0);
            world.begin();
            world.factory.inTransaction(session ->
                    session.createMutationQuery("update Person set email = 'x'").executeUpdate());
            assertThat(seen.get()).isEqualTo(1);
            assertThat(world.told()).containsExactly("statement.changed Person [email] UNRESOLVED []");
        }
    }

    @OnEachDatabase
    void whatCannotBeSeenIsCounted(DatabaseFamily family) {
        in(family, world -> {
            try (var session = world.factory
                    .withOptions()
                    .statementInspector((java.util.function.UnaryOperator<String>) sql -> sql)
                    .openSession()) {
                session.beginTransaction();
                session.createMutationQuery("update Person set email = 'x'").executeUpdate();
                session.getTransaction().commit();
            }
            assertThat(world.rasura.audit().captureCounts().uninspected()).isPositive();
            assertThat(world.told()).isEmpty();
        });
    }
}
