package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that are written after the transaction, on threads of their own. */
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
                throw new ServiceConfigurationError("of the test");
            });
        }

        assertThat(losses.all()).containsEntry("test.denied", 1L);
    }

    /** For an instant a thread that begins has its work no more in the queue, and does not do it yet. */
    @Test
    void isNotIdleWhileAThreadBegins() {
        try (RecordedTrail recorded = new RecordedTrail(DatabaseFamily.H2, folder)) {
            for (int i = 0; i < 500; i++) {
                AtomicBoolean begun = new AtomicBoolean();
                try (DetachedEvents events = new DetachedEvents(
                        recorded.units(), recorded.trail.staging(), new Losses(), Duration.ofSeconds(10))) {
                    events.write("test.denied", connection -> {
                        begun.set(true);
                        return List.of();
                    });
                    while (!begun.get()) {
                        assertThat(events.isIdle() && !begun.get()).isFalse();
                    }
                }
            }
        }
    }
}
