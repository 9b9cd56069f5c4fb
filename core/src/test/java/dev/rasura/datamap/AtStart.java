package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rasura.DataMapException;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import java.util.List;
import java.util.Map;

/** What the start makes of some entities: their data map, or what it is refused for. */
final class AtStart {

    private AtStart() {}

    static DataMap map(Class<?>... entities) {
        return map(editor -> {}, entities);
    }

    static DataMap map(DataMapCustomizer customizer, Class<?>... entities) {
        try (Population p = Population.of(DatabaseFamily.H2, Map.of(), List.of(), customizer, entities)) {
            return p.rasura().dataMap();
        }
    }

    /** How a column is overwritten. */
    static Overwrite overwrite(DataMap map, String table, String column) {
        return map.table(table).orElseThrow().columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow()
                .onErasure();
    }

    static List<String> findings(Class<?>... entities) {
        return findings(editor -> {}, entities);
    }

    static List<String> findings(DataMapCustomizer customizer, Class<?>... entities) {
        DataMapException refused = catchThrowableOfType(DataMapException.class, () -> map(customizer, entities));
        assertThat(refused).as("the start is refused").isNotNull();
        refused.findings().forEach(finding -> assertThat(refused).hasMessageContaining(finding));
        return refused.findings();
    }

    /** Fails unless one of the findings has all these parts. */
    static void assertFinding(List<String> findings, String... parts) {
        assertThat(findings).anySatisfy(finding -> assertThat(finding).contains(parts));
    }

    static void assertOneFinding(List<String> findings, String... parts) {
        assertThat(findings).hasSize(1);
        assertFinding(findings, parts);
    }
}
