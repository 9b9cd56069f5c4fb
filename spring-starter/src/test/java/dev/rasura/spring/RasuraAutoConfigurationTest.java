package dev.rasura.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.rasura.ConfigurationException;
import dev.rasura.Keygen;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.RowAction;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.Finding;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.Erasures;
import dev.rasura.export.Exports;
import dev.rasura.retention.Retentions;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class RasuraAutoConfigurationTest {

    private static final SubjectRef ADA = SubjectRef.of(Member.class, 1);

    private final ApplicationContextRunner application = Contexts.complete(new ApplicationContextRunner());
    private final ApplicationContextRunner keyless = Contexts.withoutKeys(new ApplicationContextRunner());

    @TempDir
    Path folder;

    @Test
    void eachDutyIsABean() {
        application.run(context -> {
            Rasura rasura = context.getBean(Rasura.class);
            assertThat(context.getBean(DataMap.class)).isSameAs(rasura.dataMap());
            assertThat(context.getBean(Erasures.class)).isSameAs(rasura.erasure());
            assertThat(context.getBean(Exports.class)).isSameAs(rasura.export());
            assertThat(context.getBean(Retentions.class)).isSameAs(rasura.retention());
            assertThat(context.getBean(AuditTrail.class)).isSameAs(rasura.audit());
        });
    }

    @Test
    void anErasureWorksEndToEnd() {
        application.run(context -> {
            Contexts.join(context, 1, "ada@example.com");

            ErasureReceipt receipt = context.getBean(Erasures.class).erase(ADA);

            assertThat(receipt.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
            assertThat(Contexts.emailOf(context, 1)).isNotEqualTo("ada@example.com");
        });
    }

    /** Spring hands out its own proxy as the session factory, at which nobody listens. */
    @Test
    void changesThroughSpringsFactoryAreCaptured() {
        application.run(context -> {
            Contexts.join(context, 1, "ada@example.com");
            assertThat(context.getBean(AuditTrail.class).events(AuditQuery.all()))
                    .extracting(RecordedEvent::type)
                    .containsExactly("data.created");
        });
    }

    @Test
    void itCanBeSwitchedOff() {
        keyless.withPropertyValues("rasura.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Rasura.class));
    }

    @Test
    void withoutEntityManagerFactoryThereIsNothingToDo() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(RasuraAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Rasura.class));
    }

    @Test
    void withTwoEntityManagerFactoriesNoneIsGuessed() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(RasuraAutoConfiguration.class))
                .withBean("one", EntityManagerFactory.class, () -> mock(EntityManagerFactory.class))
                .withBean("other", EntityManagerFactory.class, () -> mock(EntityManagerFactory.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Rasura.class));
    }

    @Test
    void anApplicationsOwnRasuraIsLeftAlone() {
        keyless.withBean(KeyProvider.class, () -> KeyFile.ephemeral("example.com/own"))
                .withUserConfiguration(OwnRasura.class)
                .run(context -> assertThat(context).hasSingleBean(Rasura.class).hasBean("mine"));
    }

    @Test
    void theSecretsComeFromAFile() {
        Path file = folder.resolve("keys.properties");
        Keygen.generate(file, "example.com/file");
        keyless.withPropertyValues("rasura.keys.file=" + file)
                .run(context ->
                        assertThat(context.getBean(KeyProvider.class).origin()).isEqualTo("example.com/file"));
    }

    @Test
    void theSecretsComeFromEntries() throws IOException {
        Path file = folder.resolve("keys.properties");
        Keygen.generate(file, "example.com/entries");
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            entries.load(reader);
        }
        keyless.withPropertyValues(entries.entrySet().stream()
                        .map(entry -> "rasura.keys." + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new))
                .run(context -> {
                    assertThat(context.getBean(KeyProvider.class).origin()).isEqualTo("example.com/entries");
                    assertThat(context.getBean(RasuraProperties.class).toString())
                            .doesNotContain(entries.getProperty("secret"), entries.getProperty("signing-key"));
                });
    }

    @Test
    void withoutSecretsTheStartFailsAndSaysWhatToDo() {
        keyless.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rasura.keys.file"));
    }

    @Test
    void secretsGivenTwiceAreRefused() {
        keyless.withPropertyValues("rasura.keys.file=somewhere", "rasura.keys.secret=c2VjcmV0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("twice"));
    }

    @Test
    void anEmbeddedDatabaseGetsTheTables() {
        application
                .withPropertyValues("rasura.tables.prefix=duty_")
                .run(context -> assertThat(tables(context.getBean(DataSource.class), "DUTY_%"))
                        .isPositive());
    }

    @Test
    void anotherDatabaseGetsTheTablesOnlyIfAsked() {
        String url = "spring.datasource.url=jdbc:h2:file:" + folder.resolve("database");
        application
                .withPropertyValues(url)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("tables are absent"));
        application
                .withPropertyValues(url, "rasura.tables.initialize=always")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void evenAnEmbeddedDatabaseGetsNoTablesIfNeverIsSaid() {
        application
                .withPropertyValues("rasura.tables.initialize=never")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("tables are absent"));
    }

    @Test
    void theClockBeanIsRasurasClock() {
        Instant then = Instant.parse("2024-02-29T12:00:00Z");
        application
                .withBean(Clock.class, () -> Clock.fixed(then, ZoneOffset.UTC))
                .run(context -> {
                    Contexts.join(context, 1, "ada@example.com");
                    assertThat(context.getBean(Erasures.class).erase(ADA).executedAt())
                            .isEqualTo(then);
                });
    }

    @Test
    void customizersAreHeard() {
        application
                .withBean(
                        DataMapCustomizer.class,
                        () -> map -> map.entity(Member.class)
                                .retention("never-seen", "leftOn", Period.ofYears(2), RowAction.ANONYMISE, ""))
                .withBean(RasuraBuilderCustomizer.class, () -> builder -> builder.node("customised"))
                .withPropertyValues("rasura.node=configured")
                .run(context -> {
                    assertThat(context.getBean(DataMap.class).rules())
                            .extracting("name")
                            .contains("never-seen");
                    AuditTrail trail = context.getBean(AuditTrail.class);
                    trail.record(
                            AuditEvent.of("test.done", Actor.system("test")).build());
                    assertThat(trail.events(AuditQuery.all()))
                            .extracting("node")
                            .containsOnly("customised");
                });
    }

    @Test
    void aCallThatOwnsItsTransactionRefusesInsideOneOfSprings() {
        application.run(context -> {
            Contexts.join(context, 1, "ada@example.com");
            Erasures erasures = context.getBean(Erasures.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> erasures.erase(ADA)))
                    .isInstanceOf(TransactionStateException.class);

            transaction.executeWithoutResult(status -> erasures.erase(ADA, current(context)));
            assertThat(Contexts.emailOf(context, 1)).isNotEqualTo("ada@example.com");
        });
    }

    @Test
    void anOpenEntityManagerWithoutTransactionIsInNobodysWay() {
        application.run(context -> {
            Contexts.join(context, 1, "ada@example.com");
            EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
            try (EntityManager open = factory.createEntityManager()) {
                TransactionSynchronizationManager.bindResource(factory, new EntityManagerHolder(open));
                new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                        .executeWithoutResult(status -> current(context).find(Member.class, 1L));
                context.getBean(Erasures.class).erase(ADA);
            } finally {
                TransactionSynchronizationManager.unbindResource(factory);
            }
            assertThat(Contexts.emailOf(context, 1)).isNotEqualTo("ada@example.com");
        });
    }

    private static EntityManager current(ApplicationContext context) {
        EntityManager entityManager =
                EntityManagerFactoryUtils.getTransactionalEntityManager(context.getBean(EntityManagerFactory.class));
        assertThat(entityManager).isNotNull();
        return entityManager;
    }

    @Test
    void whatIsRecordedIsSealedByTheClockAndAnchoredInTheFile() {
        Path anchor = folder.resolve("checkpoints");
        application
                .withPropertyValues("rasura.audit.seal-interval=50ms", "rasura.audit.anchor-file=" + anchor)
                .run(context -> {
                    context.getBean(AuditTrail.class)
                            .record(AuditEvent.of("test.done", Actor.system("test"))
                                    .build());
                    await(() -> Files.exists(anchor));
                    assertThat(context.getBean(AuditTrail.class).verify().anchored())
                            .isTrue();
                });
    }

    @Test
    void anAnchorFileWithoutFolderStopsTheStart() {
        application
                .withPropertyValues("rasura.audit.anchor-file=" + folder.resolve("missing/checkpoints"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("rasura.audit.anchor-file"));
    }

    @Test
    void closingTheApplicationLeavesNothingUnsettled() {
        String url = "spring.datasource.url=jdbc:h2:mem:settled;DB_CLOSE_DELAY=-1";
        Path keys = folder.resolve("keys.properties");
        Keygen.generate(keys, "example.com/settled");
        ApplicationContextRunner twice =
                keyless.withPropertyValues(url, "spring.jpa.hibernate.ddl-auto=update", "rasura.keys.file=" + keys);
        twice.run(context -> context.getBean(AuditTrail.class)
                .record(AuditEvent.of("test.done", Actor.system("test")).build()));
        twice.run(context -> {
            context.getBean(AuditTrail.class).seal();
            assertThat(context.getBean(AuditTrail.class).verify().findings())
                    .extracting("kind")
                    .doesNotContain(Finding.Kind.UNSETTLED);
        });
    }

    static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited for 10 seconds").isBefore(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private static Integer tables(DataSource dataSource, String like) {
        return new JdbcTemplate(dataSource)
                .queryForObject(
                        "select count(*) from information_schema.tables where table_name like ?", Integer.class, like);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRasura {
        @Bean
        Rasura mine(EntityManagerFactory factory, KeyProvider keys) {
            return Rasura.builder(factory).keys(keys).createTables(true).build();
        }
    }
}
