package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.AuditException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Sinks;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.FileAnchor;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What operators see of trail and stream. */
class ObservabilityTest {

    private static final String ANNA = "anna@example.com";

    private final ApplicationContextRunner application = Contexts.complete(new ApplicationContextRunner())
            .withConfiguration(AutoConfigurations.of(
                    JdbcTemplateAutoConfiguration.class, RasuraObservabilityAutoConfiguration.class))
            .withPropertyValues("rasura.audit.seal-interval=0")
            .withBean(
                    "viewed",
                    EventType.class,
                    () -> EventType.of("member.viewed")
                            .withMode(EventMode.BEST_EFFORT)
                            .to(Sinks.BOTH))
            .withBean(EventSink.class, () -> event -> {});

    private static Health health(ApplicationContext context) {
        return context.getBean("rasuraHealthIndicator", HealthIndicator.class).health();
    }

    private static AuditTrail record(ApplicationContext context) {
        AuditTrail trail = context.getBean(AuditTrail.class);
        trail.record(AuditEvent.of("member.viewed", Actor.user(ANNA)).build());
        trail.awaitWritten(Duration.ofSeconds(20));
        return trail;
    }

    @Test
    void aSealedAndAnchoredTrailIsUp(@TempDir Path folder) {
        application
                .withBean(CheckpointAnchor.class, () -> new FileAnchor(folder.resolve("anchor")))
                .run(context -> {
                    record(context).seal();
                    assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                    assertThat(health(context).getDetails())
                            .containsEntry("trail", "UP")
                            .containsEntry("stream", "UP")
                            .containsKeys("unsealed", "lost", "streamWaiting", "streamLost")
                            .doesNotContainKeys("trailCause", "streamCause");
                });
    }

    @Test
    void withoutAnAnchorThatCanBeReadItIsUnanchoredWhichFailsNoProbe() {
        application.run(context -> {
            record(context).seal();
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(TrailHealthIndicator.UNANCHORED);
            assertThat((String) health.getDetails().get("trailCause")).isNotBlank();
            assertThat(StatusAggregator.getDefault().getAggregateStatus(Status.UP, health.getStatus()))
                    .isEqualTo(Status.UP);
        });
    }

    @Test
    void aTrailThatCannotBeSealedIsDownAndSaysWhatToDo() {
        application.run(context -> {
            AuditTrail trail = record(context);
            context.getBean(JdbcTemplate.class).execute("alter table rasura_audit_leaf rename to gone");
            context.getBean(SealRun.class).run();
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat((String) health.getDetails().get("trailCause")).contains("check that Rasura's own tables exist");
            assertThat(health.toString()).doesNotContain(ANNA);
            assertThat(trail.unsealed()).isPositive();
        });
    }

    @Test
    void aStreamThatCannotBeWrittenIsDownUntilItIsWritten() {
        AtomicBoolean full = new AtomicBoolean(true);
        Contexts.complete(new ApplicationContextRunner())
                .withConfiguration(AutoConfigurations.of(RasuraObservabilityAutoConfiguration.class))
                .withBean(
                        "viewed",
                        EventType.class,
                        () -> EventType.of("member.viewed").to(Sinks.BOTH))
                .withBean(EventSink.class, () -> event -> {
                    if (full.get()) {
                        throw new AuditException("the disk is full: make room");
                    }
                })
                .run(context -> {
                    record(context);
                    assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health(context).getDetails())
                            .containsEntry("streamLost", 1L)
                            .hasEntrySatisfying(
                                    "streamCause",
                                    cause -> assertThat(cause.toString())
                                            .contains("the disk is full: make room")
                                            .doesNotContain(ANNA));
                    full.set(false);
                    record(context);
                    assertThat(health(context).getStatus()).isNotEqualTo(Status.DOWN);
                });
    }

    @Test
    void whatIsCountedIsMeasured() {
        application.run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(registry);
            assertThat(registry.get("rasura.audit.unsealed").gauge().value()).isZero();
            record(context);
            assertThat(registry.get("rasura.audit.unsealed").gauge().value()).isEqualTo(1);
            assertThat(registry.get("rasura.audit.stream.written")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            context.getBean(JdbcTemplate.class).update("update rasura_audit_staged set tag = ?", new byte[32]);
            context.getBean(SealRun.class).run();
            assertThat(registry.get("rasura.audit.alarms").functionCounter().count())
                    .isPositive();
            context.getBean(JdbcTemplate.class).execute("alter table rasura_audit_staged rename to gone");
            record(context);
            assertThat(registry.get("rasura.audit.lost").functionCounter().count())
                    .isEqualTo(1);
            assertThat(registry.getMeters())
                    .as("nothing names anybody")
                    .noneMatch(meter -> meter.getId().toString().contains(ANNA));
        });
    }

    @Test
    void withoutMicrometerAndHealthItStarts() {
        application
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class, MeterBinder.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(AuditTrail.class)
                        .doesNotHaveBean("rasuraHealthIndicator"));
    }

    @Test
    void healthCanBeSwitchedOff() {
        application
                .withPropertyValues("management.health.rasura.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("rasuraHealthIndicator"));
    }
}
