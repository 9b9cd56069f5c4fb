package dev.rasura.internal.audit;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.LastCall;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** The whole life of a node, in a process of its own, which ends before the call that a test chooses. */
final class NodeLife {

    static final String DECIDED = "case.decided";
    static final String DENIED = "case.denied";

    private NodeLife() {}

    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Entity(name = "Applicant")
    static final class Applicant {
        @Id
        long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        Applicant() {}

        Applicant(long id) {
            this.id = id;
            this.name = "Anna Berg " + id;
        }
    }

    static Rasura.Builder rasura(SessionFactory factory, Path keys) {
        return Rasura.builder(factory)
                .keys(KeyFile.read(keys))
                .eventType(EventType.of(DECIDED).requiringSubject())
                .eventType(EventType.of(DENIED).withMode(EventMode.DETACHED));
    }

    /** Another node on the same trail, without the application. */
    static SealedTrail trail(SessionFactory factory, Path keys, Path anchor, String name, Clock clock) {
        return new SealedTrail(
                TrailParts.of(TestDatabase.unitsOfWork(factory), OwnTables.defaults(), new KeyRing(KeyFile.read(keys)))
                        .withAnchors(List.of(new FileAnchor(anchor)))
                        .withClock(clock)
                        .withNode(name));
    }

    /** Arguments of its own: file of keys, the node's number. */
    public static void main(String[] arguments) throws SQLException {
        Path keys = Path.of(arguments[6]);
        int number = Integer.parseInt(arguments[7]);
        EndedProcess.main(arguments, Applicant.class, (factory, anchor, last) -> {
            Rasura rasura =
                    rasura(factory, keys).anchor(anchor).node("node-" + number).build();
            live(rasura, factory, number, last);
        });
    }

    private static void live(Rasura rasura, SessionFactory factory, int number, LastCall last) {
        last.phase("business");
        try (Session session = factory.openSession()) {
            decide(rasura, session, number);
            session.getTransaction().commit();
        }
        last.detached("business");
        rasura.audit().awaitWritten(Duration.ofMinutes(1));
        last.phase("rollback");
        try (Session session = factory.openSession()) {
            decide(rasura, session, -number);
            session.flush();
            session.getTransaction().rollback();
        }
        last.detached("rollback");
        rasura.audit().awaitWritten(Duration.ofMinutes(1));
        last.phase("erase");
        rasura.erasure().erase(SubjectRef.of("Applicant", number));
        last.phase("seal");
        rasura.audit().seal();
        last.phase("record");
        rasura.audit().record(decided(number));
        last.phase("close");
        rasura.close();
        last.phase("");
    }

    /** A captured change, an event that it requires, and one that survives a rollback. */
    private static void decide(Rasura rasura, Session session, long number) {
        session.beginTransaction();
        session.persist(new Applicant(number));
        rasura.audit().record(decided(number), session);
        rasura.audit()
                .record(
                        AuditEvent.of(DENIED, Actor.user("clerk"))
                                .denied(number > 0 ? "committed" : "rolled back")
                                .build(),
                        session);
    }

    private static AuditEvent decided(long number) {
        return AuditEvent.of(DECIDED, Actor.user("clerk"))
                .subject(SubjectRef.of("Applicant", number))
                .build();
    }
}
