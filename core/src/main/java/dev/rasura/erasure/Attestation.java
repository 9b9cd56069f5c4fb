package dev.rasura.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What an independent reader found of the person after the erasure was committed. Names places and counts, never values.
 *
 * @param erasure the id of the erasure it is about
 * @param residue how many distinctive values were found outside the rows that the plan retains
 * @param shared how many values were found that others have too: they can prove neither way
 * @param retained how many distinctive values were found in retained rows only
 * @param finds where distinctive values were found
 * @param skipped what could not be read, with the reason
 */
public record Attestation(
        UUID id,
        UUID erasure,
        Result result,
        ScanArea area,
        Instant attestedAt,
        int residue,
        int shared,
        int retained,
        List<Find> finds,
        List<String> skipped,
        long tables,
        long rows) {

    /** What may be said. */
    public enum Result {
        /** Every table in the area was read, and no distinctive value is left outside retained rows. */
        NONE_FOUND,
        FOUND,
        /** Nothing was found, but not everything could be read. */
        PARTIAL,
        /** There was nothing to search for: no value of the subject's is distinctive. */
        NOT_SCANNED
    }

    /** Distinctive values in one column: how often. */
    public record Find(String table, String column, long count) {}

    public Attestation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(erasure, "erasure");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(area, "area");
        finds = List.copyOf(finds);
        skipped = List.copyOf(skipped);
    }
}
