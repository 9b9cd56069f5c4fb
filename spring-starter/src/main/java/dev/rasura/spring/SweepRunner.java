package dev.rasura.spring;

import dev.rasura.RasuraException;
import dev.rasura.erasure.Erasures;
import dev.rasura.erasure.Sweep;
import dev.rasura.erasure.SweepRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps the erasures whose time has come. What was found is in the audit trail; the log names the erasures. */
final class SweepRunner implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.erasure");

    private final Erasures erasures;

    SweepRunner(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public void run() {
        try {
            SweepRun run = erasures.sweep();
            run.sweeps().stream().filter(sweep -> sweep.auditEvent() != null).forEach(SweepRunner::log);
            for (SweepRun.Failed failed : run.failed()) {
                LOG.error("Erasure {} could not be swept: {}", failed.erasure(), failed.reason());
            }
            LOG.debug("{} erasures swept; {} still wait.", run.sweeps().size(), run.waiting());
        } catch (RasuraException e) {
            // The message holds nothing personal; that of a cause may quote a row.
            LOG.error("The sweep of erasures failed: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The sweep of erasures failed with {}.", e.getClass().getName());
        }
    }

    private static void log(Sweep sweep) {
        LOG.info(
                "{} row(s) that came in while erasure {} was done are erased; left to others: {}.",
                sweep.rows(),
                sweep.erasure(),
                sweep.leftToOthers());
    }
}
