package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.AttestationRun;
import dev.rasura.erasure.Erasures;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.ScanOptions;
import dev.rasura.erasure.SweepRun;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AttestationRunnerTest {

    private static final UUID ERASURE = UUID.fromString("11111111-2222-4333-8444-555555555555");

    private final List<ScanOptions> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> sweptBefore = new CopyOnWriteArrayList<>();

    @Test
    void itRunsByTheCronExpressionWithTheConfiguredOptions() {
        Contexts.complete(new ApplicationContextRunner())
                .withBean(Erasures.class, () -> erasures(new AttestationRun(List.of(), 0)))
                .withPropertyValues(
                        "rasura.attestation.cron=* * * * * *",
                        "rasura.attestation.area=mapped-tables",
                        "rasura.attestation.time-budget=7s")
                .run(context -> RasuraAutoConfigurationTest.await(() -> !asked.isEmpty()));
        assertThat(sweptBefore)
                .as("how many were attested before the first sweep")
                .startsWith(0);
        assertThat(asked.get(0))
                .isEqualTo(ScanOptions.of(ScanArea.MAPPED_TABLES).withTimeBudget(Duration.ofSeconds(7)));
    }

    @Test
    void aWrongCronExpressionStopsTheStart() {
        Contexts.complete(new ApplicationContextRunner())
                .withPropertyValues("rasura.attestation.cron=nightly")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("rasura.attestation.cron is 'nightly'"));
    }

    @Test
    void residueIsLoggedByPlaceAndAFailureWithoutValues(CapturedOutput output) {
        Attestation found = new Attestation(
                UUID.randomUUID(),
                ERASURE,
                Attestation.Result.FOUND,
                ScanArea.SCHEMA,
                Instant.EPOCH,
                1,
                0,
                0,
                List.of(new Attestation.Find("public.legacy", "contact", 3)),
                List.of(),
                1,
                1);
        new AttestationRunner(erasures(new AttestationRun(List.of(found), 2)), ScanOptions.of(ScanArea.SCHEMA)).run();
        assertThat(output).contains("Erasure " + ERASURE + " has left residue", "public.legacy", "2 still wait");
        new AttestationRunner(erasures(null), ScanOptions.of(ScanArea.SCHEMA)).run();
        assertThat(output).contains("failed: SQLSTATE 53300").doesNotContain("ada@example.com");
    }

    /** Erasures that answer with the run, or fail. */
    @SuppressWarnings("ReferenceEquality") // equals would come here again
    private Erasures erasures(AttestationRun run) {
        return (Erasures) Proxy.newProxyInstance(
                Erasures.class.getClassLoader(), new Class<?>[] {Erasures.class}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "erasures";
                        };
                    }
                    if (method.getName().equals("sweep")) {
                        sweptBefore.add(asked.size());
                        return new SweepRun(List.of(), List.of(), 0);
                    }
                    if (!method.getName().equals("attestPending")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    asked.add((ScanOptions) arguments[0]);
                    if (run == null) {
                        throw new DutyFailedException("SQLSTATE 53300", new SQLException("ada@example.com"));
                    }
                    return run;
                });
    }
}
