package dev.rasura.audit;

/**
 * What an export of the sealed trail holds.
 *
 * @param expired how many leaves, from the first on, have expired and so were not written ({@link AuditTrail#expire})
 * @param treeSize how many leaves the log has, with those
 * @param rootHash the root of the Merkle tree over them, in hex
 * @param checkpoint the signed note that covers them all (C2SP tlog-checkpoint)
 * @param disclosures how many personal values were written beside them
 */
public record TilesReport(long expired, long treeSize, String rootHash, String checkpoint, long disclosures) {}
