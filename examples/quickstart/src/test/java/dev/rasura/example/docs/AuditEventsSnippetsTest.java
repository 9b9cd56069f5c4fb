package dev.rasura.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManagerFactory;
import java.time.Period;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;

/** The snippets of the page about audit events. */
class AuditEventsSnippetsTest {

    @Test
    void changesAndStatementsAreRecorded() {
        // spotless:off
        EventType viewed = EventType.of("candidate.viewed")
                .withMode(EventMode.DETACHED)
                .withAttribute("rows")
                .with(EventType.Attribute.fact("route").truncatedTo(200))
                .withPersonal("search")
                .requiringActor()
                .requiringSubject()
                .keptFor(Period.ofYears(1));
        EventType updated = EventType.of(EventCatalogue.UPDATED).keepingValuesOf("Member.email");
        // spotless:on
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:docs-audit-events;DB_CLOSE_DELAY=-1");
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("docs");
        configuration.managedClasses(Member.class);
        configuration.properties(Map.of(
                "jakarta.persistence.nonJtaDataSource",
                dataSource,
                "jakarta.persistence.schema-generation.database.action",
                "create"));
        try (EntityManagerFactory factory = configuration.createEntityManagerFactory();
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("docs.example/audit"))
                        .eventType(viewed)
                        .eventType(updated)
                        .createTables(true)
                        .build()) {
            factory.runInTransaction(entityManager -> entityManager
                    .createQuery("insert into Member (id, email, points) values (42, 'mary@example.org', 3)")
                    .executeUpdate());
            // spotless:off
            try (var scope = AuditContext.of(Actor.user("42"), "support").open()) {
                factory.runInTransaction(entityManager -> entityManager.find(Member.class, 42L).email = "new@example.org");
            }
            // spotless:on
            factory.runInTransaction(entityManager -> {
                // spotless:off
                try (var scope = AuditContext.acting().about(SubjectRef.of(Member.class, 42)).open()) {
                    entityManager.createNativeQuery("update Member set email = null where id = 42").executeUpdate();
                }
                // spotless:on
            });
            assertThat(rasura.audit().events(AuditQuery.all()))
                    .extracting(RecordedEvent::type)
                    .containsExactlyInAnyOrder("statement.changed", "statement.changed", "data.updated");
            assertThat(rasura.audit().events(AuditQuery.all()))
                    .filteredOn(event -> event.type().equals("data.updated"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.purpose()).isEqualTo("support"))
                    .satisfies(event ->
                            assertThat(event.disclosed()).containsEntry("personal.after.email", "new@example.org"));
        }
    }
}
