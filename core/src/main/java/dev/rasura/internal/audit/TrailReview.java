package dev.rasura.internal.audit;

import dev.rasura.SubjectRef;
import dev.rasura.audit.AccessHistory;
import dev.rasura.audit.AccessHistory.Access;
import dev.rasura.audit.AffectedSubject;
import dev.rasura.audit.AuditCursor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditFormat;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditReview;
import dev.rasura.audit.BreachReport;
import dev.rasura.audit.BreachScope;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** A review: each question recorded, then answered. */
final class TrailReview implements AuditReview {

    private final TrailReading trail;
    private final ReviewRecord record;

    TrailReview(TrailReading trail, ReviewRecord record) {
        this.trail = trail;
        this.record = record;
    }

    @Override
    public AuditPage page(AuditQuery query) {
        record.query(record.event(QUERIED, "query"), query);
        return trail.page(query);
    }

    @Override
    public BreachReport breachReport(BreachScope scope, Consumer<AffectedSubject> people) {
        AuditEvent.Builder event = record.event(BREACH_REPORTED, "report")
                .fact("from", scope.from())
                .fact("to", scope.to());
        ReviewRecord.fact(event, "entity", scope.entity());
        record.actor(event, scope.actor());
        record.record(event);
        return trail.breachReport(scope, people);
    }

    @Override
    public AccessHistory accessHistory(SubjectRef subject, AuditCursor after, int limit) {
        AuditQuery query = AuditQuery.all().about(subject).after(after).limit(limit);
        record.query(record.event(HISTORY_GIVEN, "give access history"), query);
        AuditPage page = trail.page(query);
        Party person = new Party(subject.type(), pseudonym(subject));
        return new AccessHistory(
                page.events().stream().map(event -> access(event, person)).toList(),
                page.next(),
                page.more(),
                trail.expired().completeSince().orElse(null),
                page.unverified());
    }

    private Access access(RecordedEvent event, Party person) {
        return new Access(
                event.time(),
                event.action(),
                event.purpose(),
                event.legalBasis(),
                trail.categories().of(event).categories(),
                event.outcome(),
                event.actor().equals(person));
    }

    @Override
    public long export(AuditQuery query, AuditFormat format, PersonalValues values, OutputStream out)
            throws IOException {
        AuditEvent.Builder event =
                record.event(EXPORTED, "export").fact("format", format).fact("values", values);
        record.record(record.describe(event, query));
        try {
            return trail.export(query, format, values, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public String pseudonym(SubjectRef person) {
        return trail.pseudonym(person);
    }
}
