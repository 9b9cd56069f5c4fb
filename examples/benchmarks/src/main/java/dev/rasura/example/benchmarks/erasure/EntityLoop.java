package dev.rasura.example.benchmarks.erasure;

import dev.rasura.example.benchmarks.Contestant;
import dev.rasura.example.benchmarks.erasure.model.Person;
import dev.rasura.example.benchmarks.erasure.model.Purchase;
import dev.rasura.example.benchmarks.erasure.model.PurchaseLine;
import dev.rasura.example.benchmarks.erasure.model.Ticket;
import dev.rasura.example.benchmarks.erasure.model.TicketEntry;
import dev.rasura.example.benchmarks.erasure.model.Visit;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** Entities loaded and removed one by one, without locks and records: what is written most often. */
final class EntityLoop implements Contestant {

    private static final int BATCH = 50;

    private final SessionFactory factory;
    private final boolean batched;

    EntityLoop(SessionFactory factory, boolean batched) {
        this.factory = factory;
        this.batched = batched;
    }

    @Override
    public String name() {
        return batched ? "entity loop, batched" : "entity loop";
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public void turn(long person) {
        factory.inTransaction(session -> {
            session.setJdbcBatchSize(batched ? BATCH : 1);
            remove(session, PurchaseLine.class, "purchase.person.id", person);
            remove(session, Purchase.class, "person.id", person);
            remove(session, TicketEntry.class, "ticket.person.id", person);
            remove(session, Ticket.class, "person.id", person);
            remove(session, Visit.class, "person.id", person);
            session.find(Person.class, person).overwrite();
        });
    }

    private static void remove(Session session, Class<?> entity, String path, long person) {
        session.createQuery("from " + entity.getSimpleName() + " e where e." + path + " = :person", entity)
                .setParameter("person", person)
                .getResultList()
                .forEach(session::remove);
    }
}
