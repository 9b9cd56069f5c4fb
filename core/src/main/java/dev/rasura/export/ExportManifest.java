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
 * @param consistent whether all was read in one snapshot; an export in a caller's transaction below REPEATABLE READ (on
 *     H2: SERIALIZABLE) is not
 * @param rows of all tables
 * @param bytes of all parts, before compression; the ZIP's own manifest is not among the parts
 * @param parts in the order in which they stand in the export; {@code data.json}, which holds all rows, is the first
 * @param withheld the columns of tables with rows of the subject of which all or some values were not given; and those by
 *     which rows that were left out belong to a row of the subject's that is somebody else's too
 * @param unclassified the columns of such tables that nobody classified, as {@code table.column}
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
     * @param name in the ZIP
     * @param bytes before compression
     * @param rows that stand in it
     * @param sha256 of its bytes, in lower-case hexadecimal
     */
    public record Part(String name, long bytes, long rows, String sha256) {
        public Part {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /**
     * A column that was left out, and why.
     *
     * @param reason in words; it says so where values were left out of some rows only
     */
    public record Withheld(String table, String column, String reason) {}

    public ExportManifest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(exportedAt, "exportedAt");
        parts = List.copyOf(parts);
        withheld = List.copyOf(withheld);
        unclassified = List.copyOf(unclassified);
    }
}
