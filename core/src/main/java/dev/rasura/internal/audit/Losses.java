package dev.rasura.internal.audit;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts events that were to be recorded and are lost, until the trail itself tells of them. Thread-safe. */
final class Losses {

    /** The type of the event that tells how many were lost. */
    static final String TYPE = "rasura.lost";
    /** The type of the event that tells how many were lost to the stream. */
    static final String STREAM = "rasura.stream-lost";

    /** How many types one event names; of the rest it gives the sum. */
    private static final int NAMED = 50;

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.audit");

    private final String tellingType;
    private final String what;
    private final Map<String, Long> untold = new TreeMap<>();
    private final Map<String, Long> all = new TreeMap<>();

    /** Counts what is lost to the trail. */
    Losses() {
        this(TYPE, "events could not be written");
    }

    private Losses(String tellingType, String what) {
        this.tellingType = tellingType;
        this.what = what;
    }

    /** Counts what is lost to the stream. */
    static Losses toTheStream() {
        return new Losses(STREAM, "events could not be streamed");
    }

    /** An event that tells of losses, and what it tells. */
    record Report(AuditEvent event, Map<String, Long> told) {}

    synchronized void add(String type, long events, String why) {
        count(type, events);
        LOG.error("{} audit event(s) of type '{}' are lost: {}. The trail will hold how many.", events, type, why);
    }

    /** Counts without a line of the log for each. */
    synchronized void count(String type, long events) {
        untold.merge(type, events, Long::sum);
        all.merge(type, events, Long::sum);
    }

    /** All losses since the start, by type. */
    synchronized Map<String, Long> all() {
        return new TreeMap<>(all);
    }

    /** How many events the trail does not tell of yet. */
    synchronized long untold() {
        return untold.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What is to be told, or null if nothing is. */
    synchronized @Nullable Report due() {
        if (untold.isEmpty()) {
            return null;
        }
        Map<String, Long> told = new TreeMap<>(untold);
        long total = told.values().stream().mapToLong(Long::longValue).sum();
        AuditEvent.Builder event = AuditEvent.of(tellingType, Actor.system("rasura"))
                .action("lose")
                .failed(what)
                .fact("total", total);
        long named = 0;
        for (Map.Entry<String, Long> type :
                told.entrySet().stream().limit(NAMED).toList()) {
            event.fact("of." + cut(type.getKey()), type.getValue());
            named += type.getValue();
        }
        if (named < total) {
            event.fact("others", total - named);
        }
        return new Report(event.build(), told);
    }

    private static String cut(String type) {
        return type.length() <= 97 ? type : type.substring(0, 97);
    }

    /** The report is committed. */
    synchronized void told(Report report) {
        report.told()
                .forEach((type, events) ->
                        untold.computeIfPresent(type, (t, n) -> n.equals(events) ? null : n - events));
    }
}
