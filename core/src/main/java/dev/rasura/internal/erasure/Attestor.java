package dev.rasura.internal.erasure;

import dev.rasura.audit.AuditContext;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.AttestationRun;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.ScanOptions;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.erasure.SearchedValues.Watch;
import dev.rasura.internal.hibernate.JdbcWork;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.residue.ResidueScanner;
import dev.rasura.internal.residue.ScanBudget;
import dev.rasura.internal.residue.ScanScope;
import dev.rasura.internal.residue.ScanSlice;
import dev.rasura.internal.residue.TableName;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Has the independent scanner look for what erasures may have left, has taken off what the plans retain, and records what is
 * left to say. Each step reads in one snapshot, so that finds and what is taken off them are of one moment.
 */
final class Attestor {

    private static final String PURPOSE = "proof of erasure (GDPR Art. 5(2))";

    /** After it a step ends with the table at hand, so that progress is saved and no snapshot is held for hours. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final CompiledMap map;
    private final UnitsOfWork units;
    private final SealedTrail trail;
    private final ErasureRecords records;
    private final ScanPasses passes;
    private final OwnTables tables;
    private final Clock clock;
    private final ResidueScanner scanner = new ResidueScanner();
    private final Reconciler reconciler;

    Attestor(
            CompiledMap map,
            DatabaseFamily family,
            UnitsOfWork units,
            SealedTrail trail,
            KeyRing keys,
            ErasureRecords records,
            OwnTables tables,
            Clock clock) {
        this.map = map;
        this.units = units;
        this.trail = trail;
        this.records = records;
        this.passes = new ScanPasses(tables, keys, records);
        this.tables = tables;
        this.clock = clock;
        this.reconciler = new Reconciler(map, family, scanner);
    }

    /** In one pass, to its end; what is attested already comes from the records. */
    List<Attestation> attest(String call, Collection<UUID> erasures, ScanArea area) {
        Set<UUID> wanted = new LinkedHashSet<>(erasures);
        Map<UUID, Attestation> attested = new LinkedHashMap<>();
        List<Watch> watches = new ArrayList<>();
        units.own(call, Mode.READ, failing((connection, session) -> {
            for (UUID erasure : wanted) {
                Optional<RememberedValues> awaited = records.awaited(connection, erasure);
                if (awaited.isPresent()) {
                    watches.add(new Watch(erasure, awaited.get()));
                } else {
                    attested.put(erasure, recorded(connection, erasure));
                }
            }
            return true;
        }));
        if (!watches.isEmpty()) {
            SearchedValues values = new SearchedValues(watches);
            ScanFindings findings = new ScanFindings();
            step(call, area, values, findings, ScanBudget.unlimited());
            for (Watch watch : watches) {
                Attestation attestation = AttestationWriter.write(watch, values, findings, area, now());
                attested.put(
                        watch.erasure(),
                        units.own(
                                call,
                                Mode.WRITE,
                                failing((connection, session) -> record(connection, session, watch, attestation)
                                        ? attestation
                                        : recorded(connection, watch.erasure()))));
            }
        }
        return wanted.stream().map(attested::get).toList();
    }

    /** Pass after pass, until none waits or the budget is spent. */
    AttestationRun attestPending(String call, ScanOptions options) {
        long started = System.nanoTime();
        long bytes = 0;
        List<Attestation> attestations = new ArrayList<>();
        boolean spent = false;
        while (!spent) {
            Optional<ScanPasses.Pass> claimed =
                    units.own(call, Mode.WRITE, failing((c, s) -> passes.claim(c, options, now())));
            if (claimed.isEmpty()) {
                break;
            }
            ScanPasses.Pass pass = claimed.get();
            while (!pass.findings().ended()) {
                ScanBudget budget = left(options, started, bytes);
                bytes += step(call, options.area(), pass.values(), pass.findings(), budget);
                spent = spent(options, started, bytes);
                boolean stop = spent && !pass.findings().ended();
                ScanPasses.Pass done = pass;
                Optional<ScanPasses.Pass> saved = units.own(
                        call,
                        Mode.WRITE,
                        failing((c, s) ->
                                passes.save(c, done, stop ? now().minusMillis(1) : now().plus(ScanPasses.LEASE))));
                if (saved.isEmpty()) {
                    // Another node has taken the pass over, and goes on with it.
                    return new AttestationRun(attestations, waiting(call));
                }
                pass = saved.get();
                if (stop) {
                    return new AttestationRun(attestations, waiting(call));
                }
            }
            attestations.addAll(finish(call, options.area(), pass));
        }
        return new AttestationRun(attestations, waiting(call));
    }

