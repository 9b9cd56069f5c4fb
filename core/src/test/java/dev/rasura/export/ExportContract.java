package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an export promises, on every database. The subject is Alice; Bob and the clerk are not to be seen. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rasura.testing.TestDatabases#families")
abstract class ExportContract {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123456Z");
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Parameter
    DatabaseFamily family;

    TestDatabase database;
    SessionFactory factory;
    Rasura rasura;

    @BeforeEach
    void setUp() {
        database = TestDatabases.of(family);
        factory = database.sessionFactory(People.ENTITIES);
        rasura = Rasura.builder(factory)
                .keys(KeyFile.ephemeral("test.example/audit"))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .createTables(true)
                .captureChanges(false)
                .build();
        factory.inTransaction(AliceAndBob::fill);
        // Past Hibernate and driver, which would write them in the zone of the JVM.
        database.execute("update Facts set born = date '1985-03-31', wakes = time '06:30:00',"
                + " met = timestamp '2024-03-10 02:30:00'");
    }

    @AfterEach
    void tearDown() {
        rasura.close();
        factory.close();
        database.close();
    }

    byte[] write(SubjectRef subject, ExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rasura.export().write(subject, format, out);
        return out.toByteArray();
    }

    byte[] write(EntityManager entityManager, SubjectRef subject) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rasura.export().write(subject, ExportFormat.JSON, out, entityManager);
        return out.toByteArray();
    }

    JsonNode json(SubjectRef subject) {
        return JSON.readTree(write(subject, ExportFormat.JSON));
    }

    ExportManifest manifest(SubjectRef subject, ExportFormat format) {
        return rasura.export().write(subject, format, OutputStream.nullOutputStream());
    }

    static void assertRows(JsonNode data, String table, String rows) {
        assertThat(table(data, table).get("rows")).hasToString(sorted(data, table, rows));
    }

    /** The expected rows with their properties in the order of the table's columns. */
    private static String sorted(JsonNode data, String table, String rows) {
        var all = JSON.createArrayNode();
        JSON.readTree(rows).forEach(row -> {
            var ordered = all.addObject();
            table(data, table).get("columns").forEach(c -> {
                String name = c.get("name").asString();
                if (row.has(name)) {
                    ordered.set(name, row.get(name));
                }
            });
            assertThat(ordered.size()).as("unknown columns in " + row).isEqualTo(row.size());
        });
        return all.toString();
    }

    static List<String> tables(JsonNode data) {
        return data.get("tables")
                .valueStream()
                .map(t -> t.get("table").asString())
                .toList();
    }

    static JsonNode table(JsonNode data, String name) {
        return data.get("tables")
                .valueStream()
                .filter(t -> t.get("table").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table " + name + " in " + tables(data)));
    }

    /** A stream that does the work as soon as the first byte comes. */
    static OutputStream once(Runnable work) {
        return new OutputStream() {
            private boolean done;

            @Override
            public void write(int b) {
                if (!done) {
                    done = true;
                    work.run();
                }
            }
        };
    }

    static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(parts.put(entry.getName(), in.readAllBytes())).isNull();
            }
        }
        return parts;
    }

    List<RecordedEvent> recorded() {
        return rasura.audit().events(AuditQuery.all()).stream()
                .filter(e -> e.type().startsWith("export."))
                .toList();
    }

    List<String> events() {
        return recorded().stream()
                .map(e -> e.type() + " " + (e.outcome() == Outcome.SUCCESS ? "SUCCESS" : e.outcome()))
                .toList();
    }
}
