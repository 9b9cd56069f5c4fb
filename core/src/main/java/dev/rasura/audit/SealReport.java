package dev.rasura.audit;

import org.jspecify.annotations.Nullable;

/**
 * What one run of {@link AuditTrail#seal()} did.
 *
 * @param sealed how many genuine events became leaves
 * @param alarms how many staged rows were not genuine and became alarms
 * @param unknownKey how many staged rows stay because they were made with a secret that this process does not hold
 * @param treeSize how many leaves the log has
 * @param rootHash the root of the Merkle tree over them, in hex
 * @param checkpoint the signed note that covers them all (C2SP tlog-checkpoint), or null while the log is empty
 */
public record SealReport(
        long sealed,
        long alarms,
        long unknownKey,
        long treeSize,
        String rootHash,
        @Nullable String checkpoint) {}