    private List<Attestation> finish(String call, ScanArea area, ScanPasses.Pass pass) {
        List<Attestation> attestations = new ArrayList<>();
        for (Watch watch : pass.values().watches()) {
            Attestation attestation = AttestationWriter.write(watch, pass.values(), pass.findings(), area, now());
            boolean recorded = units.own(
                    call,
                    Mode.WRITE,
                    failing((connection, session) -> record(connection, session, watch, attestation)));
            if (recorded) {
                attestations.add(attestation);
            }
        }
        units.own(call, Mode.WRITE, failing((connection, session) -> {
            passes.dissolve(connection, pass.id());
            return true;
        }));
        return attestations;
    }

    private long waiting(String call) {
        return units.own(call, Mode.READ, failing((connection, session) -> passes.waiting(connection)));
    }

    private static ScanBudget left(ScanOptions options, long started, long bytes) {
        Duration time = STEP;
        if (options.timeBudget() != null) {
            Duration left = options.timeBudget().minusNanos(System.nanoTime() - started);
            time = left.compareTo(STEP) < 0 ? left : STEP;
        }
        // A budget that is spent still lets one table be read.
        return new ScanBudget(
                time.compareTo(Duration.ZERO) > 0 ? time : Duration.ofNanos(1),
                Long.MAX_VALUE,
                Math.max(1, options.byteBudget() - bytes));
    }

    private static boolean spent(ScanOptions options, long started, long bytes) {
        @Nullable Duration time = options.timeBudget();
        return bytes >= options.byteBudget()
                || (time != null
                        && Duration.ofNanos(System.nanoTime() - started).compareTo(time) >= 0);
    }

    /** Reads on, adds what was found, and says how much was compared. */
    private long step(String call, ScanArea area, SearchedValues values, ScanFindings findings, ScanBudget budget) {
        return units.own(call, Mode.SNAPSHOT, (connection, session) -> {
            try {
                ScanScope scope = scope(connection, area);
                ScanSlice slice = scanner.slice(connection, scope, values.needles(), budget, findings.finished());
                findings.add(slice, reconciler.kept(connection, scope, values, slice));
                return slice.bytes();
            } catch (SQLException e) {
                throw UnitsOfWork.failed("The residue scan", e);
            }
        });
    }

    /** Records the attestation if the values still wait: whoever destroys them does. */
    private boolean record(
            Connection connection, SharedSessionContractImplementor session, Watch watch, Attestation attestation)
            throws SQLException {
        if (!records.destroyAwaited(connection, watch.erasure())) {
            return false;
        }
        UUID event = trail.staging()
                .stage(
                        connection,
                        session,
                        AuditContext.current()
                                .event("erasure.attested", PURPOSE)
                                .action("attest")
                                .entity(watch.values().subjectType())
                                .fact("erasure", attestation.erasure())
                                .fact("result", attestation.result())
                                .fact("area", attestation.area())
                                .fact("residue", attestation.residue())
                                .fact("shared", attestation.shared())
                                .fact("retained", attestation.retained())
                                .build());
        records.insert(connection, attestation, event);
        return true;
    }

    private Attestation recorded(Connection connection, UUID erasure) throws SQLException {
        return records.attestation(connection, erasure)
                .orElseThrow(
                        () -> new IllegalArgumentException("No values wait for the attestation of erasure " + erasure
                                + ", and none is on record: it is not the id on a receipt, or the erasure's transaction is not"
                                + " committed."));
    }

    private ScanScope scope(Connection connection, ScanArea area) throws SQLException {
        return switch (area) {
            case DATABASE -> ScanScope.database();
            case SCHEMA -> ScanScope.schema(DatabaseFamily.currentSchema(connection));
            case MAPPED_TABLES -> {
                CatalogueNames stored = new CatalogueNames(connection);
                List<TableName> names = new ArrayList<>();
                for (Table table : map.schema().tables().values()) {
                    names.add(stored.of(table));
                }
                for (String own : tables.all()) {
                    names.add(stored.own(tables.schema(), own));
                }
                yield ScanScope.tables(names);
            }
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <R> JdbcWork<R> failing(JdbcWork<R> work) {
        return UnitsOfWork.failing("Recording the attestation", work);
    }
}
