package dev.rasura.internal.retention;

import dev.rasura.datamap.RetentionRule;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.erasure.BatchErasure;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.RowKey;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.retention.RetentionPreview;
import dev.rasura.retention.RetentionReport;
import dev.rasura.retention.RetentionReport.Status;
import dev.rasura.retention.Retentions;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** The rules of the data map, each compiled to SQL once. */
public final class RetentionRules implements Retentions {

    private static final int SAMPLE = 5;

    private final UnitsOfWork units;
    private final SealedTrail trail;
    private final Clock clock;
    private final Map<String, PreparedRule> rules = new TreeMap<>();

    public RetentionRules(
            CompiledMap map,
            DatabaseFamily family,
            UnitsOfWork units,
            SealedTrail trail,
            KeyRing keys,
            OwnTables tables,
            Clock clock) {
        this.units = units;
        this.trail = trail;
        this.clock = clock;
        ZoneId written = units.writtenZone();
        map.expiries().forEach((name, expiry) -> {
            BatchErasure erasure = new BatchErasure(map, expiry.model(), expiry.subject(), family, trail, keys, tables);
            rules.put(name, new PreparedRule(map.schema(), expiry, family, erasure, written));
        });
    }

    @Override
    public List<RetentionRule> rules() {
        return rules.values().stream().map(PreparedRule::rule).toList();
    }

    @Override
    public RetentionPreview preview(String rule) {
        PreparedRule prepared = prepared(rule);
        return units.own("retention().preview(rule)", Mode.READ, RuleRun.failing(rule, (c, s) -> preview(c, prepared)));
    }

    @Override
    public RetentionPreview preview(String rule, EntityManager entityManager) {
        PreparedRule prepared = prepared(rule);
        return units.joined(
                "retention().preview(rule, entityManager)",
                entityManager,
                RuleRun.failing(rule, (c, s) -> preview(c, prepared)));
    }

    private RetentionPreview preview(Connection connection, PreparedRule rule) throws SQLException {
        CutOff cutOff = rule.cutOff(clock);
        DueRows due = rule.due(cutOff);
        List<String> sample = rule.showsKeys()
                ? due.oldest(connection, rule.start(), SAMPLE).stream()
                        .map(rule::show)
                        .toList()
                : List.of();
        return new RetentionPreview(
                rule.rule().name(), cutOff.instant(), due.count(connection), due.countRetained(connection), sample);
    }

    @Override
    public RetentionReport run(String rule, RetentionOptions options) {
        PreparedRule prepared = prepared(rule);
        prepared.erasure().refuseUnclassified();
        return new RuleRun(units, trail, prepared, options, clock).run();
    }

    @Override
    public RetentionReport runBatch(String rule, int rows, EntityManager entityManager) {
        PreparedRule prepared = prepared(rule);
        RetentionOptions options = RetentionOptions.defaults().withBatchSize(rows);
        prepared.erasure().refuseUnclassified();
        return units.joined(
                "retention().runBatch(rule, rows, entityManager)",
                entityManager,
                RuleRun.failing(rule, (c, s) -> batch(c, s, prepared, options.batchSize())));
    }

    private RetentionReport batch(
            Connection connection, SharedSessionContractImplementor session, PreparedRule rule, int rows)
            throws SQLException {
        rule.erasure().refuseSnapshot(connection);
        UUID id = UUID.randomUUID();
        CutOff cutOff = rule.cutOff(clock);
        DueRows due = rule.due(cutOff);
        long matched = due.count(connection);
        List<RowKey> keys = due.next(connection, null, rows);
        int removed = new ExpiryBatch(rule, due, cutOff, id, clock).remove(connection, session, keys);
        long left = due.count(connection);
        Status status = left == 0 ? Status.COMPLETE : keys.size() == rows ? Status.STOPPED : Status.INCOMPLETE;
        return new RetentionReport(
                id, rule.rule().name(), status, cutOff.instant(), matched, removed, removed > 0 ? 1 : 0, List.of());
    }

    private PreparedRule prepared(String name) {
        PreparedRule rule = rules.get(name);
        if (rule == null) {
            throw new IllegalArgumentException("There is no retention rule '" + name + "'. Rules are: "
                    + String.join(", ", rules.keySet())
                    + ". Declare it with @Retention on an entity or in a DataMapCustomizer.");
        }
        return rule;
    }
}
