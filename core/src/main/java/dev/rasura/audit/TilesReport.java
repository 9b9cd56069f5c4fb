package dev.rasura.audit;

/**
 * What an export of the sealed trail holds.
 *
 * @param treeSize how many leaves were written
 * @param rootHash the root of the Merkle tree over them, in hex
 * @param checkpoint the signed note that covers them all (C2SP tlog-checkpoint)
 * @param disclosures how many personal values were written beside them
 */
public record TilesReport(long treeSize, String rootHash, String checkpoint, long disclosures) {}
