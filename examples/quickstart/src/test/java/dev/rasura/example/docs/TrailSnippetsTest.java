package dev.rasura.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.Rasura;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.ExpiryPreview;
import dev.rasura.audit.ExpiryReport;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.Recovery;
import dev.rasura.audit.VerificationReport;
import dev.rasura.audit.VerificationScope;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the page about operating the trail. */
class TrailSnippetsTest {

    @TempDir
    Path folder;

    @Test
    void aTrailIsExportedAndBegunAnew() throws IOException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:docs-trail;DB_CLOSE_DELAY=-1");
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("docs");
        configuration.managedClasses(Member.class);
        configuration.properties(Map.of(
                "jakarta.persistence.nonJtaDataSource",
                dataSource,
                "jakarta.persistence.schema-generation.database.action",
                "create"));
        Path keys = folder.resolve("keys");
        String formerVerifierKey = Keygen.generate(keys, "example.com/audit");
        Path directory = folder.resolve("trail");
        try (EntityManagerFactory factory = configuration.createEntityManagerFactory()) {
            try (Rasura rasura = rasura(factory, keys)) {
                rasura.audit()
                        .record(AuditEvent.of("file.read", Actor.user("7")).build());
                rasura.audit().seal();
                // spotless:off
                rasura.audit().exportTiles(directory, PersonalValues.LEFT_OUT);
                VerificationReport part = rasura.audit().verify(VerificationScope.full().atMost(1_000_000));
                VerificationReport rest = rasura.audit().verify(VerificationScope.since(part.mark()));
                ExpiryPreview preview = rasura.audit().previewExpiry();
                ExpiryReport report = rasura.audit().expire();
                // spotless:on
                assertThat(rest.intact()).isTrue();
                assertThat(preview.nothing()).isTrue();
                assertThat(report.leaves()).isZero();
            }
            assertThat(directory.resolve("checkpoint")).exists();
            Files.writeString(
                    keys, Files.readString(keys).replace("origin=example.com/audit", "origin=example.com/audit/2"));
            try (Rasura rasura = rasura(factory, keys)) {
                // spotless:off
                Recovery recovery = Recovery.of(formerVerifierKey, Actor.user("operator-7"), "restored from the backup of Monday");
                rasura.audit().recover(recovery);
                // spotless:on
                assertThat(rasura.audit().events(AuditQuery.all().ofType("rasura.recovered")))
                        .hasSize(1);
                assertThat(rasura.audit().verify().intact()).isTrue();
            }
        }
    }

    private Rasura rasura(EntityManagerFactory factory, Path keys) {
        return Rasura.builder(factory)
                .keys(KeyFile.read(keys))
                .anchor(new FileAnchor(folder.resolve("anchor")))
                .createTables(true)
                .build();
    }
}
