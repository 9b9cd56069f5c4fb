package dev.rasura.example.recruitment.app;

import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.retention.RetentionPreview;
import dev.rasura.retention.Retentions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the administrator and the data protection officer look at. */
@RestController
class OversightEndpoints {

    private final Retentions retentions;
    private final AuditTrail trail;

    OversightEndpoints(Retentions retentions, AuditTrail trail) {
        this.retentions = retentions;
        this.trail = trail;
    }

    /** What the next run would remove. */
    @GetMapping("/retention")
    List<RetentionPreview> retention() {
        return retentions.rules().stream()
                .map(RetentionRule::name)
                .map(retentions::preview)
                .toList();
    }

    /** What was done, without who. */
    @GetMapping("/audit/events")
    List<Entry> events() {
        return trail.events(AuditQuery.all()).stream().map(Entry::of).toList();
    }

    /** An event of the trail. */
    record Entry(UUID id, Instant time, String type, Outcome outcome, Map<String, String> facts) {

        static Entry of(RecordedEvent event) {
            return new Entry(event.id(), event.time(), event.type(), event.outcome(), event.facts());
        }
    }
}
