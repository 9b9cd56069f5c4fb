package dev.rasura.internal.audit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a trail promises as years go by, each test on one of its own. */
abstract class AgedTrailContract extends TrailContract {

    AgedTrail aged;

    @BeforeEach
    void start() {
        aged = new AgedTrail(family, folder);
    }

    @AfterEach
    void stop() {
        aged.close();
    }
}
