package dev.rasura.audit;

import java.util.UUID;

/**
 * Proves that an event is in the log, to whoever has the verifier key, without the log.
 *
 * @param event the event's id
 * @param leafIndex its place in the log
 * @param treeSize how many leaves the checkpoint covers that the proof leads to
 * @param text the proof as a file to keep, with the extension {@code .tlog-proof} (C2SP tlog-proof): the exact bytes of the
 *     leaf as its extra data, the path (RFC 6962, section 2.1.1) and the signed checkpoint
 */
public record InclusionProof(UUID event, long leafIndex, long treeSize, String text) {}
