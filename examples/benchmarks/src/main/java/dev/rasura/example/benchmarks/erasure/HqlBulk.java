package dev.rasura.example.benchmarks.erasure;

import dev.rasura.example.benchmarks.Contestant;
import java.util.List;
import org.hibernate.SessionFactory;

/** Bulk statements in HQL, without locks and records: what a careful Hibernate user writes. */
final class HqlBulk implements Contestant {

    private static final List<String> WORK = List.of(
            "delete PurchaseLine l where l.purchase.id in (select p.id from Purchase p where p.person.id = :person)",
            "delete Purchase p where p.person.id = :person",
            "delete TicketEntry e where e.ticket.id in (select t.id from Ticket t where t.person.id = :person)",
            "delete Ticket t where t.person.id = :person",
            "delete Visit v where v.person.id = :person",
            "update Person p set p.name = 'erased', p.email = concat('erased-', cast(p.id as string), '@invalid')"
                    + " where p.id = :person");

    private final SessionFactory factory;

    HqlBulk(SessionFactory factory) {
        this.factory = factory;
    }

    @Override
    public String name() {
        return "HQL bulk";
    }

    @Override
    public void turn(long person) {
        factory.inTransaction(session -> WORK.forEach(hql ->
                session.createMutationQuery(hql).setParameter("person", person).executeUpdate()));
    }
}
