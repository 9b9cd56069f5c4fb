package dev.rasura.internal.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;

/** A value that is streamed. It can be read once, while its row is the current one. */
interface LargeValue {

    /** Whether it is text; its bytes are then UTF-8. */
    boolean text();

    /** How many bytes it has. */
    long bytes() throws SQLException;

    /** Writes its bytes. */
    void writeTo(OutputStream out) throws SQLException, IOException;

    /** Writes it as one string, bytes in base64. */
    void writeTo(JsonGenerator json) throws SQLException, IOException;

    /** Opens the value, whose reader closes it. */
    interface Opening<S> {
        S open() throws SQLException;
    }

    /** How long it is. */
    interface Length {
        long bytes() throws SQLException;
    }

    /** Of bytes, which may be those of a text in UTF-8. */
    record OfBytes(boolean text, Length length, Opening<InputStream> content) implements LargeValue {

        @Override
        public long bytes() throws SQLException {
            return length.bytes();
        }

        @Override
        public void writeTo(OutputStream out) throws SQLException, IOException {
            try (InputStream in = content.open()) {
                in.transferTo(out);
            }
        }

        @Override
        public void writeTo(JsonGenerator json) throws SQLException, IOException {
            try (InputStream in = content.open()) {
                if (text) {
                    json.writeString(new WholeCharacters(new InputStreamReader(in, StandardCharsets.UTF_8)), -1);
                } else {
                    json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, in, -1);
                }
            }
        }
    }

    /** Of characters. */
    record OfCharacters(long bytes, Opening<Reader> content) implements LargeValue {

        @Override
        public boolean text() {
            return true;
        }

        @Override
        public void writeTo(OutputStream out) throws SQLException, IOException {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            try (Reader in = content.open()) {
                in.transferTo(writer);
            }
            writer.flush();
        }

        @Override
        public void writeTo(JsonGenerator json) throws SQLException, IOException {
            try (Reader in = content.open()) {
                json.writeString(new WholeCharacters(in), -1);
            }
        }
    }
}
