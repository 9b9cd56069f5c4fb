package dev.rasura.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification of the whole trail found.
 *
 * @param expired how many leaves, from the first on, have expired ({@link AuditTrail#expire})
 * @param treeSize how many leaves the log has, with those that have expired
 * @param rootHash the root of the Merkle tree over the leaves as they are, in hex
 * @param coveredSize how many leaves the newest genuine checkpoint covers
 * @param anchored whether that checkpoint was read from outside the database; if not, someone who holds the database can
 *     have put back an older state as a whole
 * @param staged how many events are not sealed yet
 * @param disclosures how many personal values are still held and were compared with their commitments
 * @param findings what is to be said, at most a thousand breaches and a thousand notes
 * @param omitted how many more findings there were
 * @param complete whether all of the trail was read; if not, {@code mark} says where to go on, and what needs all of it
 *     (staged rows, numbers, the coordinator) was not looked at yet
 * @param mark where a later verification can go on; null if leaves are missing
 */
public record VerificationReport(
        long expired,
        long treeSize,
        String rootHash,
        long coveredSize,
        boolean anchored,
        long staged,
        long disclosures,
        List<Finding> findings,
        long omitted,
        boolean complete,
        @Nullable String mark) {

    /** Copies the findings. */
    public VerificationReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was altered, missing, inserted or unverifiable. */
    public boolean intact() {
        return findings.stream().noneMatch(finding -> finding.kind().isBreach());
    }
}
