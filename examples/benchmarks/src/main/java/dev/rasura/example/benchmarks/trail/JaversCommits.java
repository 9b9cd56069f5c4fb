package dev.rasura.example.benchmarks.trail;

import dev.rasura.example.benchmarks.trail.model.Member;
import dev.rasura.example.benchmarks.trail.model.Visit;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.hibernate.Session;
import org.javers.core.Javers;
import org.javers.core.JaversBuilder;
import org.javers.core.metamodel.clazz.EntityDefinitionBuilder;
import org.javers.repository.sql.DialectName;
import org.javers.repository.sql.JaversSqlRepository;
import org.javers.repository.sql.SqlRepositoryBuilder;

/** Commits each entity to JaVers on the transaction's own connection, as its integration with Spring Data does on save. */
final class JaversCommits implements BiConsumer<Session, Visit> {

    /** The connection of the transaction at hand: visits are entered by one thread. */
    private final AtomicReference<Connection> connection = new AtomicReference<>();

    private final Javers javers;

    /** @param creating where JaVers may create its tables */
    JaversCommits(DialectName dialect, Connection creating) {
        connection.set(creating);
        JaversSqlRepository repository = SqlRepositoryBuilder.sqlRepository()
                .withDialect(dialect)
                .withConnectionProvider(connection::get)
                .build();
        javers = JaversBuilder.javers()
                .registerJaversRepository(repository)
                // Else each commit would look at the visit's member as well.
                .registerEntity(EntityDefinitionBuilder.entityDefinition(Member.class)
                        .withShallowReference()
                        .build())
                .build();
    }

    @Override
    public void accept(Session session, Visit visit) {
        session.doWork(current -> {
            connection.set(current);
            javers.commit("receptionist-7", visit);
        });
    }
}
