package dev.rasura.internal.audit;

import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.Idiom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query asks for, twice: as conditions on the columns to search by, and of an event that was read. */
final class Criteria {

    /** Of this entity, or perhaps: a read of several entities names them in a fact, and none in the column. */
    static final String OF_ENTITY =
            " and (l.entity = ? or (l.entity is null and l.event_type = '" + EventCatalogue.READ + "'))";

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final AuditQuery query;
    private final @Nullable Party subject;
    private final @Nullable String actor;

    Criteria(AuditQuery query, KeyRing keys) {
        this.query = query;
        this.subject =
                query.subject() == null ? null : new Party(query.subject().type(), keys.pseudonym(query.subject()));
        this.actor = query.actor() == null ? null : LeafWriter.ref(keys, query.actor());
    }

    /**
     * A statement for leaf index and bytes of all leaves to look at, in the order of the leaves. A subject's are found by
     * that subject's own rows, so that the database goes along one index in the order that is wanted.
     *
     * @param values takes what the statement binds
     */
    String select(AuditStatements sql, Idiom idiom, List<Object> values) {
        StringBuilder where = new StringBuilder(subject == null ? sql.selectEvents : sql.selectSubjectsEvents);
        if (subject != null) {
            values.add(subject.ref());
            values.add(subject.type());
        }
        values.add(query.after().leaf());
        add(where, values, "actor_ref", actor);
        add(where, values, "event_type", query.type());
        add(where, values, "action", LeafRow.searched(query.action()));
        if (query.entity() != null) {
            where.append(OF_ENTITY);
            values.add(String.valueOf(LeafRow.searched(query.entity())));
        }
        add(where, values, "purpose", LeafRow.searched(query.purpose()));
        add(
                where,
                values,
                "outcome",
                query.outcome() == null ? null : query.outcome().name());
        addTimes(where, values, idiom, query.from(), query.to());
        return where.append(subject == null ? " order by l.leaf_index" : " order by s.leaf_index")
                .toString();
    }

    private static void add(StringBuilder where, List<Object> values, String column, @Nullable String value) {
        if (value != null) {
            where.append(" and l.").append(column).append(" = ?");
            values.add(value);
        }
    }

    /**
     * Adds the bounds of a time to a condition. Beyond those that every database can hold there is none to add: the events
     * that are read are compared with what was asked.
     */
    static void addTimes(
            StringBuilder where, List<Object> values, Idiom idiom, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && from.isAfter(EARLIEST)) {
            where.append(" and l.occurred_at >= ?");
            values.add(idiom.stored(from.isAfter(LATEST) ? LATEST : bound(from)));
        }
        if (to != null && to.isBefore(LATEST)) {
            where.append(" and l.occurred_at < ?");
            values.add(idiom.stored(to.isBefore(EARLIEST) ? EARLIEST : bound(to)));
        }
    }

    /** Events are kept to the microsecond; what a driver does to a finer bound differs. The next one up parts them alike. */
    private static Instant bound(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.MICROS);
        return cut.equals(time) ? cut : cut.plus(1, ChronoUnit.MICROS);
    }

    boolean matches(RecordedEvent event) {
        Instant from = query.from();
        Instant to = query.to();
        return (subject == null || event.subjects().contains(subject))
                && (actor == null || event.actor().ref().equals(actor))
                && (query.type() == null || query.type().equals(event.type()))
                && (query.action() == null || query.action().equals(event.action()))
                && (query.entity() == null || SeenCategories.entities(event).contains(query.entity()))
                && (query.purpose() == null || query.purpose().equals(event.purpose()))
                && (query.outcome() == null || query.outcome() == event.outcome())
                && (from == null || !event.time().isBefore(from))
                && (to == null || event.time().isBefore(to));
    }
}
