package dev.rasura.internal.erasure;

import dev.rasura.ErasureRefusedException;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.RowAction;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.SqlRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Carries a script out for one root or a batch of them, after the root's rows are locked: locks outwards, then the work.
 * The number of statements depends on the script alone, but for one more for every 1,000 distinct values that are computed in Java.
 */
final class ErasureRun {

    private final SqlRun run;
    private final ErasureScript script;
    private final RootValues root;
    private final KeyRing keys;
    private final List<TableCount> unchanged = new ArrayList<>();
    private final Map<Place, Long> changed = new LinkedHashMap<>();
    private final Map<Place, Set<String>> columns = new LinkedHashMap<>();

    /** The step that is being done, where it is known. */
    private @Nullable ErasureStep at;

    private record Place(String table, Treatment treatment) {}

    ErasureRun(SqlRun run, ErasureScript script, RootValues root, KeyRing keys) {
        this.run = run;
        this.script = script;
        this.root = root;
        this.keys = keys;
    }

    /**
     * Locks the rows through which others belong to the root, and asks what must be known before the work: rows that stay may
     * not be found any more when what they were found through has gone.
     *
     * @throws ErasureRefusedException if data would survive unexplained, or a shared row cannot be unlinked
     */
    void lock() throws SQLException {
        lock(List.of(), List.of());
    }

    /**
     * As {@link #lock()}, and has queries read what they find.
     *
     * @param before those that lock the root's row, if that is not done yet
     * @param after those that read once all is locked
     */
    void lock(List<SqlRun.Query> before, List<SqlRun.Query> after) throws SQLException {
        refuseUnclassified(script);
        List<ErasureScript.Count> uncounted =
                script.counts().stream().filter(c -> !c.countedByWork()).toList();
        List<SqlRun.Query> locks = new ArrayList<>(before);
        // To lock a row is all that is asked.
        script.parentLocks().forEach(sql -> locks.add(new SqlRun.Query(sql, rows -> {})));
        Iterator<Long> counts = run.all(locks, script.questions(), after, root).stream()
                .flatMap(List::stream)
                .iterator();
        for (ErasureScript.SharedCheck check : script.checks()) {
            refuseShared(check, counts.next());
        }
        unchanged.addAll(counted(run, uncounted, counts, root));
    }

    private static void refuseShared(ErasureScript.SharedCheck check, long shared) {
        if (shared > 0) {
            throw new ErasureRefusedException("The erasure is refused: " + shared + " row(s) of " + check.table()
                    + " that the subject owns are referred to by others too, and " + check.reference()
                    + " is NOT NULL, so the subject cannot be unlinked from them. Give the subject a row of its own"
                    + " first, or let the reference be null.");
        }
    }

    static void refuseUnclassified(ErasureScript script) {
        if (!script.unclassified().isEmpty()) {
            throw new ErasureRefusedException(
                    "The erasure is refused: rows of a " + script.model().root()
                            + " would survive with columns that nobody classified, or in tables that nobody mapped: "
                            + String.join(", ", script.unclassified())
                            + ". Annotate each with @PersonalData or @NotPersonal, or let the rows be deleted; of what is"
                            + " not mapped, speak in a DataMapCustomizer (map.table(...)).");
        }
    }

