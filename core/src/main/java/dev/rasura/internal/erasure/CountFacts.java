package dev.rasura.internal.erasure;

import dev.rasura.audit.AuditEvent;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What an event says of the rows that were treated: how many in each way, and the grounds of those retained. */
final class CountFacts {

    private static final int GROUNDS_LENGTH = 2_000;

    private CountFacts() {}

    static void add(AuditEvent.Builder event, List<TableCount> counts) {
        Map<Treatment, Long> rows = new EnumMap<>(Treatment.class);
        counts.forEach(count -> rows.merge(count.treatment(), count.rows(), Long::sum));
        for (Treatment treatment : Treatment.values()) {
            event.fact(treatment.name().toLowerCase(Locale.ROOT), rows.getOrDefault(treatment, 0L));
        }
        String grounds = counts.stream()
                .filter(c -> c.ground() != null && c.rows() > 0)
                .map(c -> c.ground() + " (" + c.table() + ": " + c.rows() + ")")
                .distinct()
                .collect(Collectors.joining("; "));
        if (!grounds.isEmpty()) {
            event.fact("grounds", grounds.length() > GROUNDS_LENGTH ? grounds.substring(0, GROUNDS_LENGTH) : grounds);
            if (grounds.length() > GROUNDS_LENGTH) {
                event.fact("truncated", "grounds");
            }
        }
    }
}
