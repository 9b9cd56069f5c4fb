package dev.rasura.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CapturedReadsTest {

    private static AuditEvent of(Map<String, Integer> rows) {
        AuditEvent.Builder event = AuditEvent.of("data.read", Actor.user("7"));
        CapturedReads.entities(event, rows);
        return event.build();
    }

    @Test
    void aHundredEntitiesAreNamedAndTheOthersCounted() {
        Map<String, Integer> rows = new TreeMap<>();
        for (int i = 0; i < 130; i++) {
            rows.put("Entity" + (1_000 + i), 2);
        }
        AuditEvent event = of(rows);
        assertThat(event.facts()).containsEntry("rows", "260").containsEntry("moreEntities", "30");
        assertThat(event.facts().get("entities").split(","))
                .hasSize(100)
                .startsWith("Entity1000=2")
                .endsWith("Entity1099=2");
        assertThat(of(Map.of("Person", 3)))
                .satisfies(one -> assertThat(one.entity()).isEqualTo("Person"))
                .satisfies(one -> assertThat(one.facts()).containsOnlyKeys("rows"));
        assertThat(of(Map.of("Person", 1, "Visit", 2)).facts()).doesNotContainKey("moreEntities");
    }
}