    /** Locks are waited for so that what was in flight is seen afterwards, which a snapshot would hide. */
    static void refuseSnapshot(Connection connection) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        if (isolation > Connection.TRANSACTION_READ_COMMITTED) {
            throw new TransactionStateException(
                    "An erasure works at isolation READ COMMITTED: in a snapshot, rows that were in"
                            + " flight when it began would survive unseen. Begin the transaction at READ COMMITTED, or let the"
                            + " duty own its transaction.");
        }
    }

    /**
     * Does the work and returns how many rows were changed in all.
     *
     * @param together whether steps may go to the database together: if one fails then, nobody knows which
     */
    long work(boolean together) throws SQLException {
        boolean oneByOne = !together || !run.sendsTogether();
        long total = 0;
        List<ErasureStep> next = new ArrayList<>();
        for (ErasureStep step : script.steps()) {
            boolean computed = step instanceof ErasureStep.Compute;
            if (computed || oneByOne) {
                total += done(next);
                next.clear();
            }
            if (step instanceof ErasureStep.Compute compute) {
                at = step;
                total += new ComputedRun(run, root, keys).work(compute, this::note);
            } else {
                next.add(step);
            }
        }
        total += done(next);
        at = null;
        return total;
    }

    /** As {@link #work}; what fails is told with its place. */
    long worked(SharedSessionContractImplementor session, boolean together) {
        try {
            return work(together);
        } catch (SQLException e) {
            if (together && at == null && FailedTogether.mayTell(e)) {
                throw new FailedTogether(e);
            }
            throw StepFailure.of(session, at, e);
        }
    }

    private long done(List<ErasureStep> steps) throws SQLException {
        at = steps.size() == 1 ? steps.get(0) : null;
        List<Fragment> sql = new ArrayList<>(steps.size());
        steps.forEach(step -> sql.add(step.sql()));
        Iterator<List<Long>> answers = run.all(sql, root).iterator();
        long total = 0;
        for (ErasureStep step : steps) {
            long rows = answers.next().get(0);
            if (step instanceof ErasureStep.Check check) {
                check.refuse(rows);
            } else if (step instanceof ErasureStep.Change change) {
                total += rows;
                note(change.table(), change.treatment(), rows, change.columns());
            }
        }
        return total;
    }

    /**
     * A row that was found, is to go and no ground retains must have gone: a trigger or a rule may keep it all the same.
     *
     * @throws ErasureRefusedException if it was kept
     */
    void refuseKeptRoot() {
        RootModel model = script.model();
        if (model.action() != RowAction.DELETE) {
            return;
        }
        List<OwnedTable> own =
                model.tables().stream().filter(OwnedTable::isRoot).toList();
        boolean mayStay = own.stream()
                .anyMatch(t -> !t.grounds().isEmpty() || t.paths().stream().anyMatch(OwnershipPath::owned));
        long gone = own.stream()
                .mapToLong(t -> changed.getOrDefault(new Place(t.table().name(), Treatment.DELETED), 0L))
                .sum();
        if (!mayStay && gone == 0) {
            throw new ErasureRefusedException("The erasure is refused: the database did not delete the row of a "
                    + model.root() + " from " + own.get(0).table().name()
                    + ", though no ground retains it. A trigger or a rule on the table keeps it; let it pass what Rasura"
                    + " deletes. Nothing was changed.");
        }
    }

    /** What was done by table and kind, with what no statement of the work counts: rows retained, rows without a change. */
    List<TableCount> counts() {
        List<TableCount> counts = new ArrayList<>();
        changed.forEach((place, rows) -> counts.add(
                new TableCount(place.table(), place.treatment(), rows, List.copyOf(columns.get(place)), null, null)));
        counts.addAll(unchanged);
        return counts;
    }

    /** In one statement, however many there are; what only Java can count takes one each. */
    static List<TableCount> counted(SqlRun run, List<ErasureScript.Count> counts, RootValues root) throws SQLException {
        List<Fragment> inSql = counts.stream()
                .filter(c -> c.computed() == null)
                .map(ErasureScript.Count::sql)
                .toList();
        return counted(run, counts, run.counts(inSql, root).iterator(), root);
    }

    private static List<TableCount> counted(
            SqlRun run, List<ErasureScript.Count> counts, Iterator<Long> inSql, RootValues root) throws SQLException {
        List<TableCount> counted = new ArrayList<>();
        for (ErasureScript.Count count : counts) {
            ComputedValue computed = count.computed();
            long rows = computed == null ? inSql.next() : ComputedRun.countDue(run, count.sql(), root, computed);
            ErasureScript.Latest latest = rows == 0 ? null : count.latest();
            counted.add(new TableCount(
                    count.table(),
                    count.treatment(),
                    rows,
                    count.columns(),
                    count.ground(),
                    count.until(),
                    latest == null ? null : end(run, latest, root)));
        }
        return counted;
    }

    private static @Nullable LocalDate end(SqlRun run, ErasureScript.Latest latest, RootValues root)
            throws SQLException {
        try (PreparedStatement statement = run.prepare(latest.start(), root);
                ResultSet result = statement.executeQuery()) {
            result.next();
            LocalDate start = result.getObject(1, LocalDate.class);
            return start == null ? null : start.plus(latest.period());
        }
    }

    private void note(String table, Treatment treatment, long rows, List<String> named) {
        Place place = new Place(table, treatment);
        changed.merge(place, rows, Long::sum);
        columns.computeIfAbsent(place, p -> new LinkedHashSet<>()).addAll(named);
    }
}
