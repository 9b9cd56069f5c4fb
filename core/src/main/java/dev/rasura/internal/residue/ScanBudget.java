package dev.rasura.internal.residue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a scan may cost. When it is spent the scan stops, and says where.
 *
 * @param time the longest the scan may take, or null for as long as it needs
 * @param rows the most rows (and large objects) it may read, or {@link Long#MAX_VALUE}
 * @param bytes the most characters and bytes it may compare, or {@link Long#MAX_VALUE}; looked at before each row
 */
public record ScanBudget(@Nullable Duration time, long rows, long bytes) {

    /** @throws IllegalArgumentException if a limit is not positive */
    public ScanBudget {
        if (rows <= 0 || bytes <= 0 || (time != null && (time.isNegative() || time.isZero()))) {
            throw new IllegalArgumentException("The budget of a residue scan must be positive, but is " + time + ", "
                    + rows + " rows and " + bytes + " bytes.");
        }
    }

    public static ScanBudget unlimited() {
        return new ScanBudget(null, Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
