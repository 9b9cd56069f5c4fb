package dev.rasura.internal.residue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a scan may cost. When it is spent the scan stops, and says where.
 *
 * @param time the longest the scan may take, or null for as long as it needs
 * @param rows the most rows (and large objects) it may read, or {@link Long#MAX_VALUE}
 */
public record ScanBudget(@Nullable Duration time, long rows) {

    /** @throws IllegalArgumentException if a limit is not positive */
    public ScanBudget {
        if (rows <= 0 || (time != null && (time.isNegative() || time.isZero()))) {
            throw new IllegalArgumentException(
                    "The budget of a residue scan must be positive, but is " + time + " and " + rows + " rows.");
        }
    }

    public static ScanBudget unlimited() {
        return new ScanBudget(null, Long.MAX_VALUE);
    }

    public static ScanBudget of(Duration time) {
        return new ScanBudget(time, Long.MAX_VALUE);
    }

    public static ScanBudget ofRows(long rows) {
        return new ScanBudget(null, rows);
    }
}
