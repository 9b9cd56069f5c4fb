package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.audit.AuditContext;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ScanArea;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.residue.Needle;
import dev.rasura.internal.residue.Occurrence;
import dev.rasura.internal.residue.ResidueScanner;
import dev.rasura.internal.residue.ScanBudget;
import dev.rasura.internal.residue.ScanResult;
import dev.rasura.internal.residue.ScanScope;
import dev.rasura.internal.residue.TableName;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootRows;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import dev.rasura.internal.store.OwnTables;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Has the independent scanner look for what an erasure may have left, takes off what the plan retains, and records what is
 * left to say.
 */
final class Attestor {

    private static final String PURPOSE = "proof of erasure (GDPR Art. 5(2))";

    private static final Set<ValueType> READABLE = Set.of(
            ValueType.TEXT, ValueType.INTEGER, ValueType.DECIMAL, ValueType.UUID, ValueType.JSON, ValueType.CLOB);

    private final CompiledMap map;
    private final DatabaseFamily family;
    private final UnitsOfWork units;
    private final SealedTrail trail;
    private final ErasureRecords records;
    private final OwnTables tables;
    private final Clock clock;
    private final ResidueScanner scanner = new ResidueScanner();

    Attestor(
            CompiledMap map,
            DatabaseFamily family,
            UnitsOfWork units,
            SealedTrail trail,
            ErasureRecords records,
            OwnTables tables,
            Clock clock) {
        this.map = map;
        this.family = family;
        this.units = units;
        this.trail = trail;
        this.records = records;
        this.tables = tables;
        this.clock = clock;
    }

    Attestation attest(UUID erasure, ScanArea area) {
        String call = "erasure().attest(erasure, area)";
        RememberedValues remembered = units.own(call, Mode.READ, (c, s) -> awaited(c, erasure));
        Attestation attestation = units.own(call, Mode.READ, (c, s) -> {
            try {
                return scan(c, erasure, area, remembered);
            } catch (SQLException e) {
                throw UnitsOfWork.failed("The residue scan", e);
            }
        });
        return units.own(call, Mode.WRITE, (c, s) -> {
            try {
                if (!records.destroyAwaited(c, erasure)) {
                    throw unknown();
                }
                UUID event = trail.staging()
                        .stage(
                                c,
                                s,
                                AuditContext.current()
                                        .event("erasure.attested", PURPOSE)
                                        .action("attest")
                                        .entity(remembered.subjectType())
                                        .fact("erasure", erasure)
                                        .fact("result", attestation.result())
                                        .fact("area", area)
                                        .fact("residue", attestation.residue())
                                        .fact("shared", attestation.shared())
                                        .fact("retained", attestation.retained())
                                        .build());
                records.insert(c, attestation, event);
                return attestation;
            } catch (SQLException e) {
                throw UnitsOfWork.failed("Recording the attestation", e);
            }
        });
    }

