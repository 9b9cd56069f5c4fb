package dev.rasura.audit;

/**
 * Proves that the log of today only continues the log of an earlier checkpoint: nothing that the earlier one covers was
 * altered, removed or put elsewhere.
 *
 * @param olderSize how many leaves the earlier checkpoint covers
 * @param treeSize how many leaves the newest checkpoint covers
 * @param text the proof as a file to keep: {@code old} and the earlier size, the hashes (RFC 6962, section 2.1.2) in base64,
 *     an empty line, the newest signed checkpoint. It is the request that a witness takes (C2SP tlog-witness)
 */
public record ConsistencyProof(long olderSize, long treeSize, String text) {}
