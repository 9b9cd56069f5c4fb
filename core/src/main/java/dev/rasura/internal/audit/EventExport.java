package dev.rasura.internal.audit;

import dev.rasura.audit.AuditFormat;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what a query matches, page after page, one event at a time. */
final class EventExport {

    /** How many events are held: of at most 16 KiB each, and their personal values. */
    private static final int PAGE = 200;

    private static final JsonFactory JSON = new JsonFactory();

    private EventExport() {}

    /** Reads one page. */
    @FunctionalInterface
    interface Pages {
        AuditPage read(AuditQuery query) throws SQLException;
    }

    /** Writes an event as an object of some schema. */
    @FunctionalInterface
    interface EventObject {
        void write(JsonGenerator json, RecordedEvent event);
    }

    /** Takes one event after the other. */
    interface Events {
        void write(RecordedEvent event) throws IOException;

        default void end() throws IOException {}
    }

    static long write(Pages pages, AuditQuery query, AuditFormat format, boolean values, OutputStream out)
            throws SQLException, IOException {
        Events events = switch (format) {
            case JSON_LINES -> lines(new EventJson(), out);
            case CSV -> new EventCsv(out);
            case OCSF -> lines(new OcsfEvent(), out);
            case ECS -> lines(new EcsEvent(), out);
        };
        long written = 0;
        AuditQuery rest = query.limit(PAGE);
        AuditPage page;
        do {
            page = pages.read(rest);
            for (RecordedEvent event : page.events()) {
                events.write(values ? event : Leaf.disclosing(event, event.leafIndex(), Map.of()));
                written++;
            }
            rest = rest.after(page.next());
        } while (page.more());
        events.end();
        out.flush();
        return written;
    }

    private static Events lines(EventObject object, OutputStream out) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        return event -> {
            line.reset();
            try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
                object.write(json, event);
            }
            line.write('\n');
            line.writeTo(out);
        };
    }
}
