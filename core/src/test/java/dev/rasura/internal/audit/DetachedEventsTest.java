package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detached events that cannot be made. */
class DetachedEventsTest {

    @TempDir
    Path folder;

    @Test
    void countsAsLostWhatEndsInAnError() {
        Losses losses = new Losses();
        try (RecordedTrail recorded = new RecordedTrail(DatabaseFamily.H2, folder);
                DetachedEvents events = new DetachedEvents(
                        recorded.units(), recorded.trail.staging(), losses, Duration.ofSeconds(10))) {
            events.write("test.denied", connection -> {
                throw new StackOverflowError();
            });
        }

        assertThat(losses.all()).containsEntry("test.denied", 1L);
    }
}
