package dev.rasura.export;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What an export holds, and what it leaves out and why. A ZIP holds it as {@code manifest.json}.
 *
 * @param id of the export, which its audit events name
 * @param subjectType the JPA name of the subject's entity
 * @param complete false if a column that nobody classified was left out; {@code unclassified} names each
 * @param consistent whether all was read in one snapshot; an export in a caller's transaction below REPEATABLE READ is not
 * @param rows of all tables
 */
public record ExportManifest(
        UUID id,
        String subjectType,
        Instant exportedAt,
        boolean complete,
        boolean consistent,
        long rows,
        long bytes,
        List<Part> parts,
        List<Withheld> withheld,
        List<String> unclassified) {

    /**
     * One part of the export.
     *
     * @param sha256 of its bytes, in lower-case hexadecimal
     */
    public record Part(String name, long bytes, long rows, String sha256) {
        public Part {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** A column that was left out, and why. */
    public record Withheld(String table, String column, String reason) {}

    public ExportManifest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(exportedAt, "exportedAt");
        parts = List.copyOf(parts);
        withheld = List.copyOf(withheld);
        unclassified = List.copyOf(unclassified);
    }
}
