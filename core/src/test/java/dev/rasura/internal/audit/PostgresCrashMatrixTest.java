package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresCrashMatrixTest extends CrashMatrix {

    PostgresCrashMatrixTest() {
        super(DatabaseFamily.POSTGRESQL);
    }

    /** Once is enough: what a sealing does after it is the same on every database. */
    @Test
    void whereverARecoveryEndsItIsDoneOnceByTheNext() throws Exception {
        List<String> calls = endsBeforeEachCall(lane -> new CrashedRecovery(DatabaseFamily.POSTGRESQL, lane));
        assertThat(calls).contains("recover commit", "recover anchor").hasSizeGreaterThan(20);
    }
}
