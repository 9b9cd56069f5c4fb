package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.ExpiryOptions;
import dev.rasura.audit.ExpiryPreview;
import dev.rasura.audit.ExpiryPreview.Due;
import dev.rasura.audit.ExpiryReport;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ExpiryRunTest {

    private final List<ExpiryOptions> runs = new CopyOnWriteArrayList<>();

    /** A trail that does nothing but expire. */
    private AuditTrail trail(Supplier<ExpiryReport> report) {
        return (AuditTrail) Proxy.newProxyInstance(
                ExpiryRunTest.class.getClassLoader(), new Class<?>[] {AuditTrail.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("expire")) {
                        runs.add((ExpiryOptions) arguments[0]);
                        return report.get();
                    }
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(runs, arguments);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static ExpiryReport report() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        ExpiryPreview due = new ExpiryPreview(
                at, Map.of("data.read", new Due(Period.ofYears(1), at, 12, 7, 512)), 256, 768, null, 0);
        return new ExpiryReport(due, Map.of("data.read", 12L), 7, 512, 768, true);
    }

    @Test
    void whatIsGoneIsLoggedInFigures(CapturedOutput output) {
        new ExpiryRun(trail(ExpiryRunTest::report), ExpiryOptions.defaults()).run();
        assertThat(output).contains("12 personal values and 512 leaves are gone; leaf 768 is the first that is left");
    }

    @Test
    void aFailureIsLoggedWithoutWhatItsCauseMayQuote(CapturedOutput output) {
        AuditTrail failing = trail(() -> {
            throw new AuditException("Leaf 7 was altered.", new SQLException("ada@example.com"));
        });
        new ExpiryRun(failing, ExpiryOptions.defaults()).run();
        assertThat(output).contains("could not be expired: Leaf 7 was altered.").doesNotContain("ada@example.com");
    }

    @Test
    void itRunsByTheCronExpressionWithTheConfiguredCap() {
        Contexts.complete(new ApplicationContextRunner())
                .withPropertyValues(
                        "rasura.audit.seal-interval=0",
                        "rasura.audit.expire-cron=* * * * * *",
                        "rasura.audit.expire-max-events=5000")
                .withBean(AuditTrail.class, () -> trail(ExpiryRunTest::report))
                .run(context -> RasuraAutoConfigurationTest.await(() -> !runs.isEmpty()));
        assertThat(runs).containsOnly(ExpiryOptions.defaults().withMaxEvents(5_000));
    }
}
