package dev.rasura.audit;

import org.jspecify.annotations.Nullable;

/**
 * How much of the trail a verification reads.
 *
 * @param mark where to go on, as {@link VerificationReport#mark()} of an earlier one said, or null for the beginning. It is
 *     sealed with the trail's secret: an altered one is refused
 * @param leaves how many leaves to read at most in this call
 */
public record VerificationScope(@Nullable String mark, long leaves) {

    /** @throws IllegalArgumentException if no leaf is to be read */
    public VerificationScope {
        if (leaves < 1) {
            throw new IllegalArgumentException(
                    "A verification must read at least 1 leaf a call, but is to read " + leaves + ".");
        }
    }

    /** All of it. */
    public static VerificationScope full() {
        return new VerificationScope(null, Long.MAX_VALUE);
    }

    /** What came after an earlier verification, or what that one did not get to. */
    public static VerificationScope since(String mark) {
        return new VerificationScope(mark, Long.MAX_VALUE);
    }

    /** At most so many leaves in this call. */
    public VerificationScope atMost(long most) {
        return new VerificationScope(mark, most);
    }
}
