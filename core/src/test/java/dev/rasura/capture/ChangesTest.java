package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.invoice;
import static dev.rasura.capture.CaptureModel.line;
import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.capture.CaptureModel.Invoice;
import dev.rasura.capture.CaptureModel.Line;
import dev.rasura.capture.CaptureModel.Person;
import dev.rasura.capture.CaptureModel.Product;
import dev.rasura.capture.CaptureModel.Team;
import dev.rasura.capture.CaptureModel.Visit;
import dev.rasura.testing.Faults;
import java.util.List;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;

/** What is recorded of changes through Hibernate, of whom, and in how many statements. */
class ChangesTest extends CaptureContract {

    @Test
    void insertsUpdatesAndDeletesNameAttributesAndPeopleAndNoValues() {
        world.factory.inTransaction(session -> {
            session.persist(person(3, "Cleo"));
            Person anna = session.find(Person.class, 1L);
            anna.email = "new@example.com";
            anna.address = new CaptureModel.Address();
            anna.address.city = "Uppsala";
            anna.theme = "dark";
            session.remove(session.find(Invoice.class, 20L));
        });
        assertThat(world.told())
                .contains(
                        "data.created Person [email, name] rows=1 [Person#3]",
                        "data.deleted Invoice [person, remark] rows=1 [Person#2]",
                        "data.updated Person [address.city, email] rows=1 [Person#1]");
        assertThat(world.database.query(
                        Long.class, "select count(*) from rasura_audit_disclosure where disclosed like '%example.com'"))
                .isZero();
    }

    @Test
    void whatIsNobodysAndWhatIsNotPersonalIsNotRecorded() {
        world.factory.inTransaction(session -> {
            Product product = new Product();
            product.id = 1;
            product.title = "Pen";
            session.persist(product);
            session.find(Invoice.class, 10L).cents = 5;
        });
        assertThat(world.told()).isEmpty();
    }

    @Test
    void aRollbackLeavesNoEvent() {
        world.factory.inSession(session -> {
            session.beginTransaction();
            session.persist(person(3, "Cleo"));
            session.flush();
            session.getTransaction().rollback();
        });
        assertThat(world.told()).isEmpty();
        world.factory.inTransaction(session -> session.find(Invoice.class, 10L).remark = "after");
        assertThat(world.told()).containsExactly("data.updated Invoice [remark] rows=1 [Person#1]");
    }

    @Test
    void theNextTransactionOfTheSameSessionTellsNothingOfOneThatRolledBack() {
        world.factory.inSession(session -> {
            session.beginTransaction();
            session.persist(person(3, "Carl"));
            session.flush();
            session.getTransaction().rollback();
            session.clear();
            session.beginTransaction();
            session.persist(person(4, "Dora"));
            session.getTransaction().commit();
        });
        assertThat(world.told()).containsExactly("data.created Person [email, name] rows=1 [Person#4]");
    }

    @Test
    void aBusinessChangeWithoutItsEventDoesNotCommit() {
        world.database.execute("alter table rasura_audit_staged rename to rasura_hidden");
        assertThatThrownBy(() -> world.factory.inTransaction(session -> session.persist(person(3, "Cleo"))))
                .hasStackTraceContaining("could not be written");
        assertThat(world.database.count("Person")).isEqualTo(2);
        world.database.execute("alter table rasura_hidden rename to rasura_audit_staged");
        assertThat(world.told()).isEmpty();
    }

    @Test
    void fiftyRowsCostOneStatementMore() {
        int without;
        try (CaptureWorld other = CaptureWorld.withoutCapture(family)) {
            other.begin();
            fifty(other);
            without = other.statements();
            assertThat(other.told()).isEmpty();
        }
        fifty(world);
        assertThat(world.statements()).isEqualTo(without + 1);
        assertThat(world.told())
                .containsExactly(
                        "data.created Invoice [person, remark] rows=49 [Person#3]",
                        "data.created Person [email, name] rows=1 [Person#3]");
    }

    private static void fifty(CaptureWorld world) {
        world.factory.inTransaction(session -> {
            Person cleo = person(3, "Cleo");
            session.persist(cleo);
            for (int i = 0; i < 49; i++) {
                session.persist(invoice(100 + i, cleo));
            }
        });
    }

    @Test
    void manyPeopleInOneTransactionAreAllNamed() {
        world.factory.inTransaction(session -> {
            for (int id = 100; id < 250; id++) {
                session.persist(person(id, "P" + id));
            }
        });
        assertThat(world.events())
                .hasSize(3)
                .allSatisfy(e -> assertThat(e.type()).isEqualTo("data.created"));
        assertThat(world.events().stream().flatMap(e -> e.subjects().stream()).distinct())
                .hasSize(150);
    }

    @Test
    void peopleAreFoundThroughManagedRowsWithoutAStatementAndElseByOneLookup() {
        world.factory.inTransaction(session -> {
            Invoice loaded = session.find(Invoice.class, 10L);
            world.faults.failAt(0, Faults.Kind.ERROR);
            session.persist(line(1, loaded));
        });
        // The line, its event, the commit.
        assertThat(world.statements()).isEqualTo(3);
        assertThat(world.told()).containsExactly("data.created Line [invoice, note] rows=1 [Person#1]");
        world.begin();
        world.factory.inTransaction(session -> {
            for (int i = 2; i < 42; i++) {
                session.persist(line(i, session.getReference(Invoice.class, i % 2 == 0 ? 10L : 20L)));
            }
        });
        // Forty lines, one lookup, one statement of events, the commit.
        assertThat(world.statements()).isEqualTo(43);
        assertThat(world.told()).containsExactly("data.created Line [invoice, note] rows=40 [Person#1, Person#2]");
    }

