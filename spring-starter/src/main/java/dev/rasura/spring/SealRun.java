package dev.rasura.spring;

import dev.rasura.RasuraException;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.TrailHealth.Status;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals what was recorded. What keeps it from doing so is logged each time: events stay recorded, and wait. */
final class SealRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.seal");

    private final AuditTrail trail;
    private final LongAdder alarms = new LongAdder();

    SealRun(AuditTrail trail) {
        this.trail = trail;
    }

    /** How many alarms were sealed here since the start. */
    long alarms() {
        return alarms.sum();
    }

    /** Seals if this node has recorded so many events since it last did. */
    Runnable atEntries(long entries) {
        return () -> {
            // What failed is tried again by the interval: not once a second.
            if (trail.unsealed() >= entries && trail.health().status() != Status.DOWN) {
                run();
            }
        };
    }

    @Override
    public void run() {
        try {
            SealReport report = trail.seal();
            alarms.add(report.alarms());
            if (report.alarms() > 0) {
                LOG.error(
                        "{} staged audit events were not genuine and were sealed as alarms. Verify the trail.",
                        report.alarms());
            }
            if (report.unknownKey() > 0) {
                LOG.warn(
                        "{} staged audit events were made with a secret that this node does not hold.",
                        report.unknownKey());
            }
            LOG.debug("{} audit events sealed; the log has {} leaves.", report.sealed(), report.treeSize());
        } catch (RasuraException e) {
            // The message holds nothing personal; that of a cause may quote a row.
            LOG.error("The audit trail could not be sealed: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error(
                    "The audit trail could not be sealed because of {}.",
                    e.getClass().getName());
        }
    }
}
