package dev.rasura.verify;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bundle of disclosed values, read in step with the leaves: each value must open the commitment of its leaf. */
final class Disclosures implements AutoCloseable {

    private static final int LONGEST = 64 * 1024 * 1024;

    private final @Nullable InputStream in;
    private final Findings findings;
    private @Nullable Line ahead;
    private long line;
    private long last = -1;
    private long count;

    private record Line(long number, long leaf, Map<?, ?> fields) {}

    Disclosures(Path file, Findings findings) throws IOException {
        this.findings = findings;
        this.in = Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? new BufferedInputStream(Files.newInputStream(file))
                : null;
        this.ahead = next();
    }

    /** Judges the values of this leaf. */
    void of(long leaf, byte[] entry) throws IOException {
        Map<?, ?> event = null;
        while (ahead != null && ahead.leaf <= leaf) {
            if (event == null) {
                event = JsonText.object(entry);
            }
            if (ahead.leaf < leaf || event == null) {
                findings.add("disclosure on line " + ahead.number, "its leaf cannot be read as an event");
            } else {
                judge(ahead, event);
            }
            ahead = next();
        }
    }

    /** Names the values that belong to no leaf. */
    void rest() throws IOException {
        while (ahead != null) {
            findings.add("disclosure on line " + ahead.number, "there is no leaf " + ahead.leaf);
            ahead = next();
        }
    }

    /** How many there are. */
    long count() {
        return count;
    }

    private void judge(Line disclosure, Map<?, ?> event) {
        String where = "disclosure on line " + disclosure.number + ", leaf " + disclosure.leaf;
        String id = text(disclosure.fields, "event");
        String field = text(disclosure.fields, "field");
        Object commitments = event.get("commitments");
        Object committed = commitments instanceof Map<?, ?> map ? map.get(field) : null;
        if (!id.equals(event.get("id")) || !(committed instanceof String commitment) || !names(event, disclosure)) {
            findings.add(where, "inserted: the leaf commits to no such value of this person");
            return;
        }
        byte[] opened = Hashing.commitment(
                salt(disclosure.fields), UUID.fromString(id), field, text(disclosure.fields, "value"));
        if (!Arrays.equals(opened, SignedCheckpoint.base64(commitment))) {
            findings.add(where, "altered: the value of " + field + " is not the one that the leaf commits to");
        }
    }

    private static byte[] salt(Map<?, ?> fields) {
        byte[] salt = SignedCheckpoint.base64(text(fields, "salt"));
        // HMAC knows no empty key; one byte opens no commitment that was made with 32.
        return salt.length == 0 ? new byte[1] : salt;
    }

    /** Whether the value lies under the name of the person to whom its field belongs, and not of another one of the event. */
    private static boolean names(Map<?, ?> event, Line disclosure) {
        String ref = text(disclosure.fields, "ref");
        String field = text(disclosure.fields, "field");
        if (field.equals("onBehalfOf.id")) {
            return is(event.get("onBehalfOf"), ref);
        }
        boolean some = event.get("subjects") instanceof List<?> subjects && !subjects.isEmpty();
        boolean system = event.get("actor") instanceof Map<?, ?> actor && "system".equals(actor.get("type"));
        boolean ofSubject = system || (some && field.startsWith("personal."));
        return ofSubject
                ? event.get("subjects") instanceof List<?> subjects && anyIs(subjects, ref)
                : is(event.get("actor"), ref);
    }

    private static boolean anyIs(Iterable<?> parties, String ref) {
        for (Object party : parties) {
            if (is(party, ref)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(@Nullable Object party, String ref) {
        return party instanceof Map<?, ?> map && ref.equals(map.get("ref"));
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private @Nullable Line next() throws IOException {
        byte[] bytes;
        while ((bytes = readLine()) != null) {
            line++;
            Map<?, ?> fields = JsonText.object(bytes);
            String leaf = fields == null ? "" : text(fields, "leaf");
            if (fields == null || !leaf.matches("0|[1-9][0-9]{0,17}") || !isId(text(fields, "event"))) {
                findings.add("disclosure on line " + line, "it cannot be read");
            } else if (Long.parseLong(leaf) < last) {
                findings.add("disclosure on line " + line, "out of order: lines follow their leaves");
            } else {
                last = Long.parseLong(leaf);
                count++;
                return new Line(line, last, fields);
            }
        }
        return null;
    }

    private static boolean isId(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private byte @Nullable [] readLine() throws IOException {
        if (in == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            bytes.write(next);
            if (bytes.size() > LONGEST) {
                throw new IOException("a line is too long");
            }
        }
        return next < 0 && bytes.size() == 0 ? null : bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
