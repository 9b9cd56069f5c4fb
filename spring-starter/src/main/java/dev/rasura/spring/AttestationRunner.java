package dev.rasura.spring;

import dev.rasura.RasuraException;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.AttestationRun;
import dev.rasura.erasure.Erasures;
import dev.rasura.erasure.ScanOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attests the erasures that wait, within the configured budget. What was found is in the attestations; the log names the
 * erasures of which something is left.
 */
final class AttestationRunner implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.erasure");

    private final Erasures erasures;
    private final ScanOptions options;

    AttestationRunner(Erasures erasures, ScanOptions options) {
        this.erasures = erasures;
        this.options = options;
    }

    @Override
    public void run() {
        try {
            AttestationRun run = erasures.attestPending(options);
            for (Attestation attestation : run.attestations()) {
                if (attestation.result() == Attestation.Result.FOUND) {
                    LOG.error(
                            "Erasure {} has left residue: {}. Attestation {}.",
                            attestation.erasure(),
                            attestation.finds(),
                            attestation.id());
                }
            }
            if (!run.attestations().isEmpty() || run.waiting() > 0) {
                LOG.info(
                        "Attested {} erasure(s); {} still wait.",
                        run.attestations().size(),
                        run.waiting());
            }
        } catch (RasuraException e) {
            // The message holds nothing personal; that of a cause may quote a row.
            LOG.error("The attestation of erasures failed: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error(
                    "The attestation of erasures failed with {}.", e.getClass().getName());
        }
    }
}
