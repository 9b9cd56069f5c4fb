package dev.rasura.internal.erasure;

import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.TableCount;
import dev.rasura.internal.audit.EventStaging;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.BoundSql;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.SqlRun;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** Records, in the transaction of an erasure, that it is done: its event, the values that wait for the scan, its receipt. */
final class ErasureRecorder {

    static final String PURPOSE = "erasure of personal data (GDPR Art. 17)";

    private final DatabaseFamily family;
    private final SealedTrail trail;
    private final KeyRing keys;
    private final ErasureRecords records;
    private final Clock clock;

    ErasureRecorder(DatabaseFamily family, SealedTrail trail, KeyRing keys, ErasureRecords records, Clock clock) {
        this.family = family;
        this.trail = trail;
        this.keys = keys;
        this.records = records;
        this.clock = clock;
    }

    /** The state "done" is written by the last statement of all. */
    ErasureReceipt record(
            SqlRun run,
            SharedSessionContractImplementor session,
            FormerSubject former,
            List<SubjectRef> along,
            String planHash,
            List<TableCount> counts,
            RememberedValues remembered)
            throws SQLException {
        UUID id = UUID.randomUUID();
        SubjectRef subject = former.subject();
        AuditEvent.Builder event = AuditContext.current()
                .event("erasure.executed", PURPOSE)
                .action("erase")
                .entity(subject.type())
                .subject(subject)
                .fact("erasure", id)
                .fact("plan", planHash);
        CountFacts.add(event, counts);
        EventStaging.Unwritten staged = trail.staging().unwritten(session, event.build());
        boolean written = false;
        try {
            String pseudonym = keys.pseudonym(subject);
            List<String> disclosed = new ArrayList<>(List.of(pseudonym));
            along.forEach(other -> disclosed.add(keys.pseudonym(other)));
            List<BoundSql> statements = new ArrayList<>(family.idiom().insertions(staged.rows()));
            // After the event, whose actor may be the subject: the values go, the pseudonyms stay.
            statements.add(trail.disclosures().erasing(family, disclosed));
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            statements.addAll(family.idiom().insertions(records.waiting(id, now, remembered.toBytes(), former)));
            ErasureReceipt receipt = new ErasureReceipt(
                    id,
                    ErasureReceipt.Outcome.EXECUTED,
                    subject.type(),
                    pseudonym,
                    now,
                    planHash,
                    counts,
                    run.statements() + statements.size() + 1,
                    staged.id());
            statements.addAll(family.idiom().insertions(List.of(records.rows(List.of(receipt)))));
            run.all(statements);
            written = true;
            return receipt;
        } catch (SQLException e) {
            throw UnitsOfWork.failed("Recording the erasure", e);
        } finally {
            if (!written) {
                trail.staging().notWritten(staged);
            }
        }
    }
}
