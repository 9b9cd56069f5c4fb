package dev.rasura.erasure;

import dev.rasura.SubjectRef;
import dev.rasura.internal.erasure.PlanJson;
import dev.rasura.internal.erasure.PlanText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure would do, for a person to approve. Immutable. Its hash covers the decisions (database, schema, paths,
 * strategies, grounds), not the counts, which move while a person is active.
 *
 * <p>It holds no personal value but {@link #subject()}, the reference that the caller gave. {@link #toJson()} writes that
 * reference with its id, because a plan that is read back is executed by it: keep such a file as you keep the reference itself.
 * {@link #toText()}, made to be read by others, names the subject by its pseudonym alone.
 *
 * @param pseudonym of the subject, as on the receipt
 * @param application the installation that made the plan: the origin and the id of its keys, as {@code example.com/audit k1:0a1b2c3d}
 * @param model SHA-256 of the part of the schema that the plan is about
 * @param hash SHA-256 of the decisions, in lower-case hexadecimal
 * @param erasedAt when the last erasure of the subject on record was, or null: what is counted came in since, or belongs to
 *     whoever has the same key by now
 * @param remaining what is left in rows that survive, and may still link
 * @param unclassified columns, as {@code table.column}, that nobody classified and that would survive: while there are
 *     any the plan is refused
 */
public record ErasurePlan(
        SubjectRef subject,
        String pseudonym,
        String application,
        String model,
        String hash,
        Instant plannedAt,
        @Nullable Instant erasedAt,
        List<Decision> decisions,
        List<TableCount> tables,
        List<Remainder> remaining,
        List<String> unclassified) {

    public ErasurePlan {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(pseudonym, "pseudonym");
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(plannedAt, "plannedAt");
        decisions = List.copyOf(decisions);
        tables = List.copyOf(tables);
        remaining = List.copyOf(remaining);
        unclassified = List.copyOf(unclassified);
    }

    /**
     * Reads what {@link #toJson()} wrote, of this version of the format.
     *
     * @throws IllegalArgumentException if it is no plan, is of another version, or its decisions do not have its hash
     */
    public static ErasurePlan fromJson(String json) {
        return PlanJson.read(json);
    }

    /** As JSON, by the schema {@code dev/rasura/schema/erasure-plan-1.schema.json} in the jar; with the subject's reference as it was given. */
    public String toJson() {
        return PlanJson.write(this);
    }

    /** For the person who approves it, in Markdown: without the subject's id, which may itself identify the person. */
    public String toText() {
        return PlanText.of(this);
    }

    /** How many rows are treated so, in all tables. */
    public long rows(Treatment treatment) {
        return tables.stream()
                .filter(t -> t.treatment() == treatment)
                .mapToLong(TableCount::rows)
                .sum();
    }
}
