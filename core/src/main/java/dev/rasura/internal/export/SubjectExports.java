package dev.rasura.internal.export;

import dev.rasura.DutyFailedException;
import dev.rasura.RasuraException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.export.ExportFormat;
import dev.rasura.export.ExportManifest;
import dev.rasura.export.Exports;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.hibernate.JdbcWork;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.SqlRun;
import jakarta.persistence.EntityManager;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Exports data subjects: puts on record that it begins, streams what is theirs, puts on record how it ended. */
public final class SubjectExports implements Exports {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.export");

    private static final String PURPOSE = "answer to a data subject's request (GDPR Art. 15, 20)";
    private static final int BUFFER = 64 * 1024;

    private final CompiledMap map;
    private final UnitsOfWork units;
    private final SealedTrail trail;
    private final Clock clock;
    private final DatabaseFamily family;
    private final Map<String, ExportSelection> selections = new TreeMap<>();

    public SubjectExports(CompiledMap map, DatabaseFamily family, UnitsOfWork units, SealedTrail trail, Clock clock) {
        this.map = map;
        this.units = units;
        this.trail = trail;
        this.clock = clock;
        this.family = family;
        map.subjects().forEach((type, model) -> selections.put(type, ExportSelection.of(map, model, family)));
    }

    /** What is to be written, for whom, and where to. */
    private record Request(
            UUID id, SubjectRef subject, ExportSelection selection, ExportFormat format, ExportSink out) {}

    @Override
    public ExportManifest write(SubjectRef subject, ExportFormat format, OutputStream out) {
        Request request = request(subject, format, out);
        String call = "export().write(subject, format, out)";
        units.own(call, Mode.WRITE, failing((connection, session) -> {
            find(new SqlRun(connection), request);
            return trail.staging()
                    .stage(connection, session, event(request, "export.started").build());
        }));
        ExportManifest manifest;
        try {
            manifest = units.own(call, Mode.SNAPSHOT, failing((connection, session) -> stream(connection, request)));
        } catch (RuntimeException | Error e) {
            recordFailure(failure(request, reason(e)), e);
            throw e;
        }
        AuditEvent completed = completed(request, manifest);
        units.own(call, Mode.WRITE, (connection, session) -> trail.staging().stage(connection, session, completed));
        return manifest;
    }

    @Override
    public ExportManifest write(
            SubjectRef subject, ExportFormat format, OutputStream out, EntityManager entityManager) {
        Request request = request(subject, format, out);
        return units.joined(
                "export().write(subject, format, out, entityManager)", entityManager, failing((connection, session) -> {
                    find(new SqlRun(connection), request);
                    trail.staging()
                            .stage(
                                    connection,
                                    session,
                                    event(request, "export.started").build());
                    AtomicBoolean failed = new AtomicBoolean();
                    AuditEvent undone = failure(request, "the caller's transaction rolled back");
                    UnitsOfWork.afterCompletion(session, committed -> {
                        if (!committed && !failed.get()) {
                            recordFailure(undone, null);
                        }
                    });
                    try {
                        ExportManifest manifest = stream(connection, request);
                        trail.staging().stage(connection, session, completed(request, manifest));
                        return manifest;
                    } catch (SQLException | RuntimeException | Error e) {
                        failed.set(true);
                        recordFailure(failure(request, reason(e)), e);
                        throw e;
                    }
                }));
    }

    private Request request(SubjectRef subject, ExportFormat format, OutputStream out) {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(out, "out");
        map.subject(subject);
        ExportSelection selection = Objects.requireNonNull(selections.get(subject.type()));
        return new Request(UUID.randomUUID(), subject, selection, format, new ExportSink(out));
    }

    private static RootValues find(SqlRun run, Request request) throws SQLException {
        return request.selection()
                .root()
                .find(run, request.subject(), false)
                .orElseThrow(() -> new SubjectNotFoundException(
                        "There is no " + request.subject().type()
                                + " with the given key. It may have been deleted or erased already."));
    }

    private ExportManifest stream(Connection connection, Request request) throws SQLException {
        try {
            SqlRun run = new SqlRun(connection);
            RootValues root = find(run, request);
            ExportRun export = ExportRun.begin(
                    request.id(),
                    request.selection(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    UnitsOfWork.isSnapshot(connection),
                    family,
                    run,
                    root);
            return switch (request.format()) {
                case ZIP -> ZipArchive.write(export, request.out());
                case JSON -> writeJson(export, request.out());
            };
        } catch (ExportSink.BrokenException e) {
            throw new DutyFailedException(
                    "The export failed: the stream that it is written to did not take it. What it has taken is no"
                            + " export.",
                    e);
        } catch (RowsMovedException e) {
            throw new DutyFailedException("The export failed. " + e.getMessage(), e);
        } catch (IOException | JacksonException e) {
            throw failure(e);
        } finally {
            request.out().end();
        }
    }

    private static ExportManifest writeJson(ExportRun export, ExportSink sink) throws SQLException, IOException {
        BufferedOutputStream buffer = new BufferedOutputStream(sink, BUFFER);
        ExportPart part = new ExportPart(ZipArchive.DATA, buffer);
        new JsonDocument(export, false).write(part);
        buffer.flush();
        return export.manifest(List.of(part.done(export.rows())));
    }

    private AuditEvent.Builder event(Request request, String type) {
        return AuditContext.current()
                .event(type, PURPOSE)
                .action("export")
                .entity(request.subject().type())
                .subject(request.subject())
                .fact("export", request.id())
                .fact("format", request.format());
    }

    private AuditEvent completed(Request request, ExportManifest manifest) {
        return event(request, "export.completed")
                .fact("rows", manifest.rows())
                .fact("bytes", manifest.bytes())
                .fact("complete", manifest.complete())
                .fact("consistent", manifest.consistent())
                .fact("sha256", manifest.parts().get(0).sha256())
                .build();
    }

    private AuditEvent failure(Request request, String reason) {
        return event(request, "export.failed").failed(reason).build();
    }

    /** Messages of ours hold no values; those of others may. */
    private static String reason(Throwable failure) {
        return failure instanceof RasuraException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }

    /** In a transaction of its own: that of the export is lost, but what has left has left. */
    private void recordFailure(AuditEvent event, @Nullable Throwable failure) {
        try {
            units.detached(Mode.WRITE, (connection, session) -> trail.staging().stage(connection, session, event));
        } catch (RuntimeException e) {
            if (failure != null) {
                failure.addSuppressed(e);
            }
            trail.recording().lost(event.type(), e);
            LOG.error(
                    "The failure of export {} could not be put on record.",
                    event.facts().get("export"));
        }
    }

    /** A failure that is not the stream's own: the database's, mostly, wherever it came up. */
    private static DutyFailedException failure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return UnitsOfWork.failed("The export", sql);
            }
            if (cause instanceof RowsMovedException) {
                return new DutyFailedException("The export failed. " + cause.getMessage(), cause);
            }
        }
        return new DutyFailedException(
                "The export failed: a value could not be written ("
                        + e.getClass().getName() + ").",
                e);
    }

    private static <R extends @Nullable Object> JdbcWork<R> failing(JdbcWork<R> work) {
        return UnitsOfWork.failing("The export", work);
    }
}
