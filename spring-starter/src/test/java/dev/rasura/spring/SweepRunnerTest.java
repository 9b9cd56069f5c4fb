package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.erasure.Erasures;
import dev.rasura.erasure.Sweep;
import dev.rasura.erasure.SweepRun;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class SweepRunnerTest {

    private static final UUID ERASURE = UUID.fromString("11111111-2222-4333-8444-555555555555");

    @Test
    void erasuresAreSweptByTheInterval() {
        Contexts.complete(new ApplicationContextRunner())
                .withPropertyValues("rasura.sweep.interval=50ms", "rasura.sweep.longest-transaction=0s")
                .run(context -> {
                    Contexts.join(context, 1, "ada@example.com");
                    context.getBean(Rasura.class).erasure().erase(SubjectRef.of("Member", 1));
                    RasuraAutoConfigurationTest.await(() -> waiting(context.getBean(DataSource.class)) == 0);
                });
    }

    @Test
    void whereTheDatabaseTellsNothingTheLongestTransactionIsWaitedFor() {
        Contexts.complete(new ApplicationContextRunner())
                .withPropertyValues("rasura.sweep.interval=0")
                .run(context -> {
                    Contexts.join(context, 1, "ada@example.com");
                    Erasures erasures = context.getBean(Erasures.class);
                    erasures.erase(SubjectRef.of("Member", 1));
                    assertThat(erasures.sweep().sweeps()).isEmpty();
                    assertThat(waiting(context.getBean(DataSource.class))).isEqualTo(1);
                });
    }

    private static long waiting(DataSource database) {
        Long waiting = new JdbcTemplate(database).queryForObject("select count(*) from rasura_sweep", Long.class);
        return waiting == null ? -1 : waiting;
    }

    @Test
    void aNegativeTimeStopsTheStart() {
        Contexts.complete(new ApplicationContextRunner())
                .withPropertyValues("rasura.sweep.longest-transaction=-1s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("negative"));
    }

    @Test
    void whatWasFoundIsLoggedByErasureAndAFailureWithoutValues(CapturedOutput output) {
        Sweep found = new Sweep(
                ERASURE,
                "Member",
                List.of(new TableCount("letter", Treatment.DELETED, 3, List.of(), null, null)),
                0,
                List.of("member.email"),
                UUID.randomUUID());
        new SweepRunner(erasures(new SweepRun(
                        List.of(found), List.of(new SweepRun.Failed(ERASURE, "the erasure is refused")), 1)))
                .run();
        assertThat(output)
                .contains(
                        "3 row(s)", ERASURE.toString(), "[member.email]", "could not be swept: the erasure is refused");
        new SweepRunner(erasures(null)).run();
        assertThat(output).contains("failed: SQLSTATE 53300").doesNotContain("ada@example.com");
    }

    /** Erasures that answer a sweep with the run, or fail. */
    private static Erasures erasures(SweepRun run) {
        return (Erasures) Proxy.newProxyInstance(
                Erasures.class.getClassLoader(), new Class<?>[] {Erasures.class}, (proxy, method, arguments) -> {
                    if (run == null) {
                        throw new DutyFailedException("SQLSTATE 53300", new SQLException("ada@example.com"));
                    }
                    return run;
                });
    }
}
