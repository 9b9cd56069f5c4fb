package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.retention.RetentionPreview;
import dev.rasura.retention.RetentionReport;
import dev.rasura.retention.Retentions;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RetentionRunTest {

    private final RecordingRetentions retentions = new RecordingRetentions();
    private final ApplicationContextRunner application =
            Contexts.complete(new ApplicationContextRunner()).withBean(Retentions.class, () -> retentions);

    @Test
    void allRulesRunUnlessSomeAreNamed() {
        new RetentionRun(retentions, List.of(), RetentionOptions.defaults()).run();
        assertThat(retentions.ran).containsExactly("first", "broken", "last");

        retentions.ran.clear();
        new RetentionRun(retentions, List.of("last", "first"), RetentionOptions.defaults()).run();
        assertThat(retentions.ran).containsExactly("last", "first");
    }

    @Test
    void aRuleThatFailsIsLoggedWithoutValuesAndKeepsNoOtherBack(CapturedOutput output) {
        new RetentionRun(retentions, List.of(), RetentionOptions.defaults()).run();

        assertThat(output)
                .contains("Retention rule 'broken' failed: SQLSTATE 23503")
                .doesNotContain("ada@example.com");
        assertThat(retentions.ran).endsWith("last");
    }

    @Test
    void aRuleThatDoesNotExistIsRefusedAtOnce() {
        assertThatThrownBy(() -> new RetentionRun(retentions, List.of("lost"), RetentionOptions.defaults()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'lost'")
                .hasMessageContaining("first, broken, last");
    }

    @Test
    void itRunsByTheCronExpressionWithTheConfiguredOptions() {
        application
                .withPropertyValues(
                        "rasura.retention.cron=* * * * * *",
                        "rasura.retention.rules=first",
                        "rasura.retention.batch-size=7",
                        "rasura.retention.pause=10ms")
                .run(context -> RasuraAutoConfigurationTest.await(() -> !retentions.ran.isEmpty()));
        assertThat(retentions.ran).containsOnly("first");
        assertThat(retentions.options.batchSize()).isEqualTo(7);
        assertThat(retentions.options.pause()).hasMillis(10);
    }

    @Test
    void withoutCronExpressionItNeverRuns() throws InterruptedException {
        application
                .withPropertyValues(
                        "rasura.audit.seal-interval=0", "rasura.audit.expire-cron=-", "rasura.sweep.interval=0")
                .run(context -> {
                    assertThat(context.getBean(DutySchedule.class).isRunning()).isFalse();
                });
        application.withPropertyValues("rasura.retention.cron=-").run(context -> Thread.sleep(1_500));
        assertThat(retentions.ran).isEmpty();
    }

    @Test
    void theEndOfTheApplicationDoesNotWaitForTheNextRun() {
        application.withPropertyValues("rasura.retention.cron=0 0 3 1 1 *").run(context -> {
            Instant begin = Instant.now();
            context.close();
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
        });
    }

    @Test
    void aWrongCronExpressionStopsTheStart() {
        application
                .withPropertyValues("rasura.retention.cron=weekly")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("'weekly'"));
    }

    /** Remembers what was asked of it. */
    private static final class RecordingRetentions implements Retentions {

        final List<String> ran = new CopyOnWriteArrayList<>();
        volatile RetentionOptions options;

        @Override
        public List<RetentionRule> rules() {
            return List.of(rule("first"), rule("broken"), rule("last"));
        }

        private static RetentionRule rule(String name) {
            return new RetentionRule(name, "Member", "leftOn", Period.ofYears(1), RowAction.DELETE, "");
        }

        @Override
        public RetentionReport run(String rule, RetentionOptions given) {
            ran.add(rule);
            options = given;
            if (rule.equals("broken")) {
                throw new DutyFailedException(
                        "SQLSTATE 23503", new SQLException("Key (ada@example.com) is referenced"));
            }
            return new RetentionReport(
                    UUID.randomUUID(),
                    rule,
                    RetentionReport.Status.INCOMPLETE,
                    Instant.EPOCH,
                    2,
                    1,
                    1,
                    List.of(new RetentionReport.SetAside("ada@example.com", "23503")));
        }

        @Override
        public RetentionPreview preview(String rule) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RetentionPreview preview(String rule, EntityManager entityManager) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RetentionReport runBatch(String rule, int rows, EntityManager entityManager) {
            throw new UnsupportedOperationException();
        }
    }
}
