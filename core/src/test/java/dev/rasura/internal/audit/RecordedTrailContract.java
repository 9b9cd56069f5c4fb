package dev.rasura.internal.audit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a trail promises, each test on one of its own. */
abstract class RecordedTrailContract extends TrailContract {

    RecordedTrail recorded;

    @BeforeEach
    void start() {
        recorded = new RecordedTrail(family, folder);
    }

    @AfterEach
    void stop() {
        recorded.close();
    }
}
