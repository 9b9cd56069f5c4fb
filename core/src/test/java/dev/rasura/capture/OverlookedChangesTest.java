package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.invoice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.capture.CaptureModel.Badge;
import dev.rasura.capture.CaptureModel.Finding;
import dev.rasura.capture.CaptureModel.Invoice;
import dev.rasura.capture.CaptureModel.Patient;
import dev.rasura.capture.CaptureModel.Person;
import dev.rasura.capture.CaptureModel.Team;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.junit.jupiter.api.Test;

/** Changes on ways on which they could pass unseen. Each of these once did. */
class OverlookedChangesTest extends CaptureContract {

    static final String BULK = "statement.changed Invoice [remark] UNRESOLVED []";

    @Test
    void ofTwoAttributesOfOneColumnTheOneThatWritesCounts() {
        world.factory.inTransaction(session -> {
            Badge badge = new Badge();
            badge.id = 1;
            badge.label = "first";
            badge.person = session.getReference(Person.class, 1L);
            session.persist(badge);
        });
        assertThat(world.told()).containsExactly("data.created Badge [label, person] rows=1 [Person#1]");
        world.begin();
        world.factory.inTransaction(session -> session.find(Badge.class, 1L).label = "second");
        assertThat(world.told()).containsExactly("data.updated Badge [label] rows=1 [Person#1]");
        world.begin();
        world.factory.inTransaction(
                session -> session.find(Badge.class, 1L).person = session.getReference(Person.class, 2L));
        assertThat(world.told()).containsExactly("data.updated Badge [person] rows=1 [Person#1, Person#2]");
    }

    @Test
    void ofTwoPartsOfOneColumnTheOneThatWritesCounts() {
        world.factory.inTransaction(session -> {
            Badge badge = new Badge();
            badge.id = 1;
            badge.print = new CaptureModel.Print();
            badge.print.front = "first";
            session.persist(badge);
        });
        assertThat(world.told()).containsExactly("data.created Badge [print.front] rows=1 []");
        world.begin();
        world.factory.inTransaction(session -> session.find(Badge.class, 1L).print.front = "second");
        assertThat(world.told()).containsExactly("data.updated Badge [print.front] rows=1 []");
        world.begin();
        world.factory.inTransaction(session -> session.find(Badge.class, 1L).print.back = "third");
        assertThat(world.told()).containsExactly("data.updated Badge [print.back] rows=1 []");
    }

    @Test
    void membersNeedNotBeLoaded() {
        world.factory.inTransaction(session -> session.persist(team(session.getReference(Person.class, 1L))));
        assertThat(world.told()).containsExactly("data.updated Person [members] rows=1 [Person#1]");
        world.begin();
        world.factory.inTransaction(session -> session.find(Team.class, 1L).members = new ArrayList<>());
        assertThat(world.told()).containsExactly("statement.changed team_person [members] UNRESOLVED []");
        world.begin();
        world.factory.inStatelessTransaction(session -> {
            Team team = team(session.get(Person.class, 2L));
            team.id = 2;
            session.insert(team);
        });
        assertThat(world.told()).contains("statement.changed team_person [members] UNRESOLVED []");
        world.begin();
        world.factory.inTransaction(session -> session.remove(session.find(Team.class, 2L)));
        assertThat(world.told()).containsExactly("statement.changed team_person [members] UNRESOLVED []");
    }

    private static Team team(Person member) {
        Team team = new Team();
        team.id = 1;
        team.members.add(member);
        return team;
    }

    @Test
    void whatIsTakenOutOfAListAndDeletedWasOfItsOwner() {
        world.factory.inTransaction(session -> {
            Finding finding = new Finding();
            finding.id = 1;
            finding.text = "healthy";
            Patient patient = new Patient();
            patient.id = 1;
            patient.name = "Pia";
            patient.insurer = "none";
            patient.findings.add(finding);
            session.persist(patient);
        });
        world.begin();
        world.factory.inTransaction(
                session -> session.find(Patient.class, 1L).findings.clear());
        assertThat(world.events())
                .filteredOn(event -> event.type().equals("data.deleted"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.entity()).isEqualTo("Finding");
                    assertThat(event.subjects())
                            .singleElement()
                            .satisfies(subject -> assertThat(subject.type()).isEqualTo("Patient"));
                });
        // The entity in two tables was loaded, and nothing else of it was read.
        assertThat(world.told()).noneMatch(told -> told.startsWith("statement."));
        world.begin();
        world.factory.inTransaction(session -> session.createSelectionQuery("select insurer from Patient", String.class)
                .getResultList());
        assertThat(world.told()).containsExactly("statement.read patient_more [insurer] UNRESOLVED []");
    }

    @Test
    void whatASynchronizationFlushesIsRecorded() {
        world.factory.inTransaction(session -> session.getTransaction().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                session.find(Invoice.class, 10L).remark = "late";
                session.flush();
            }

            @Override
            public void afterCompletion(int status) {
                // nothing more
            }
        }));
        assertThat(world.told()).containsExactly("data.updated Invoice [remark] rows=1 [Person#1]");
    }

    @Test
    void statementsBehindAnUpdateThatAListenerRefusedAreRecorded() {
        world.factory
                .unwrap(SessionFactoryImplementor.class)
                .getServiceRegistry()
                .requireService(EventListenerRegistry.class)
                .appendListeners(org.hibernate.event.spi.EventType.PRE_UPDATE, (PreUpdateEventListener) event -> true);
        world.factory.inTransaction(session -> {
            session.find(Invoice.class, 10L).remark = "refused";
            session.createMutationQuery("update Invoice set remark = 'x' where id = 20")
                    .executeUpdate();
        });
        assertThat(world.told()).containsExactly(BULK);
        world.begin();
        world.factory.inStatelessTransaction(session -> {
            session.update(session.get(Invoice.class, 10L));
            bulk(session);
        });
        assertThat(world.told()).containsExactly(BULK);
        world.begin();
        world.factory.inStatelessTransaction(session -> {
            session.update(session.get(Invoice.class, 10L));
            bulk(session);
            session.insert(invoice(30, null));
        });
        assertThat(world.told()).contains(BULK);
    }

    static void bulk(StatelessSession session) {
        session.createNativeMutationQuery("update Invoice set remark_text = 'x' where id = 20")
                .executeUpdate();
    }

    @Test
    void aSessionThatSharesATransactionMayCloseBeforeItsEnd() {
        world.factory.inTransaction(parent -> {
            try (Session child = parent.sessionWithOptions().connection().openSession()) {
                child.find(Invoice.class, 10L).remark = "by the child";
                child.flush();
            }
        });
        assertThat(world.told()).contains("data.updated Invoice [remark] rows=1 [Person#1]");
        assertThat(world.database.query(String.class, "select remark_text from Invoice where id = 10"))
                .isEqualTo("by the child");
    }
}
