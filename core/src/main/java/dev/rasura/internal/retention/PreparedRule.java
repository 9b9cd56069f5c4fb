package dev.rasura.internal.retention;

import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.internal.datamap.CompiledMap.Expiry;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.erasure.BatchErasure;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.KeyParts;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.RowKey;
import dev.rasura.internal.sql.SubjectKeys;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** A rule with all that is known of it before its first run. */
record PreparedRule(MappedSchema schema, Expiry expiry, DatabaseFamily family, BatchErasure erasure, ZoneId written) {

    private static final String WITHHELD = "[withheld]";

    RetentionRule rule() {
        return expiry.rule();
    }

    CutOff cutOff(Clock clock) {
        return CutOff.of(clock, rule().period());
    }

    DueRows due(CutOff cutOff) {
        return new DueRows(schema, expiry, family, cutOff.in(start(), written));
    }

    Column start() {
        return DueRows.startColumn(schema, expiry);
    }

    /** Whether a row's key may be shown: neither text nor bytes, which people choose, nor said to be personal. */
    boolean showsKeys() {
        List<Column> key = DueRows.keyColumns(schema, expiry);
        OwnedTable own = expiry.model().table(expiry.model().root().table()).orElseThrow();
        return key.stream()
                .noneMatch(k -> k.type().text()
                        || own.columns().stream()
                                .anyMatch(c -> c.personal() && c.column().name().equals(k.name())));
    }

    /** As {@link dev.rasura.SubjectRef} has it. */
    String show(RowKey key) {
        KeyParts parts = KeyParts.of(schema, expiry.model().root());
        return showsKeys() ? new SubjectKeys(rule().entity(), parts).ref(key).id() : WITHHELD;
    }

    AuditEvent.Builder event(String type) {
        return AuditContext.current()
                .event(type, "retention rule '" + rule().name() + "' (GDPR Art. 5(1)(e))")
                .action("expire")
                .entity(rule().entity())
                .fact("rule", rule().name());
    }
}
