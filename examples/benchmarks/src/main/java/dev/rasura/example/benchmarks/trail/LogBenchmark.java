package dev.rasura.example.benchmarks.trail;

import ch.qos.logback.classic.LoggerContext;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.audit.Sinks;
import dev.rasura.example.benchmarks.Comparison;
import dev.rasura.example.benchmarks.Contestant;
import dev.rasura.example.benchmarks.Database;
import dev.rasura.example.benchmarks.Rows;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.StreamedEvent;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Lines of the stream, to a file: by the starter, and by the same encoder without anything of ours. */
final class LogBenchmark {

    private static final int LINES = 20_000;
    private static final int WARM_UP_SECONDS = 30;
    private static final String TYPE = "file.viewed";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PrintStream out;
    private final Database database;
    private final int seconds;

    LogBenchmark(PrintStream out, Database database, int seconds) {
        this.out = out;
        this.database = database;
        this.seconds = seconds;
    }

    void run() throws Exception {
        Path folder = Files.createTempDirectory("benchmark-log");
        Path file = folder.resolve("audit.json");
        LoggingSystem logging = logging(file);
        EventSink sink = StarterParts.sink();
        try (SessionFactory factory = Factories.creating(database.url());
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("benchmark.example/audit"))
                        .createTables(true)
                        .eventType(
                                EventType.of(TYPE).withMode(EventMode.DETACHED).to(Sinks.STREAM))
                        .sink(sink)
                        .build()) {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            List<Contestant> contestants = List.of(
                    new Lines(sink, streamed()),
                    new BareEncoder(context, folder.resolve("bare.json"), LINES, StarterParts.line(streamed())),
                    new Recorded(rasura));
            Rows none = new None();
            new Comparison(out, "log", LINES, WARM_UP_SECONDS, contestants, none).warmUp();
            new Comparison(out, "log", LINES, seconds, contestants, none).run();
            lineLengths(file, folder.resolve("bare.json"));
        } finally {
            logging.cleanUp();
            OfflineVerifier.delete(folder);
        }
    }

    /** As an application that includes the starter's appender; the file is not rolled, as the other is not. */
    private static LoggingSystem logging(Path file) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "benchmark",
                        Map.of(
                                "rasura.audit.stream.target", "file",
                                "rasura.audit.stream.file", file.toString(),
                                "rasura.audit.stream.max-file-size", "100GB")));
        LoggingSystem logging = LoggingSystem.get(LogBenchmark.class.getClassLoader());
        logging.cleanUp();
        logging.beforeInitialize();
        logging.initialize(
                new LoggingInitializationContext(environment),
                "classpath:dev/rasura/example/benchmarks/stream-logback.xml",
                null);
        return logging;
    }

    private void lineLengths(Path ours, Path bare) throws Exception {
        try (var first = Files.lines(ours);
                var second = Files.lines(bare)) {
            out.println("A line of the starter has "
                    + first.findFirst().orElseThrow().length() + " bytes, of the bare encoder "
                    + second.findFirst().orElseThrow().length() + ".");
        }
    }

    private static StreamedEvent streamed() {
        return new StreamedEvent(
                new RecordedEvent(
                        UUID.fromString("0199a000-0000-7000-8000-000000000001"),
                        Instant.parse("2026-03-01T10:15:30.123456Z"),
                        TYPE,
                        "view",
                        Outcome.SUCCESS,
                        null,
                        new Party("user", "0123456789abcdef0123456789abcdef"),
                        null,
                        List.of(new Party("Member", "fedcba9876543210fedcba9876543210")),
                        "Member",
                        List.of("name"),
                        "selection",
                        null,
                        Map.of(),
                        null,
                        null,
                        "node-1",
                        null,
                        Map.of()),
                UUID.fromString("0199a000-0000-4000-8000-000000000002"),
                7L,
                "ab".repeat(32),
                Map.of());
    }

    /** The starter's sink, as the stream's own thread calls it: a line is in the file when it returns. */
    private record Lines(EventSink sink, StreamedEvent event) implements Contestant {
        @Override
        public String name() {
            return "Rasura, the line";
        }

        @Override
        public void turn(long prepared) {
            for (int i = 0; i < LINES; i++) {
                sink.write(event);
            }
        }
    }

    /** The whole way: pseudonyms, commitments and tag, the queue, the stream's thread, the line. */
    private record Recorded(Rasura rasura) implements Contestant {
        @Override
        public String name() {
            return "Rasura, from the event to the line";
        }

        @Override
        public void turn(long prepared) {
            for (int i = 0; i < LINES; i++) {
                rasura.audit()
                        .record(AuditEvent.of(TYPE, Actor.user("recruiter-7"))
                                .action("view")
                                .entity("Member")
                                .attributes("name")
                                .subject(SubjectRef.of("Member", i))
                                .purpose("selection")
                                .build());
            }
            rasura.audit().awaitWritten(PATIENCE);
        }
    }

    /** Nothing is made ready. */
    private static final class None implements Rows {
        @Override
        public long fill(int size) {
            return 0;
        }

        @Override
        public void tidy() {}
    }
}
