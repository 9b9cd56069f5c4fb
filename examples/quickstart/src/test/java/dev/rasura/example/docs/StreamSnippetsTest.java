package dev.rasura.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.Rasura;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Reconciliation;
import dev.rasura.audit.Sinks;
import dev.rasura.audit.StreamOptions;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the page about the audit stream. */
class StreamSnippetsTest {

    @TempDir
    Path folder;

    @Test
    void anEventIsCopied() throws IOException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:docs-stream;DB_CLOSE_DELAY=-1");
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("docs");
        configuration.managedClasses(Member.class);
        configuration.properties(Map.of(
                "jakarta.persistence.nonJtaDataSource",
                dataSource,
                "jakarta.persistence.schema-generation.database.action",
                "create"));
        Keygen.generate(folder.resolve("keys"), "example.com/audit");
        Map<UUID, String> queue = new ConcurrentHashMap<>();
        try (EntityManagerFactory factory = configuration.createEntityManagerFactory()) {
            Rasura.Builder builder = Rasura.builder(factory)
                    .keys(KeyFile.read(folder.resolve("keys")))
                    .createTables(true);
            // spotless:off
            builder.eventType(EventType.of("candidate.viewed").to(Sinks.BOTH))
                    .stream(StreamOptions.defaults().with("erasure", Sinks.BOTH))
                    .sink(event -> queue.put(event.event().id(), event.leafHash()));
            // spotless:on
            try (Rasura rasura = builder.build()) {
                UUID id = rasura.audit()
                        .record(AuditEvent.of("candidate.viewed", Actor.user("7"))
                                .build());
                rasura.audit().awaitWritten(Duration.ofSeconds(10));
                assertThat(queue).containsOnlyKeys(id);
                List<Path> files = List.of(Files.createFile(folder.resolve("audit.json")));
                // spotless:off
                Reconciliation report = rasura.audit().stream().reconcile(files);
                // spotless:on
                assertThat(report.complete()).isTrue();
            }
        }
    }
}
