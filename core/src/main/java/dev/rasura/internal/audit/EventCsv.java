package dev.rasura.internal.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.internal.render.CsvCells;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Events as CSV (RFC 4180). A value that is absent is empty, an empty text is {@code ""}. */
final class EventCsv implements EventExport.Events {

    private static final JsonFactory JSON = new JsonFactory();

    private final CsvWriter csv;

    EventCsv(OutputStream out) {
        OutputStream kept = new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(kept, StandardCharsets.UTF_8);
        csv.writeRecord(
                "id",
                "time",
                "leaf_index",
                "type",
                "action",
                "outcome",
                "reason",
                "actor_type",
                "actor_ref",
                "on_behalf_of_type",
                "on_behalf_of_ref",
                "subjects",
                "entity",
                "attributes",
                "purpose",
                "legal_basis",
                "facts",
                "trace_id",
                "request_id",
                "node",
                "disclosed");
    }

    @Override
    public void write(RecordedEvent event) {
        Party principal = event.onBehalfOf();
        csv.writeRecord(
                event.id().toString(),
                event.time().toString(),
                event.leafIndex() == null ? null : event.leafIndex().toString(),
                cell(event.type()),
                cell(event.action()),
                event.outcome().name(),
                cell(event.reason()),
                cell(event.actor().type()),
                cell(event.actor().ref()),
                cell(principal == null ? null : principal.type()),
                cell(principal == null ? null : principal.ref()),
                cell(event.subjects().stream()
                        .map(subject -> subject.type() + ":" + subject.ref())
                        .collect(Collectors.joining(" "))),
                cell(event.entity()),
                cell(String.join(" ", event.attributes())),
                cell(event.purpose()),
                cell(event.legalBasis()),
                json(event.facts()),
                cell(event.traceId()),
                cell(event.requestId()),
                cell(event.node()),
                json(event.disclosed()));
    }

    private static @Nullable String cell(@Nullable String text) {
        return text == null ? null : CsvCells.guarded(text);
    }

    private static String json(Map<String, String> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            new TreeMap<>(values).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void end() throws IOException {
        csv.close();
    }
}
