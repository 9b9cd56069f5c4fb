package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RacesTest extends RacesContract {

    RacesTest() {
        super(
                DatabaseFamily.POSTGRESQL,
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    }

    @Test
    void theVictimOfADeadlockBeginsAnewAndSucceeds() throws Exception {
        // Whoever waits first finds the deadlock first.
        inFlight("set deadlock_timeout = '10s'");
        inFlight("select id from Thread where id = 1 for update");
        Future<ErasureReceipt> anna = erasing(1);
        awaitWaiting(1, List.of(anna));
        inFlight("select id from Person where id = 1 for update");
        other.commit();
        assertThat(anna.get().outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(p.database().count("rasura_erasure")).isEqualTo(1);
        assertThat(p.dump()).noneMatch(r -> r.contains("anna@"));
    }
}
