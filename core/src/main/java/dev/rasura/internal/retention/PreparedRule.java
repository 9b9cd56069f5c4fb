package dev.rasura.internal.retention;

import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.internal.datamap.CompiledMap.Expiry;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.erasure.BatchErasure;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.DatabaseFamily;
import java.time.Clock;
import java.time.ZoneId;

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

    /** Whether a row's key may be shown: neither text, which people choose, nor said to be personal. */
    boolean showsKeys() {
        Column key = DueRows.keyColumn(schema, expiry);
        OwnedTable own = expiry.model().table(expiry.model().root().table()).orElseThrow();
        return !key.type().text()
                && own.columns().stream()
                        .noneMatch(c -> c.personal() && c.column().name().equals(key.name()));
    }

    String show(Object key) {
        return showsKeys() ? key.toString() : WITHHELD;
    }

    AuditEvent.Builder event(String type) {
        return AuditContext.current()
                .event(type, "retention rule '" + rule().name() + "' (GDPR Art. 5(1)(e))")
                .action("expire")
                .entity(rule().entity())
                .fact("rule", rule().name());
    }
}
