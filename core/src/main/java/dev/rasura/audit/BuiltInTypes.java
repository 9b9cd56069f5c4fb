package dev.rasura.audit;

import java.util.List;
import java.util.stream.Stream;

/**
 * The types of the events that Rasura makes itself. What an attribute is called stands also for names that go on after a
 * dot: {@code before} for {@code before.Person.email}.
 */
final class BuiltInTypes {

    /** Whose names begin so are Rasura's own: nobody else declares or records them. */
    static final List<String> OWN = List.of("erasure", "export", "retention", "review", "rasura");

    static final List<EventType> ALL = Stream.of(
                    captured(), requests(), erasures(), exports(), retention(), reviews(), trail())
            .flatMap(List::stream)
            .toList();

    private BuiltInTypes() {}

    private static List<EventType> captured() {
        return List.of(
                change(EventCatalogue.CREATED),
                change(EventCatalogue.UPDATED),
                change(EventCatalogue.DELETED),
                statement(EventCatalogue.STATEMENT_CHANGED),
                statement(EventCatalogue.STATEMENT_READ)
                        .withMode(EventMode.DETACHED)
                        .keptFor(EventType.READS),
                EventType.of(EventCatalogue.READ)
                        .withMode(EventMode.DETACHED)
                        .withAttribute(
                                "rows",
                                "entities",
                                "moreEntities",
                                "subjects",
                                "moreSubjects",
                                "moreRows",
                                "unresolvedRows")
                        .keptFor(EventType.READS));
    }

    private static EventType change(String name) {
        return EventType.of(name)
                .withAttribute("rows", "keys", "subjects", "part", "moreAttributes", "values", "truncated")
                .withPersonal("before", "after");
    }

    private static EventType statement(String name) {
        return EventType.of(name).withAttribute("statements", "subjects", "moreSubjects", "moreAttributes");
    }

    private static List<EventType> requests() {
        return List.of(
                EventType.of(EventCatalogue.HTTP_REQUEST)
                        .withMode(EventMode.BEST_EFFORT)
                        .withAttribute("status")
                        .keptFor(EventType.READS)
                        .to(Sinks.STREAM)
                        .streamingValues(),
                unanswered(EventCatalogue.HTTP_DENIED),
                unanswered(EventCatalogue.HTTP_FAILED));
    }

    /** What is denied or failed is no read: it is kept as long as changes are. */
    private static EventType unanswered(String name) {
        return EventType.of(name).withMode(EventMode.DETACHED).withAttribute("status", "unrecorded");
    }

    private static List<EventType> erasures() {
        return List.of(
                counting("erasure.executed").withAttribute("erasure", "plan").requiringSubject(),
                counting("erasure.swept")
                        .withAttribute("erasure", "disclosures", "leftToOthers")
                        .requiringSubject(),
                EventType.of("erasure.attested")
                        .withAttribute("erasure", "result", "area", "residue", "shared", "retained"));
    }

    /** How many rows were treated in which way. */
    private static EventType counting(String name) {
        return EventType.of(name)
                .withAttribute(
                        "deleted",
                        "anonymised",
                        "pseudonymised",
                        "unlinked",
                        "rekeyed",
                        "unchanged",
                        "retained",
                        "grounds",
                        "truncated");
    }

    private static List<EventType> exports() {
        return List.of(
                export("export.started"),
                export("export.completed").withAttribute("rows", "bytes", "complete", "consistent", "sha256"),
                export("export.failed").withMode(EventMode.DETACHED));
    }

    private static EventType export(String name) {
        return EventType.of(name).withAttribute("export", "format").requiringSubject();
    }

    private static List<EventType> retention() {
        return List.of(
                counting("retention.batch").withAttribute("rule", "run", "cutoff", "rows", "plan", "subjects"),
                run("retention.completed").withAttribute("status"),
                run("retention.failed").withMode(EventMode.DETACHED));
    }

    private static EventType run(String name) {
        return EventType.of(name).withAttribute("rule", "run", "cutoff", "matched", "removed", "batches", "setAside");
    }

    /** In the reviewer's own transaction: what cannot be recorded is not shown. */
    private static List<EventType> reviews() {
        return List.of(
                asked(AuditReview.QUERIED),
                EventType.of(AuditReview.BREACH_REPORTED)
                        .requiringActor()
                        .withAttribute("why", "actor", "entity", "from", "to"),
                asked(AuditReview.HISTORY_GIVEN).requiringSubject(),
                asked(AuditReview.EXPORTED).withAttribute("format", "values"));
    }

    private static EventType asked(String name) {
        return EventType.of(name)
                .requiringActor()
                .withAttribute("why", "actor", "type", "action", "entity", "outcome", "purpose", "from", "to");
    }

    /** Of nobody, and carried over when it expires: so it holds back nothing that is kept for a shorter time. */
    private static EventType bookkeeping(String name) {
        return EventType.of(name).keptFor(EventType.READS);
    }

    private static List<EventType> trail() {
        return List.of(
                bookkeeping("rasura.heartbeat").withAttribute("upTo", "undecided", "rolledBack"),
                bookkeeping("rasura.epoch-closed").withAttribute("node", "epoch", "last", "settled", "unsettled"),
                bookkeeping("rasura.expired")
                        .withAttribute("origin", "leaves", "type", "before", "period", "values", "subjects"),
                EventType.of("rasura.alarm").withAttribute("event", "sha256", "node", "epoch", "n", "gap"),
                EventType.of("rasura.recovered")
                        .withAttribute(
                                "formerOrigin", "formerSize", "formerRoot", "formerNote", "leaves", "expired", "why")
                        .requiringActor(),
                EventType.of("rasura.lost").withAttribute("total", "of", "others"),
                EventType.of("rasura.stream-lost").withAttribute("total", "of", "others"));
    }
}
