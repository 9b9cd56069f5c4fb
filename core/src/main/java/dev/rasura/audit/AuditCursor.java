package dev.rasura.audit;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the trail from which reading goes on: after a leaf of the sealed log, and, once its end was reached, after one
 * of the events that were not sealed yet. It stays valid for ever, and as {@link #text()} fits into an address.
 *
 * @param leaf the last leaf index that was read, or -1
 * @param staged the last event read of those not sealed, or null if none was
 */
public record AuditCursor(long leaf, @Nullable Staged staged) {

    /** Before the first event. */
    public static final AuditCursor START = new AuditCursor(-1, null);

    private static final Pattern TEXT = Pattern.compile("(-1|\\d{1,18})(?:~(\\d{1,18})~([0-9a-f-]{36})~(.{1,64}))?");

    /**
     * An event that is not sealed, by its number.
     *
     * @param node the node that recorded it
     * @param epoch the start of the process that recorded it
     * @param number its number in that process
     */
    public record Staged(String node, UUID epoch, long number) {}

    /** @throws IllegalArgumentException if the leaf index is below -1 */
    public AuditCursor {
        if (leaf < -1) {
            throw new IllegalArgumentException(
                    "An audit query continues after a leaf index, or after -1 from the beginning, but not after " + leaf
                            + ".");
        }
    }

    /** After this leaf, and before all that is not sealed. */
    public static AuditCursor afterLeaf(long index) {
        return new AuditCursor(index, null);
    }

    /** For an address or a form. */
    public String text() {
        return staged == null
                ? Long.toString(leaf)
                : leaf + "~" + staged.number() + "~" + staged.epoch() + "~" + staged.node();
    }

    /** @throws IllegalArgumentException if the text is not one that {@link #text()} gave */
    public static AuditCursor parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "This is not a place in the audit trail. Give the text of the cursor that came with a page.");
        }
        return new AuditCursor(
                Long.parseLong(parts.group(1)),
                Optional.ofNullable(parts.group(2))
                        .map(number ->
                                new Staged(parts.group(4), UUID.fromString(parts.group(3)), Long.parseLong(number)))
                        .orElse(null));
    }
}