    private RememberedValues awaited(Connection connection, UUID erasure) throws SQLException {
        return RememberedValues.of(records.awaited(connection, erasure).orElseThrow(Attestor::unknown));
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "No values wait for the attestation of this erasure: its id is not that of a"
                        + " receipt, its transaction is not committed, or it was attested already.");
    }

    private Attestation scan(Connection connection, UUID erasure, ScanArea area, RememberedValues remembered)
            throws SQLException {
        List<Needle> needles = new ArrayList<>();
        for (RememberedValues.Value value : remembered.values()) {
            needles.add(value.needle(needles.size()));
        }
        ScanResult found = scanner.scan(connection, scope(connection, area), needles, ScanBudget.unlimited());
        Map<Place, Long> kept = retained(connection, needles, remembered);
        Set<Integer> residue = new TreeSet<>();
        Set<Integer> shared = new TreeSet<>();
        Set<Integer> retained = new TreeSet<>();
        Map<List<String>, Long> finds = new LinkedHashMap<>();
        for (Occurrence occurrence : found.occurrences()) {
            Needle needle = needles.get(occurrence.needle());
            if (!needle.distinctive()) {
                shared.add(needle.number());
                continue;
            }
            Place place = Place.of(occurrence.schema(), occurrence.table(), occurrence.column(), occurrence.needle());
            long unexplained = occurrence.count() - kept.getOrDefault(place, 0L);
            if (unexplained > 0) {
                residue.add(needle.number());
                finds.merge(
                        List.of(occurrence.schema() + "." + occurrence.table(), occurrence.column()),
                        unexplained,
                        Long::sum);
            } else {
                retained.add(needle.number());
            }
        }
        List<String> skipped = new ArrayList<>();
        found.skipped()
                .forEach(s -> skipped.add((s.schema() == null ? "" : s.schema() + ".") + s.table()
                        + (s.column() == null ? "" : "." + s.column()) + ": " + s.reason()));
        skipped.addAll(remembered.unsearched());
        long weak = needles.stream()
                .filter(n -> n.distinctive() && found.weak().contains(n.number()))
                .count();
        if (weak > 0) {
            skipped.add(weak + " distinctive value(s) are too short to be looked for inside texts");
        }
        if (remembered.truncated()) {
            skipped.add("values beyond the first " + ValueCollector.LIMIT + " were not looked for");
        }
        retained.removeAll(residue);
        boolean searched = needles.stream().anyMatch(Needle::distinctive);
        Attestation.Result result = !residue.isEmpty()
                ? Attestation.Result.FOUND
                : !skipped.isEmpty()
                        ? Attestation.Result.PARTIAL
                        : searched ? Attestation.Result.NONE_FOUND : Attestation.Result.NOT_SCANNED;
        return new Attestation(
                UUID.randomUUID(),
                erasure,
                result,
                area,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                residue.size(),
                shared.size(),
                retained.size(),
                finds.entrySet().stream()
                        .map(e -> new Attestation.Find(
                                e.getKey().get(0), e.getKey().get(1), e.getValue()))
                        .toList(),
                skipped,
                found.tables(),
                found.rows());
    }

    private ScanScope scope(Connection connection, ScanArea area) throws SQLException {
        return switch (area) {
            case DATABASE -> ScanScope.database();
            case SCHEMA -> ScanScope.schema(DatabaseFamily.currentSchema(connection));
            case MAPPED_TABLES -> {
                DatabaseMetaData metadata = connection.getMetaData();
                List<TableName> names = new ArrayList<>();
                for (Table table : map.schema().tables().values()) {
                    names.add(new TableName(
                            stored(metadata, table.schema(), table.sql().startsWith("\"")),
                            stored(metadata, table.name(), table.sql().endsWith("\""))));
                }
                for (String own : tables.all()) {
                    names.add(new TableName(stored(metadata, tables.schema(), false), stored(metadata, own, false)));
                }
                yield ScanScope.tables(names);
            }
        };
    }

    /** The name as the catalogue has it: what is not quoted is folded, to upper case on H2, to lower on PostgreSQL. */
    @SuppressWarnings("unchecked")
    private static <T extends @org.jspecify.annotations.Nullable String> T stored(
            DatabaseMetaData metadata, T name, boolean quoted) throws SQLException {
        if (name == null || quoted) {
            return name;
        }
        if (metadata.storesUpperCaseIdentifiers()) {
            return (T) name.toUpperCase(Locale.ROOT);
        }
        return metadata.storesLowerCaseIdentifiers() ? (T) name.toLowerCase(Locale.ROOT) : name;
    }

    /** What stands in rows of the subject that the plan retains, counted by the scanner's own rules. */
    private Map<Place, Long> retained(Connection connection, List<Needle> needles, RememberedValues remembered)
            throws SQLException {
        Map<Place, Long> retained = new LinkedHashMap<>();
        RootModel model = map.subjects().get(remembered.subjectType());
        if (model == null || needles.isEmpty()) {
            return retained;
        }
        RootValues root = rootValues(model, remembered);
        RowConditions rows = new RowConditions(map.schema(), model, RootForm.ONE, family);
        for (OwnedTable table : model.tables()) {
            List<String> columns = table.table().columns().stream()
                    .filter(c -> READABLE.contains(c.type()))
                    .map(c -> ROW + "." + c.sql())
                    .toList();
            var paths = table.paths().stream()
                    .filter(p -> p.action() != RowAction.UNLINK)
                    .toList();
            if (table.grounds().isEmpty() || paths.isEmpty() || columns.isEmpty()) {
                continue;
            }
            Fragment sql = Fragment.of("select " + String.join(", ", columns) + " from "
                            + table.table().sql() + " " + ROW + " where ")
                    .then(rows.belongs(table, paths, ROW))
                    .and(Fragment.any(table.grounds().stream()
                            .map(g -> Fragment.of(g.sql()))
                            .toList()));
            String schema = table.table().schema() == null
                    ? DatabaseFamily.currentSchema(connection)
                    : table.table().schema();
            try (PreparedStatement select = new SqlRun(connection).prepare(sql, root)) {
                select.setFetchSize(1_000);
                try (ResultSet result = select.executeQuery()) {
                    scanner.count(result, needles)
                            .forEach(o -> retained.merge(
                                    Place.of(schema, table.table().name(), o.column(), o.needle()),
                                    o.count(),
                                    Long::sum));
                }
            }
        }
        return retained;
    }

    private RootValues rootValues(RootModel model, RememberedValues remembered) {
        RootValues root = new RootValues(RootForm.ONE, family);
        for (RootRows.Part part :
                RootRows.of(map.schema(), model, RootForm.ONE, family).parts()) {
            for (String name : part.columns()) {
                Column column = part.table().require(name);
                String text = remembered.root().get(List.of(part.table().key(), name));
                root.put(
                        part.table(),
                        name,
                        text == null
                                ? List.of()
                                : RootRows.key(column, text).stream().toList());
            }
        }
        return root;
    }

    /** Where a needle was found: names as the catalogue or the mapping has them, without regard to case and order. */
    private record Place(String schema, String table, Set<String> columns, int needle) {

        static Place of(@org.jspecify.annotations.Nullable String schema, String table, String columns, int needle) {
            Set<String> names = new TreeSet<>();
            for (String name : columns.split("\\+", -1)) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
            return new Place(
                    schema == null ? "" : schema.toLowerCase(Locale.ROOT),
                    table.toLowerCase(Locale.ROOT),
                    names,
                    needle);
        }
    }
}
