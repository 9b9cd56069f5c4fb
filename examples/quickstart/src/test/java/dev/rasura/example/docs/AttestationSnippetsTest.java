package dev.rasura.example.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.erasure.AttestationRun;
import dev.rasura.erasure.ResidueScan;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.ScanOptions;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;

/** The snippets of the page about proving an erasure. */
class AttestationSnippetsTest {

    @Test
    void anErasureIsProven() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:docs-attestation;DB_CLOSE_DELAY=-1");
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
                        .createTables(true)
                        .build()) {
            factory.runInTransaction(em -> em.createQuery(
                            "insert into Member (id, email, points) values (42, 'mary.major@example.org', 3)")
                    .executeUpdate());
            SubjectRef subject = SubjectRef.of(Member.class, 42);
            assertThatThrownBy(() ->
                            ResidueScan.of(dataSource).remember(rasura, subject).assertGone())
                    .isInstanceOf(AssertionError.class);
            // spotless:off
            ResidueScan scan = ResidueScan.of(dataSource).remember(rasura, subject);
            rasura.erasure().erase(subject);
            scan.assertGone();
            ResidueScan.of(dataSource)
                    .remember("mary.major@example.org")
                    .rememberPhone("+46 70 111 11 11")
                    .rememberName("Mary Major")
                    .assertGone();
            ScanOptions options = ScanOptions.of(ScanArea.DATABASE).withTimeBudget(Duration.ofMinutes(10));
            AttestationRun run = rasura.erasure().attestPending(options);
            // spotless:on
            assertThat(run.attestations()).hasSize(1);
            assertThat(run.waiting()).isZero();
        }
    }
}
