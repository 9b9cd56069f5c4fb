package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AffectedSubject;
import dev.rasura.audit.AuditFormat;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.BreachReport;
import dev.rasura.audit.BreachScope;
import dev.rasura.audit.ExpiredEvents;
import dev.rasura.audit.Finding;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.VerificationScope;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers to what is asked of the trail, each in one read-only snapshot, and without a record of who asked. */
final class TrailReading {

    private final TrailTransactions transactions;
    private final AuditStatements sql;
    private final KeyRing keys;
    private final Recording recording;
    private final TrailVerification verification;
    private final TreeProofs proofs;
    private final SeenCategories categories;
    private final TrailQuery query;

    TrailReading(
            TrailTransactions transactions,
            AuditStatements sql,
            KeyRing keys,
            Recording recording,
            TrailVerification verification,
            TreeProofs proofs,
            SeenCategories categories) {
        this.transactions = transactions;
        this.sql = sql;
        this.keys = keys;
        this.recording = recording;
        this.verification = verification;
        this.proofs = proofs;
        this.categories = categories;
        this.query = new TrailQuery(sql, keys);
    }

    /** A breach report, without a record of who asked. */
    BreachReport breachReport(BreachScope scope, Consumer<AffectedSubject> people) {
        long untold = recording.untold();
        TrailVerification.Start start = verification.start();
        return transactions.own("breachReport", Mode.SNAPSHOT, (connection, session) -> {
            long lost = untold;
            AuditQuery losses = AuditQuery.all().ofType(Losses.TYPE).between(scope.from(), null);
            AuditPage page;
            do {
                page = query.run(connection, losses);
                lost += page.events().stream()
                        .mapToLong(event -> Long.parseLong(event.facts().getOrDefault("total", "0")))
                        .sum();
                losses = losses.after(page.next());
            } while (page.more());
            List<Finding> findings = verification
                    .run(connection, start, VerificationScope.full())
                    .findings();
            return new BreachReading(sql, keys, categories, proofs, scope, people)
                    .run(connection, lost, recording.counters().counts(), findings);
        });
    }

    /** Writes events, without a record of who asked. */
    long export(AuditQuery wanted, AuditFormat format, PersonalValues values, OutputStream out) {
        return transactions.own("export", Mode.SNAPSHOT, (connection, session) -> {
            Unverified unverified = new Unverified();
            try {
                long written = EventExport.write(
                        part -> unverified.counted(query.run(connection, part)),
                        wanted,
                        format,
                        values == PersonalValues.INCLUDED,
                        out);
                unverified.refuse();
                return written;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The events that match, up to the query's limit. */
    List<RecordedEvent> events(AuditQuery wanted) {
        return transactions.own("events", Mode.SNAPSHOT, (connection, session) -> {
            List<RecordedEvent> events = new ArrayList<>();
            Unverified unverified = new Unverified();
            AuditQuery rest = wanted;
            AuditPage page;
            do {
                page = unverified.counted(query.run(connection, rest));
                events.addAll(page.events());
                rest = rest.after(page.next()).limit(Math.max(1, wanted.limit() - events.size()));
            } while (page.more() && events.size() < wanted.limit());
            unverified.refuse();
            return events;
        });
    }

    /** What sealed events say of events that have expired. */
    ExpiredEvents expired() {
        return transactions.own("expired", Mode.READ, (connection, session) -> {
            StatedExpiry stated = StatedExpiry.read(connection, sql, keys);
            return new ExpiredEvents(stated.leaves(), stated.before(), stated.completeSince());
        });
    }

    /** Counts what an answer had to leave out. */
    private static final class Unverified {
        private long count;

        AuditPage counted(AuditPage page) {
            count += page.unverified();
            return page;
        }

        void refuse() {
            if (count > 0) {
                throw new AuditException("The answer is not complete: " + count
                        + " rows or personal values that it may concern are not what was recorded, or cannot be checked"
                        + " with this process's secret, and are left out. Run verify() to see which; review().page() gives the"
                        + " others.");
            }
        }
    }

    SeenCategories categories() {
        return categories;
    }

    String pseudonym(SubjectRef person) {
        return keys.pseudonym(person);
    }

    /** One page, without a record of who asked. */
    AuditPage page(AuditQuery wanted) {
        return transactions.own("page", Mode.SNAPSHOT, (connection, session) -> query.run(connection, wanted));
    }
}