    @Test
    void peopleOfRowsThatGoAreAskedForBeforeTheyAreGone() {
        world.factory.inTransaction(session -> {
            for (int i = 1; i <= 5; i++) {
                session.persist(line(i, session.getReference(Invoice.class, 20L)));
            }
        });
        world.factory.inSession(session -> {
            session.beginTransaction();
            List<Line> lines =
                    session.createSelectionQuery("from Line", Line.class).getResultList();
            world.begin();
            lines.forEach(session::remove);
            session.getTransaction().commit();
        });
        // One lookup, five deletes, one statement of events, the commit.
        assertThat(world.statements()).isEqualTo(8);
        assertThat(world.told()).containsExactly("data.deleted Line [invoice, note] rows=5 [Person#2]");
        assertThat(world.rasura.audit().captureCounts().unresolved()).isZero();
    }

    @Test
    void aRowThatGoesFromOnePersonToAnotherIsOfBoth() {
        world.factory.inTransaction(
                session -> session.find(Invoice.class, 10L).person = session.getReference(Person.class, 2L));
        assertThat(world.told()).containsExactly("data.updated Invoice [person] rows=1 [Person#1, Person#2]");
    }

    @Test
    void collectionsAreChangesOfTheirOwnerOrOfTheirMembers() {
        world.factory.inTransaction(
                session -> session.find(Person.class, 1L).phones.add("+46 1"));
        assertThat(world.told()).contains("data.updated Person [phones] rows=1 [Person#1]");
        world.begin();
        world.factory.inTransaction(session -> {
            Team team = new Team();
            team.id = 1;
            team.members.add(session.find(Person.class, 1L));
            session.persist(team);
        });
        assertThat(world.told()).contains("data.updated Person [members] rows=1 [Person#1]");
        world.begin();
        world.factory.inTransaction(session -> {
            Team team = session.find(Team.class, 1L);
            team.members.add(session.find(Person.class, 2L));
        });
        assertThat(world.told()).contains("data.updated Person [members] rows=1 [Person#2]");
    }

    @Test
    void statelessSessionsAreRecordedToo() {
        try (StatelessSession session = world.factory.openStatelessSession()) {
            session.beginTransaction();
            Person cleo = person(3, "Cleo");
            cleo.phones.add("+46 3");
            session.insert(cleo);
            Invoice invoice = session.get(Invoice.class, 10L);
            invoice.remark = "changed";
            session.update(invoice);
            session.delete(session.get(Invoice.class, 20L));
            session.getTransaction().commit();
        }
        assertThat(world.told())
                .contains(
                        "data.created Person [email, name] rows=1 [Person#3]",
                        "data.deleted Invoice [person, remark] rows=1 [Person#2]",
                        "data.updated Invoice [person, remark] rows=1 [Person#1]");
    }

    @Test
    void aChangeOutsideATransactionIsRefusedBeforeItIsMade() {
        try (StatelessSession session = world.factory.openStatelessSession()) {
            assertThatThrownBy(() -> session.insert(person(3, "Cleo")))
                    .hasStackTraceContaining("the session has no transaction");
        }
        assertThat(world.database.count("Person")).isEqualTo(2);
    }

    @Test
    void keysThatTheDatabaseMakesAreKnownByTheCommit() {
        world.factory.inTransaction(session -> {
            Visit visit = new Visit();
            visit.person = session.getReference(Person.class, 2L);
            visit.place = "Lund";
            session.persist(visit);
        });
        assertThat(world.told()).containsExactly("data.created Visit [person, place] rows=1 [Person#2]");
        assertThat(world.events().get(0).facts().get("keys")).matches("[0-9a-f]{32}");
    }

    @Test
    void sessionsWithinEachOtherRecordTheirOwnChanges() {
        world.factory.inSession(outer -> {
            outer.beginTransaction();
            outer.find(Invoice.class, 10L).remark = "outer";
            world.factory.inTransaction(inner -> inner.find(Invoice.class, 20L).remark = "inner");
            outer.getTransaction().rollback();
        });
        assertThat(world.told()).containsExactly("data.updated Invoice [remark] rows=1 [Person#2]");
    }

    @Test
    void theContextSaysWhoAndWhyAndWithoutOneNobodyKnows() {
        try (var scope = AuditContext.of(Actor.user("clerk"), "support").open()) {
            world.factory.inTransaction(session -> session.find(Invoice.class, 10L).remark = "a");
        }
        world.factory.inTransaction(session -> session.find(Invoice.class, 10L).remark = "b");
        assertThat(world.events())
                .extracting(e -> e.actor().type() + " " + e.purpose())
                .containsExactly("user support", "system null");
        assertThat(world.events().get(1).actor().ref()).isEqualTo("unknown");
    }
}
