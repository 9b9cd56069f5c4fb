package dev.rasura.internal.residue;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Counts what a scan has read, and stops it when its budget is spent. */
final class Progress {

    /** The budget is spent. Its message says which limit. */
    static final class BudgetSpentException extends Exception {
        BudgetSpentException(String limit) {
            super(limit, null, false, false);
        }
    }

    private static final int ROWS_BETWEEN_CLOCKS = 64;

    private final ScanBudget budget;
    private final long started = System.nanoTime();
    private long rows;

    Progress(ScanBudget budget) {
        this.budget = budget;
    }

    /**
     * To be called before each row or object.
     *
     * @param compared characters and bytes compared so far
     */
    void row(long compared) throws BudgetSpentException {
        if (compared >= budget.bytes()) {
            throw new BudgetSpentException("the budget of " + budget.bytes() + " bytes");
        }
        if (rows >= budget.rows()) {
            throw new BudgetSpentException("the budget of " + budget.rows() + " rows");
        }
        if (rows % ROWS_BETWEEN_CLOCKS == 0) {
            clock();
        }
        rows++;
    }

    /** To be called between two tables; {@code stoppable} if anything was read before. */
    void check(long compared, boolean stoppable) throws BudgetSpentException {
        if (!stoppable) {
            return;
        }
        clock();
        if (rows >= budget.rows() || compared >= budget.bytes()) {
            throw new BudgetSpentException("the budget");
        }
    }

    /** To be called between the pieces of a large value. */
    void clock() throws BudgetSpentException {
        Duration time = budget.time();
        if (time != null && took().compareTo(time) >= 0) {
            throw new BudgetSpentException("the time budget of " + time);
        }
    }

    /** Lets the database end a statement that would outlive the budget, as one that waits for a lock. */
    void limit(Statement statement) throws SQLException, BudgetSpentException {
        clock();
        Duration time = budget.time();
        if (time != null) {
            statement.setQueryTimeout(
                    (int) Math.min(Integer.MAX_VALUE, time.minus(took()).toSeconds() + 1));
        }
    }

    long rows() {
        return rows;
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
