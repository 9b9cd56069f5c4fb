package dev.rasura.example.benchmarks.trail;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.example.benchmarks.Contestant;
import dev.rasura.example.benchmarks.trail.model.Member;
import dev.rasura.example.benchmarks.trail.model.Visit;
import java.util.List;
import java.util.function.BiConsumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/**
 * Inserts visits in one transaction, through a factory that records it or not.
 *
 * @param rows how many, each of the next of the members
 * @param recording what the application itself must do for it in the transaction
 */
record Inserts(
        String name,
        boolean slow,
        SessionFactory factory,
        List<Member> members,
        int rows,
        BiConsumer<Session, Visit> recording)
        implements Contestant {

    private static final AuditContext CONTEXT = AuditContext.of(Actor.user("receptionist-7"), "admission");

    @Override
    public void turn(long first) {
        try (AuditContext.Scope scope = CONTEXT.open()) {
            factory.inTransaction(session -> {
                for (int i = 0; i < rows; i++) {
                    Visit visit = new Visit(first + i, members.get(i % members.size()));
                    session.persist(visit);
                    recording.accept(session, visit);
                }
            });
        }
    }
}
