package dev.rasura.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptValuesTest {

    @Test
    void aValueTooLargeIsCutAtACharacterAndTheEventNamesIt() {
        String face = "\uD83D\uDE00";
        AuditEvent.Builder event = AuditEvent.of("data.updated", Actor.user("7"));

        KeptValues.add(
                event,
                Map.of("before.Person.letter", face.repeat(EventType.MAX_LENGTH + 1), "after.Person.letter", "short"));

        assertThat(event.build().personal())
                .containsEntry("before.Person.letter", face.repeat(EventType.MAX_LENGTH))
                .containsEntry("after.Person.letter", "short");
        assertThat(event.build().facts()).containsEntry("truncated", "before.Person.letter");
    }
}
