package dev.rasura.internal.erasure;

import dev.rasura.DutyFailedException;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One step of the work, in order. */
sealed interface ErasureStep {

    /** What is decided here, as it goes into the plan's hash. */
    String decision();

    /** Where it works, as a failure names it. */
    String where();

    /** One statement that does it, or finds what it is done to. */
    Fragment sql();

    /** One statement that changes rows of one table. */
    record Change(String table, Treatment treatment, Fragment sql, List<String> columns) implements ErasureStep {
        @Override
        public String where() {
            return table + (columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")");
        }

        @Override
        public String decision() {
            return treatment + " " + table + " " + sql.decision();
        }
    }

    /** One statement that frees what rows refer to outside their table, before they lose the reference. */
    record Release(String table, Fragment sql) implements ErasureStep {
        @Override
        public String where() {
            return table;
        }

        @Override
        public String decision() {
            return "RELEASE " + table + " " + sql.decision();
        }
    }

    /** One statement around the work that changes nothing of the application's which a receipt would count. */
    record Prepare(String table, Fragment sql) implements ErasureStep {
        @Override
        public String where() {
            return table;
        }

        @Override
        public String decision() {
            return "PREPARE " + table + " " + sql.decision();
        }
    }

    /**
     * One statement that counts the rows that are due still, by a strategy of the application's own that has just overwritten
     * them: the next erasure would overwrite them again.
     */
    record Check(String table, String column, String strategy, Fragment sql) implements ErasureStep {
        @Override
        public String where() {
            return table + "." + column;
        }

        @Override
        public String decision() {
            return "CHECK " + table + " " + sql.decision();
        }

        /** @throws DutyFailedException if there are such rows */
        void refuse(long rows) {
            if (rows > 0) {
                throw new DutyFailedException("The erasure failed: the overwrite strategy " + strategy
                        + " wrote a value that it does not know again for " + where()
                        + ": by the condition of its SQL form, "
                        + rows + " row(s) are due after they were overwritten. Let the condition be false for what the"
                        + " expression writes.");
            }
        }
    }

    /** One statement that raises the version of rows of which another table holds a part that changes. */
    record Raise(String table, Fragment sql) implements ErasureStep {
        @Override
        public String where() {
            return table;
        }

        @Override
        public String decision() {
            return "RAISE " + table + " " + sql.decision();
        }
    }

    /**
     * Values replaced by others that are computed in Java, so that a key never reaches the database, or because it has no
     * words for it.
     *
     * @param values the distinct values that may be due, as texts
     * @param condition of the rows, again
     * @param version what else is set in each row
     * @param raise how the version is raised where another table has it and only Java can tell what is due
     */
    record Compute(
            OwnedTable table,
            ColumnPlan column,
            Treatment treatment,
            Fragment values,
            Fragment condition,
            String version,
            Function<Fragment, Optional<ErasureStep.Raise>> raise,
            ComputedValue computed,
            OverwriteSql overwrites)
            implements ErasureStep {
        @Override
        public Fragment sql() {
            return values;
        }

        @Override
        public String where() {
            return table.table().name() + "." + column.column().name();
        }

        @Override
        public String decision() {
            return treatment + " " + table.table().name() + " " + values.decision();
        }
    }
}
