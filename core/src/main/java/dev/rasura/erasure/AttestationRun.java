package dev.rasura.erasure;

import java.util.List;

/**
 * What one call for all waiting erasures came to.
 *
 * @param attestations those recorded by this call
 * @param waiting how many erasures still wait: the budget was spent, another node is searching for them, or their values are
 *     sealed under another secret than this node's
 */
public record AttestationRun(List<Attestation> attestations, long waiting) {

    public AttestationRun {
        attestations = List.copyOf(attestations);
    }
}
