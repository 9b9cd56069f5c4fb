package dev.rasura.spring;

import dev.rasura.ConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.scheduling.support.CronTrigger;

/**
 * Seals, expires data and the trail itself, sweeps and attests by the clock, on threads of its own: the application's scheduler, if it has one, is left alone.
 * Starts last and stops first, and then lets what is at work end: an interrupt would close an H2 database.
 */
final class DutySchedule implements SmartLifecycle {

    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Runnable retention;
    private final Runnable seal;
    private final Runnable sealAtEntries;
    private final Runnable sweep;
    private final Runnable attestation;
    private final Runnable expiry;
    private final @Nullable CronTrigger retentionTrigger;
    private final @Nullable CronTrigger attestationTrigger;
    private final @Nullable CronTrigger expiryTrigger;
    private final Duration sealInterval;
    private final boolean countsEntries;
    private final Duration sweepInterval;
    private @Nullable ThreadPoolTaskScheduler scheduler;

    DutySchedule(
            Runnable retention,
            SealRun seal,
            Runnable sweep,
            Runnable attestation,
            Runnable expiry,
            RasuraProperties properties) {
        this.retention = retention;
        this.seal = seal;
        this.sealAtEntries = seal.atEntries(properties.audit().sealEntries());
        this.sweep = sweep;
        this.attestation = attestation;
        this.expiry = expiry;
        this.retentionTrigger =
                trigger("rasura.retention.cron", properties.retention().cron(), properties);
        this.attestationTrigger =
                trigger("rasura.attestation.cron", properties.attestation().cron(), properties);
        this.expiryTrigger =
                trigger("rasura.audit.expire-cron", properties.audit().expireCron(), properties);
        this.sealInterval = properties.audit().sealInterval();
        this.countsEntries = properties.audit().sealEntries() > 0;
        this.sweepInterval = properties.sweep().interval();
    }

    private static boolean recurs(Duration interval) {
        return !interval.isZero() && !interval.isNegative();
    }

    private static @Nullable CronTrigger trigger(String property, @Nullable String cron, RasuraProperties properties) {
        if (cron == null || cron.isBlank() || cron.equals(Scheduled.CRON_DISABLED)) {
            return null;
        }
        if (!CronExpression.isValidExpression(cron)) {
            throw new ConfigurationException(property + " is '" + cron + "', which is no Spring cron expression."
                    + " It has six fields, from seconds to day of week, as '0 0 3 * * SUN'.");
        }
        ZoneId zone = properties.zone();
        return new CronTrigger(cron, zone == null ? ZoneId.systemDefault() : zone);
    }

    @Override
    public synchronized void start() {
        boolean seals = recurs(sealInterval);
        boolean sweeps = recurs(sweepInterval);
        boolean byCron = retentionTrigger != null || attestationTrigger != null || expiryTrigger != null;
        if (scheduler != null || !(byCron || seals || sweeps)) {
            return;
        }
        ThreadPoolTaskScheduler started = new ThreadPoolTaskScheduler();
        started.setPoolSize(5);
        started.setThreadNamePrefix("rasura-");
        started.setDaemon(true);
        started.setWaitForTasksToCompleteOnShutdown(true);
        // What is at work is waited for, not next Sunday's run.
        started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        started.setAwaitTerminationSeconds((int) PATIENCE.toSeconds());
        started.initialize();
        if (seals) {
            ScheduledFuture<?> unused = started.scheduleWithFixedDelay(
                    seal, started.getClock().instant().plus(sealInterval), sealInterval);
        }
        if (seals && countsEntries) {
            ScheduledFuture<?> unused = started.scheduleWithFixedDelay(
                    sealAtEntries, started.getClock().instant().plus(CHECK), CHECK);
        }
        if (sweeps) {
            ScheduledFuture<?> unused = started.scheduleWithFixedDelay(
                    sweep, started.getClock().instant().plus(sweepInterval), sweepInterval);
        }
        if (retentionTrigger != null) {
            ScheduledFuture<?> unused = started.schedule(retention, retentionTrigger);
        }
        if (expiryTrigger != null) {
            ScheduledFuture<?> unused = started.schedule(expiry, expiryTrigger);
        }
        if (attestationTrigger != null) {
            // What a sweep can still remove is no residue.
            ScheduledFuture<?> unused = started.schedule(
                    () -> {
                        sweep.run();
                        attestation.run();
                    },
                    attestationTrigger);
        }
        scheduler = started;
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.shutdown();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
