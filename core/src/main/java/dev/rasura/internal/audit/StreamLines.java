package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the lines of one file of the stream, a line at a time, none longer than {@value #MAX_LINE} bytes. */
final class StreamLines {

    private static final int MAX_LINE = 8 * 1024 * 1024;
    private static final int HASH_BYTES = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StreamLines() {}

    /** Who is told what the lines are. */
    interface Reader {
        /** An event's line. */
        void event(StreamLine line);

        /** A JSON object that is no event. */
        void other();

        /** Something else, as file name and line number. */
        void unreadable(String where);
    }

    /** @throws AuditException if the file cannot be opened or read */
    static void read(Path file, Reader reader) {
        String name = String.valueOf(file.getFileName());
        long number = 0;
        try (InputStream in = opened(file)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
            while (true) {
                line.reset();
                number++;
                boolean fits = true;
                int each = in.read();
                if (each < 0) {
                    return;
                }
                for (; each >= 0 && each != '\n'; each = in.read()) {
                    if (line.size() < MAX_LINE) {
                        line.write(each);
                    } else {
                        fits = false;
                    }
                }
                if (line.size() == 0 && each == '\n') {
                    continue;
                }
                // A line without its end may have been cut at any place.
                String where = name + ":" + number;
                if (!fits || each < 0 || !told(where, line.toByteArray(), reader)) {
                    reader.unreadable(where);
                }
            }
        } catch (EOFException | ZipException e) {
            reader.unreadable(name + ":" + number + " and all after it");
        } catch (IOException e) {
            throw new AuditException(
                    "The file " + file + " of the audit stream cannot be read. Make it readable to this process.", e);
        }
    }

    private static InputStream opened(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        try {
            in.mark(2);
            boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return compressed ? new BufferedInputStream(new GZIPInputStream(in, 64 * 1024), 64 * 1024) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static boolean told(String where, byte[] line, Reader reader) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, LeafReader.value(parser));
            }
            if (parser.nextToken() != null) {
                return false;
            }
            if (fields.get("rasura") == null) {
                reader.other();
                return true;
            }
            if (!"1".equals(fields.get("rasura"))
                    || !(fields.get("id") instanceof String id)
                    || !(fields.get("occurredAt") instanceof String time)) {
                return false;
            }
            byte @Nullable [] hash = fields.get("leafHash") == null
                    ? null
                    : HexFormat.of().parseHex(String.valueOf(fields.get("leafHash")));
            if (hash != null && hash.length != HASH_BYTES) {
                return false;
            }
            String type = fields.get("type") instanceof String text ? text : "";
            reader.event(
                    new StreamLine(where, UUID.fromString(id), type, Instant.parse(time), hash, fields, line.length));
            return true;
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
