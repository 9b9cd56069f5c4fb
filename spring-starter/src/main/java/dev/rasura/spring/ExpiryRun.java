package dev.rasura.spring;

import dev.rasura.RasuraException;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.ExpiryOptions;
import dev.rasura.audit.ExpiryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from the trail what is past its period. What keeps it from doing so is logged each time. */
final class ExpiryRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.expiry");

    private final AuditTrail trail;
    private final ExpiryOptions options;

    ExpiryRun(AuditTrail trail, ExpiryOptions options) {
        this.trail = trail;
        this.options = options;
    }

    @Override
    public void run() {
        try {
            ExpiryReport report = trail.expire(options);
            if (!report.due().nothing()) {
                LOG.info(
                        "Audit events have expired: {} personal values and {} leaves are gone; leaf {} is the first that is left.",
                        report.values().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        report.leaves(),
                        report.firstLeaf());
            }
        } catch (RasuraException e) {
            // The message holds nothing personal; that of a cause may quote a row.
            LOG.error("The audit trail could not be expired: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error(
                    "The audit trail could not be expired because of {}.",
                    e.getClass().getName());
        }
    }
}
