package dev.rasura.spring;

import dev.rasura.ConfigurationException;
import dev.rasura.Rasura;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.EventType;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.MapFormat;
import dev.rasura.erasure.Erasures;
import dev.rasura.export.Exports;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordOfProcessing;
import dev.rasura.retention.Retentions;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyProvider;
import io.micrometer.context.ContextRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.io.File;
import java.time.Clock;
import net.logstash.logback.argument.StructuredArgument;
import org.hibernate.SessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Sets {@link Rasura} up over the application's {@link EntityManagerFactory}, with each duty as a bean. With several
 * factories one must be primary; otherwise nothing is set up.
 */
@AutoConfiguration(after = HibernateJpaAutoConfiguration.class)
@ConditionalOnSingleCandidate(EntityManagerFactory.class)
@ConditionalOnBooleanProperty(name = "rasura.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RasuraProperties.class)
public final class RasuraAutoConfiguration {

    private static final Logger MAP_LOG = LoggerFactory.getLogger("dev.rasura.datamap");

    @Bean
    @ConditionalOnMissingBean
    KeyProvider rasuraKeyProvider(RasuraProperties properties) {
        return ConfiguredKeys.of(properties.keys());
    }

    @Bean
    @ConditionalOnProperty("rasura.audit.anchor-file")
    FileAnchor rasuraFileAnchor(RasuraProperties properties) {
        File file = properties.audit().anchorFile();
        if (file == null || !file.getAbsoluteFile().getParentFile().isDirectory()) {
            throw new ConfigurationException("The folder of rasura.audit.anchor-file, " + file
                    + ", is missing. Create it; the file comes with the first checkpoint.");
        }
        return new FileAnchor(file.toPath());
    }

    @Bean
    @ConditionalOnMissingBean
    Rasura rasura(
            EntityManagerFactory entityManagerFactory,
            RasuraProperties properties,
            KeyProvider keys,
            ObjectProvider<CheckpointAnchor> anchors,
            ObjectProvider<EventType> eventTypes,
            ObjectProvider<EventSink> sinks,
            ObjectProvider<DataMapCustomizer> dataMapCustomizers,
            ObjectProvider<RasuraBuilderCustomizer> builderCustomizers,
            ObjectProvider<Clock> clock) {
        Clock source = clock.getIfUnique(Clock::systemDefaultZone);
        Rasura.Builder builder = Rasura.builder(entityManagerFactory)
                .keys(keys)
                .clock(properties.zone() == null ? source : source.withZone(properties.zone()))
                .tablePrefix(properties.tables().prefix())
                .tableSchema(properties.tables().schema())
                .createTables(creates(properties.tables().initialize(), entityManagerFactory))
                .ambientTransaction(new SpringTransactions(entityManagerFactory))
                .longestTransaction(properties.sweep().longestTransaction());
        if (properties.node() != null) {
            builder.node(properties.node());
        }
        anchors.orderedStream().forEach(builder::anchor);
        eventTypes.orderedStream().forEach(builder::eventType);
        sinks.orderedStream().forEach(builder::sink);
        builder.stream(properties.audit().streamOptions());
        builder.captureChanges(properties.audit().captureChanges());
        dataMapCustomizers.orderedStream().forEach(builder::customize);
        builderCustomizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /** Events are lines of the log where Logback and its JSON encoder are there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({StructuredArgument.class, ch.qos.logback.classic.Logger.class})
    @ConditionalOnMissingBean(EventSink.class)
    static class LogLines {

        @Bean
        EventSink rasuraLogLineSink() {
            return new LogLineSink();
        }
    }

    /** The thread's context follows where Micrometer's context propagation carries it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ContextRegistry.class)
    static class Propagation {

        @Bean
        InitializingBean rasuraContextPropagation() {
            return () -> ContextRegistry.getInstance().registerThreadLocalAccessor(new AuditContextAccessor());
        }
    }

    private static boolean creates(DatabaseInitializationMode mode, EntityManagerFactory factory) {
        return switch (mode) {
            case ALWAYS -> true;
            case NEVER -> false;
            case EMBEDDED ->
                factory.unwrap(SessionFactory.class)
                        .fromSession(
                                session -> session.doReturningWork(connection -> EmbeddedDatabaseConnection.isEmbedded(
                                        new SingleConnectionDataSource(connection, true))));
        };
    }

    @Bean
    @ConditionalOnMissingBean
    DataMap rasuraDataMap(Rasura rasura, RasuraProperties properties) {
        DataMap map = rasura.dataMap();
        if (properties.dataMap().print() && MAP_LOG.isInfoEnabled()) {
            MAP_LOG.info("\n{}", map.render(MapFormat.TEXT));
        }
        return map;
    }

    @Bean
    @ConditionalOnMissingBean
    RecordDetails rasuraRecordDetails(RasuraProperties properties, Environment environment) {
        return ConfiguredRecord.of(properties, environment.getProperty("spring.application.name", ""));
    }

    @Bean
    @ConditionalOnMissingBean
    RecordOfProcessing rasuraRecordOfProcessing(Rasura rasura, RecordDetails details) {
        return rasura.recordOfProcessing(details);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Erasures rasuraErasures(Rasura rasura) {
        return rasura.erasure();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Exports rasuraExports(Rasura rasura) {
        return rasura.export();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Retentions rasuraRetentions(Rasura rasura) {
        return rasura.retention();
    }

    /** Closed by {@link Rasura#close()}. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    AuditTrail rasuraAuditTrail(Rasura rasura) {
        return rasura.audit();
    }

    @Bean
    RetentionRun rasuraRetentionRun(Retentions retentions, RasuraProperties properties) {
        return new RetentionRun(
                retentions,
                properties.retention().rules(),
                properties.retention().options());
    }

    @Bean
    SealRun rasuraSealRun(AuditTrail trail) {
        return new SealRun(trail);
    }

    @Bean
    AttestationRunner rasuraAttestationRunner(Erasures erasures, RasuraProperties properties) {
        return new AttestationRunner(erasures, properties.attestation().options());
    }

    @Bean
    SweepRunner rasuraSweepRunner(Erasures erasures) {
        return new SweepRunner(erasures);
    }

    @Bean
    ExpiryRun rasuraExpiryRun(AuditTrail trail, RasuraProperties properties) {
        return new ExpiryRun(trail, properties.audit().expiryOptions());
    }

    @Bean
    DutySchedule rasuraDutySchedule(
            RetentionRun retention,
            SealRun seal,
            SweepRunner sweep,
            AttestationRunner attestation,
            ExpiryRun expiry,
            RasuraProperties properties) {
        return new DutySchedule(retention, seal, sweep, attestation, expiry, properties);
    }
}
