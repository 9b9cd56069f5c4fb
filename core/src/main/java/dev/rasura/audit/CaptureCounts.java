package dev.rasura.audit;

/**
 * What capture could not see whole, in this process, since the start.
 *
 * @param unresolved rows and statements whose events name nobody, though somebody's data may be concerned
 * @param uninspected statements that were prepared past Rasura's inspector, as in a session with an inspector of its own
 * @param opaque statements that call a procedure or run a block: what they do cannot be read from them
 */
public record CaptureCounts(long unresolved, long uninspected, long opaque) {}
