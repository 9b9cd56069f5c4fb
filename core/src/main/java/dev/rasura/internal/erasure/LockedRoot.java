package dev.rasura.internal.erasure;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.RootRows;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.SqlRun;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A subject whose row is locked, with all through which others belong to it, and what was read of it meanwhile.
 *
 * @param found whether the row is there: what came in after it was deleted can be erased without it
 * @param remembered what the residue scan will look for
 */
record LockedRoot(ErasureRun work, RootValues root, boolean found, RememberedValues remembered) {

    /** @throws SubjectNotFoundException if there is no such row and no erasure of it is on record */
    static LockedRoot lock(SqlRun run, PreparedSubject type, SubjectRef subject, KeyRing keys, ErasureRecords records)
            throws SQLException {
        RootRows rows = type.script().rootRows();
        if (run.sendsTogether() && rows.keyAlone()) {
            RootRows.Finding finding = rows.finding(subject);
            LockedRoot locked = locked(run, type, rows.gone(subject), keys, Optional.of(finding));
            if (!finding.anothers()) {
                if (!finding.found() && gone(run, type, subject, records).isEmpty()) {
                    throw unknown(subject);
                }
                return locked;
            }
        }
        Optional<RootValues> found = rows.find(run, subject, true);
        RootValues root =
                (found.isPresent() ? found : gone(run, type, subject, records)).orElseThrow(() -> unknown(subject));
        LockedRoot locked = locked(run, type, root, keys, Optional.empty());
        return new LockedRoot(locked.work(), root, found.isPresent(), locked.remembered());
    }

    /**
     * The values that {@link #lock} would bind, read without locks.
     *
     * @throws SubjectNotFoundException as there
     */
    static RootValues planned(SqlRun run, PreparedSubject type, SubjectRef subject, ErasureRecords records)
            throws SQLException {
        Optional<RootValues> found = type.script().rootRows().find(run, subject, false);
        return (found.isPresent() ? found : gone(run, type, subject, records)).orElseThrow(() -> unknown(subject));
    }

    /** @param finding what finds and locks the row before all else, if that is not done yet */
    private static LockedRoot locked(
            SqlRun run, PreparedSubject type, RootValues root, KeyRing keys, Optional<RootRows.Finding> finding)
            throws SQLException {
        ErasureRun work = new ErasureRun(run, type.script(), root, keys);
        ValueCollector.Collecting values = type.values().collecting();
        work.lock(finding.map(RootRows.Finding::queries).orElse(List.of()), values.queries());
        RememberedValues remembered =
                values.remembered(root).with(type.retained().read(run, root));
        return new LockedRoot(work, root, finding.map(RootRows.Finding::found).orElse(true), remembered);
    }

    /** What came in after the row was deleted can name the subject by a soft reference to its key only. */
    private static Optional<RootValues> gone(
            SqlRun run, PreparedSubject type, SubjectRef subject, ErasureRecords records) throws SQLException {
        RootRows rows = type.script().rootRows();
        boolean anothers = rows.isAnothers(run, subject);
        if (records.last(run.connection(), subject).isEmpty()) {
            return anothers ? Optional.empty() : type.past(run, subject);
        }
        // The key is that of a row of theirs by now, and so is all that names it.
        return Optional.of(anothers ? rows.nobody() : rows.gone(subject));
    }

    private static SubjectNotFoundException unknown(SubjectRef subject) {
        return new SubjectNotFoundException(
                "There is no " + subject.type() + " with the given key, and no erasure of it is on record.");
    }
}
