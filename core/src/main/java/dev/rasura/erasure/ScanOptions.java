package dev.rasura.erasure;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How erasures that wait for their attestation are searched for: where, and at what cost a call. Immutable.
 *
 * @param area how far the reader looks
 * @param timeBudget the longest a call may search, or null for as long as it takes. A table that is begun first is read to
 *     its end, so a call may take longer by the time of one table
 * @param byteBudget the most characters and bytes a call may compare, or {@link Long#MAX_VALUE}; exceeded by one table at most
 * @param erasuresAPass for how many erasures one pass over the area searches at once, 1 to 10,000: their values are held in
 *     memory meanwhile
 */
public record ScanOptions(ScanArea area, @Nullable Duration timeBudget, long byteBudget, int erasuresAPass) {

    private static final int MOST_ERASURES = 10_000;

    /** @throws IllegalArgumentException if a budget is not positive, or the number of erasures out of range */
    public ScanOptions {
        Objects.requireNonNull(area, "area");
        if (timeBudget != null && (timeBudget.isNegative() || timeBudget.isZero())) {
            throw new IllegalArgumentException(
                    "The time budget of a residue scan must be positive, but is " + timeBudget + ".");
        }
        if (byteBudget <= 0) {
            throw new IllegalArgumentException(
                    "The byte budget of a residue scan must be positive, but is " + byteBudget + ".");
        }
        if (erasuresAPass < 1 || erasuresAPass > MOST_ERASURES) {
            throw new IllegalArgumentException("A pass of the residue scan takes 1 to " + MOST_ERASURES
                    + " erasures, but erasuresAPass is " + erasuresAPass + ".");
        }
    }

    /** Without budget, 500 erasures a pass. */
    public static ScanOptions of(ScanArea area) {
        return new ScanOptions(area, null, Long.MAX_VALUE, 500);
    }

    public ScanOptions withTimeBudget(Duration budget) {
        return new ScanOptions(area, budget, byteBudget, erasuresAPass);
    }

    public ScanOptions withByteBudget(long budget) {
        return new ScanOptions(area, timeBudget, budget, erasuresAPass);
    }

    public ScanOptions withErasuresAPass(int erasures) {
        return new ScanOptions(area, timeBudget, byteBudget, erasures);
    }
}
