package dev.rasura.internal.audit;

import dev.rasura.audit.RecordedEvent;
import java.util.Locale;
import java.util.Map;

/** What was done, in the four words that security tools know. */
enum DoneAs {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    OTHER;

    private static final Map<String, DoneAs> WORDS = Map.ofEntries(
            Map.entry("create", CREATE),
            Map.entry("insert", CREATE),
            Map.entry("add", CREATE),
            Map.entry("read", READ),
            Map.entry("view", READ),
            Map.entry("select", READ),
            Map.entry("search", READ),
            Map.entry("list", READ),
            Map.entry("query", READ),
            Map.entry("report", READ),
            Map.entry("export", READ),
            Map.entry("download", READ),
            Map.entry("update", UPDATE),
            Map.entry("edit", UPDATE),
            Map.entry("change", UPDATE),
            Map.entry("merge", UPDATE),
            Map.entry("anonymise", UPDATE),
            Map.entry("delete", DELETE),
            Map.entry("erase", DELETE),
            Map.entry("remove", DELETE),
            Map.entry("truncate", DELETE));

    /** By the first word of the action. */
    static DoneAs of(RecordedEvent event) {
        String first = event.action().toLowerCase(Locale.ROOT).split("[^a-z]", 2)[0];
        return WORDS.getOrDefault(first, OTHER);
    }
}
