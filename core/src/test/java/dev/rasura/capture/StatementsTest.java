package dev.rasura.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.capture.CaptureModel.Person;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;

/** What is recorded of statements that no entity accounts for. */
class StatementsTest extends CaptureContract {

    @Test
    void bulkAndNativeChangesAreOfWhoeverTheCallerNamesAndElseUnresolved() {
        world.factory.inTransaction(session -> {
            session.createMutationQuery("update Person set email = 'x', theme = 'y' where id > 5")
                    .executeUpdate();
            session.createNativeMutationQuery("delete from Invoice where id = 99")
                    .executeUpdate();
            try (var scope =
                    AuditContext.acting().about(SubjectRef.of("Person", 2)).open()) {
                session.createNativeMutationQuery("UPDATE Person SET NAME = 'z' WHERE ID = 2")
                        .executeUpdate();
            }
        });
        assertThat(world.told())
                .containsExactly(
                        "statement.changed Invoice [remark] UNRESOLVED []",
                        "statement.changed Person [email] UNRESOLVED []",
                        "statement.changed Person [name] [Person#2]");
        assertThat(world.rasura.audit().captureCounts().unresolved()).isEqualTo(2);
    }

    @Test
    void theyGoWithTheirTransaction() {
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
    }

    @Test
    void ofColumnsThatAreNotPersonalNothingIsSaid() {
        world.factory.inTransaction(session -> {
            session.createMutationQuery("update Person set theme = 'dark'").executeUpdate();
            session.createNativeMutationQuery("update Invoice set cents = 1 where remark_text = 'x'")
                    .executeUpdate();
            session.createNativeMutationQuery("delete from Product").executeUpdate();
        });
        assertThat(world.told()).isEmpty();
    }

    @Test
    void projectionsAndStatelessReadsAreRecordedAndLoadedEntitiesNotTwice() {
        world.factory.inTransaction(session -> {
            session.createSelectionQuery("select p.email from Person p", String.class)
                    .getResultList();
            session.createSelectionQuery("select count(p) from Person p", Long.class)
                    .getResultList();
            session.createNativeQuery("select * from Person", Object[].class).getResultList();
        });
        assertThat(world.told())
                .hasSize(2)
                .contains("statement.read Person [email] UNRESOLVED []")
                .anyMatch(told -> told.startsWith("statement.read Person [address.city,"));
        world.begin();
        world.factory.inTransaction(session -> session.find(Person.class, 1L));
        assertThat(world.told()).containsExactly("data.read Person [] rows=1 [Person#1]");
    }

    @Test
    void statelessSessionsAreHeardToo() {
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
    }

    @Test
    void whatCannotBeSeenIsCounted() {
        try (var session = world.factory
                .withOptions()
                .statementInspector((UnaryOperator<String>) sql -> sql)
                .openSession()) {
            session.beginTransaction();
            session.createMutationQuery("update Person set email = 'x'").executeUpdate();
            session.getTransaction().commit();
        }
        assertThat(world.rasura.audit().captureCounts().uninspected()).isPositive();
        assertThat(world.told()).isEmpty();
    }
}
