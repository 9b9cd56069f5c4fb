package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.Origin;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.Reconciliation;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.spi.StreamedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Through the include that applications use, to a file: each event is one line, whatever it holds, or is refused. */
class LogLineSinkTest {

    private static final UUID ID = UUID.fromString("0190a000-0000-7000-8000-000000000001");
    private static final UUID EPOCH = UUID.fromString("0190a000-0000-4000-8000-000000000002");
    private static final String HASH = "ab".repeat(32);

    @TempDir
    Path folder;

    private final LoggingSystem logging = LoggingSystem.get(LogLineSinkTest.class.getClassLoader());

    @AfterEach
    void asBefore() {
        logging.cleanUp();
        ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
        logging.initialize(new LoggingInitializationContext(new MockEnvironment()), null, null);
    }

    private Path configure(Path file, String... properties) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("rasura.audit.stream.target", "file")
                .withProperty("rasura.audit.stream.file", file.toString());
        for (int i = 0; i < properties.length; i += 2) {
            environment.setProperty(properties[i], properties[i + 1]);
        }
        logging.cleanUp();
        logging.beforeInitialize();
        logging.initialize(
                new LoggingInitializationContext(environment), "classpath:dev/rasura/spring/stream-logback.xml", null);
        return file;
    }

    private static StreamedEvent event(String text, Map<String, String> values) {
        return new StreamedEvent(
                new RecordedEvent(
                        ID,
                        Instant.parse("2026-03-01T10:15:30.123456Z"),
                        "candidate.viewed",
                        text,
                        Outcome.DENIED,
                        text,
                        new Party("user", "aa"),
                        new Party("system", text),
                        List.of(new Party("Candidate", "bb")),
                        text,
                        List.of(text),
                        text,
                        text,
                        Map.of("rows", text),
                        text,
                        text,
                        text,
                        null,
                        Map.of("actor.id", "anna")),
                EPOCH,
                7L,
                HASH,
                values);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        String all = Files.readString(file);
        assertThat(all).endsWith("\n");
        return all.substring(0, all.length() - 1)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    @Test
    void anEventIsOneLineWithTypedFields() throws IOException {
        Path file = configure(folder.resolve("audit.json"));
        new LogLineSink().write(event("view", Map.of()));
        JsonNode line = lines(file).get(0);
        assertThat(line.get("rasura").isInt()).isTrue();
        assertThat(line.get("id").asString()).isEqualTo(ID.toString());
        assertThat(line.get("occurredAt").asString()).isEqualTo("2026-03-01T10:15:30.123456Z");
        assertThat(line.get("actor")).isEqualTo(JsonMapper.shared().readTree("{\"type\":\"user\",\"ref\":\"aa\"}"));
        assertThat(line.get("subjects").isArray()).isTrue();
        assertThat(line.get("number").asLong()).isEqualTo(7);
        assertThat(line.get("leafHash").asString()).isEqualTo(HASH);
        assertThat(line.get("message").asString()).isEqualTo("event");
        assertThat(line.has("values")).isFalse();
        assertThat(Files.readString(file)).as("identities are not streamed").doesNotContain("anna");
    }

    @Test
    void whatAnApplicationRecordsIsALineThatItsTrailKnows() {
        Path file = configure(folder.resolve("audit.json"));
        Contexts.complete(new ApplicationContextRunner())
                .withPropertyValues(
                        "rasura.audit.sinks.test.done=both",
                        "rasura.audit.seal-interval=0",
                        "rasura.audit.stream.when-full=drop")
                .run(context -> {
                    AuditTrail trail = context.getBean(AuditTrail.class);
                    UUID id = trail.record(
                            AuditEvent.of("test.done", Actor.user("anna").onBehalfOf(Actor.user("bert")))
                                    .action("do")
                                    .failed("\u0000")
                                    .entity("Candidate")
                                    .subject(SubjectRef.of("Candidate", 1))
                                    .attributes("name")
                                    .purpose("selection")
                                    .legalBasis("contract")
                                    .origin(new Origin("192.0.2.7", "Mozilla/5.0", "t-1", "r-1"))
                                    .fact("rows", "\u2028\n\"")
                                    .build());
                    trail.record(
                            AuditEvent.of("test.other", Actor.system("test")).build());
                    trail.awaitWritten(Duration.ofSeconds(10));
                    assertThat(lines(file))
                            .singleElement()
                            .satisfies(line ->
                                    assertThat(line.get("id").asString()).isEqualTo(id.toString()));
                    Reconciliation report = trail.stream()
                            .reconcile(List.of(file), Instant.MIN, Instant.now().plusSeconds(60));
                    assertThat(report.complete()).isTrue();
                    assertThat(report.same()).isEqualTo(1);
                    Files.writeString(file, Files.readString(file).replace("\"do\"", "\"undo\""));
                    assertThat(trail.stream()
                                    .reconcile(
                                            List.of(file),
                                            Instant.MIN,
                                            Instant.now().plusSeconds(60))
                                    .altered())
                            .as("each other field is what the trail has")
                            .containsExactly(new Reconciliation.AlteredLine("audit.json:1", id, List.of("action")));
                });
    }

    @Test
    void everyFieldIsDocumentedAndEveryDocumentedOneIsThere() throws IOException {
        Path file = configure(folder.resolve("audit.json"));
        new LogLineSink().write(event("view", Map.of("search", "x")));
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = Objects.requireNonNull(root.getParent(), "the project's root");
        }
        String fields = Files.readString(root.resolve("docs/audit-stream.md"))
                .split("## The fields", 2)[1]
                .split("\n## ", 2)[0];
        assertThat(Pattern.compile("^\\| `(\\w+)`", Pattern.MULTILINE)
                        .matcher(fields)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(lines(file).get(0).propertyNames());
    }

    @Test
    void noValueCanForgeOrBreakALine() throws IOException {
        Path file = configure(folder.resolve("audit.json"));
        List<String> hostile = List.of(
                "\"}\n{\"rasura\":1,\"id\":\"forged\"}\n",
                "\r\n\t\b\f\0\u0001\u001b[31m\u007f\u0080\u0085\u009f",
                "\u2028\u2029\u000b",
                "\u202e\u202a\u2066\u2069\u200f\u061c",
                "\ud800",
                "\udc00\ud800x",
                "\ud83d\ude00 \ufeff\ufffe\uffff",
                "\\\" \\u000a ${jndi:x} {} %m%n",
                "x".repeat(200_000) + "\n");
        for (String value : hostile) {
            new LogLineSink().write(event(value, Map.of("search", value)));
        }

        byte[] bytes = Files.readAllBytes(file);
        for (byte each : bytes) {
            assertThat(each == '\n' || (each >= ' ' && each < 0x7f)).isTrue();
        }
        List<JsonNode> lines = lines(file);
        assertThat(lines).hasSize(hostile.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = lines.get(i);
            String value = hostile.get(i);
            assertThat(line.get("id").asString()).isEqualTo(ID.toString());
            assertThat(line.get("message").asString()).isEqualTo("event");
            for (JsonNode held : List.of(
                    line.get("action"),
                    line.get("reason"),
                    line.get("onBehalfOf").get("ref"),
                    line.get("attributes").get(0),
                    line.get("facts").get("rows"),
                    line.get("values").get("search"))) {
                assertThat(held.asString()).isEqualTo(value);
            }
        }
    }

    @Test
    void fieldsAreMaskedWhereConfigured() throws IOException {
        Path file = configure(folder.resolve("audit.json"), "rasura.audit.stream.mask", "facts/rows,values");
        new LogLineSink().write(event("view", Map.of("search", "Anna Berg")));
        JsonNode line = lines(file).get(0);
        assertThat(line.get("facts").get("rows").asString()).isEqualTo("****");
        assertThat(line.get("action").asString()).isEqualTo("view");
        assertThat(Files.readString(file)).doesNotContain("Anna Berg");
    }

    @Test
    void theAddressOfRequestsCanBeMaskedAlone() throws IOException {
        Path file = configure(folder.resolve("audit.json"), "rasura.audit.stream.mask", "origin.address");
        new LogLineSink()
                .write(event("view", Map.of("origin.address", "192.0.2.7", "origin.userAgent", "Mozilla/5.0")));
        JsonNode values = lines(file).get(0).get("values");
        assertThat(values.get("origin.address").asString()).isEqualTo("****");
        assertThat(values.get("origin.userAgent").asString()).isEqualTo("Mozilla/5.0");
    }

    @Test
    void aLineThatACrashCutShortSpoilsNoOther() throws IOException {
        Path file = folder.resolve("audit.json");
        Files.writeString(file, "{\"rasura\":1,\"id\":\"01");
        configure(file);
        new LogLineSink().write(event("view", Map.of()));
        new LogLineSink().write(event("view", Map.of()));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        assertThat(JsonMapper.shared().readTree(lines.get(1)).get("id").asString())
                .isEqualTo(ID.toString());
    }

    @Test
    void aFullDiskIsRefusedAndWrittenAgainWhenThereIsRoom() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path file = folder.resolve("audit.json");
        Files.createSymbolicLink(file, full);
        configureWithoutRotation(file);
        LogLineSink sink = new LogLineSink();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> sink.write(event("view", Map.of())))
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("its disk has room");
        }
        Files.delete(file);
        Files.createFile(file);
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        boolean written = false;
        while (!written && Instant.now().isBefore(end)) {
            try {
                sink.write(event("again", Map.of()));
                written = true;
            } catch (AuditException e) {
                Thread.sleep(20); // Logback tries again from time to time
            }
        }
        assertThat(written).isTrue();
        assertThat(Files.readAllLines(file, StandardCharsets.UTF_8)).containsExactly("event");
    }

    /** The device that is always full has been so for years: a policy that goes by days would rotate it. */
    private static void configureWithoutRotation(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        AuditFileAppender appender = new AuditFileAppender();
        appender.setContext(context);
        appender.setName("rasura-audit");
        appender.setFile(file.toString());
        FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(file + ".%i");
        policy.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> never = new SizeBasedTriggeringPolicy<>();
        never.setContext(context);
        never.setMaxFileSize(FileSize.valueOf("1GB"));
        never.start();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        appender.setEncoder(encoder);
        appender.setRollingPolicy(policy);
        appender.setTriggeringPolicy(never);
        appender.start();
        context.getLogger("dev.rasura.audit").addAppender(appender);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> configure(notAFolder.resolve("audit.json")))
                .as("the application does not start")
                .hasMessageContaining("rasura-audit");
        assertThatThrownBy(() -> new LogLineSink().write(event("view", Map.of())))
                .isInstanceOf(AuditException.class);
    }

    @Test
    void withoutTheIncludeNothingPassesForWritten() {
        logging.cleanUp();
        logging.initialize(new LoggingInitializationContext(new MockEnvironment()), null, null);
        assertThatThrownBy(() -> new LogLineSink().write(event("view", Map.of())))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("audit-appender.xml");
    }

    @Test
    void aFileIsRotatedAndCompressed() throws Exception {
        Path file = configure(folder.resolve("audit.json"), "rasura.audit.stream.max-file-size", "2KB");
        LogLineSink sink = new LogLineSink();
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        boolean rotated = false;
        while (!rotated && Instant.now().isBefore(end)) {
            sink.write(event("view", Map.of()));
            Thread.sleep(50);
            try (var files = Files.list(folder)) {
                rotated = files.anyMatch(each -> each.toString().endsWith(".gz"));
            }
        }
        assertThat(rotated).isTrue();
        assertThat(file).exists();
    }

    @Test
    void otherLinesOfTheLoggerGoToTheSameFile() throws IOException {
        Path file = configure(folder.resolve("audit.json"));
        Logger checkpoints = LoggerFactory.getLogger("dev.rasura.audit.checkpoint");
        checkpoints.info("checkpoint {}", "test.example\\n1");
        assertThat(lines(file).get(0).get("logger").asString()).isEqualTo("dev.rasura.audit.checkpoint");
    }
}
