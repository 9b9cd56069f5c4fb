package dev.rasura.internal.erasure;

import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootRows;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All statements of an erasure, built once for each root entity: the same for every subject, however many rows there are.
 *
 * @param rootRows locks and reads the root's row, table by table
 * @param parentLocks locks, from the root outwards, the rows through which others belong to it: the
 *     queries that may be asked together in one
 * @param checks counts shared rows that could not be unlinked; more than none refuses the erasure
 * @param questions in few statements, the checks and then those counts that no statement of the work gives
 * @param steps the work
 * @param counts what a plan counts
 * @param decisions in words
 * @param moved what is given another key, or follows one
 * @param newRootKey asks for the root's key after the work, where it may have got another one
 * @param hash of all decisions
 * @param unclassified columns that would survive though nobody classified them
 */
record ErasureScript(
        RootModel model,
        RootRows rootRows,
        List<Fragment> parentLocks,
        List<SharedCheck> checks,
        List<Fragment> questions,
        List<ErasureStep> steps,
        List<Count> counts,
        PlanDecisions decisions,
        List<Moved> moved,
        Optional<Fragment> newRootKey,
        String hash,
        List<String> unclassified) {

    /** The tables that the work changes, as Hibernate names its query spaces. */
    Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        model.tables().forEach(t -> tables.add(t.table().key()));
        model.mentions().forEach(m -> tables.add(m.table().key()));
        model.unlinks().forEach(u -> tables.add(u.table().key()));
        moved.forEach(m -> tables.add(m.table().key()));
        return tables;
    }

    /** Rows whose key, or reference to a key, is replaced because it is personal, as they are before the work. */
    record Moved(Table table, Fragment which) {}

    /** @param table as in the message */
    record SharedCheck(String table, String reference, Fragment count) {}

    /**
     * What a plan counts: rows, or, where only Java can tell what is due, distinct values with how often each stands there.
     * Retained and unchanged rows are counted at execution too: no statement of the work does.
     *
     * @param latest how far retained rows are kept, or null if that is no date
     * @param computed which of the values are due, or null if the statement counts rows
     */
    record Count(
            String table,
            Treatment treatment,
            Fragment sql,
            List<String> columns,
            @Nullable String ground,
            @Nullable String until,
            @Nullable Latest latest,
            @Nullable ComputedValue computed) {

        boolean countedByWork() {
            return treatment != Treatment.RETAINED && treatment != Treatment.UNCHANGED;
        }
    }

    /** @param start the latest date at which the period starts, for the rows in question */
    record Latest(Fragment start, Period period) {}
}
