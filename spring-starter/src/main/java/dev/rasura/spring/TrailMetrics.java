package dev.rasura.spring;

import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.TrailHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What trail and stream count, from memory: numbers of this process since its start, and no names of anybody. */
final class TrailMetrics implements MeterBinder {

    private final AuditTrail trail;
    private final SealRun seal;

    TrailMetrics(AuditTrail trail, SealRun seal) {
        this.trail = trail;
        this.seal = seal;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "rasura.audit.unsealed", "Events recorded since this node last sealed", AuditTrail::unsealed);
        gauge(
                registry,
                "rasura.audit.down",
                "1 if the last sealing failed",
                t -> t.health().status() == TrailHealth.Status.DOWN ? 1 : 0);
        gauge(
                registry,
                "rasura.audit.unanchored",
                "1 if no anchor can be read back",
                t -> t.health().status() == TrailHealth.Status.UNANCHORED ? 1 : 0);
        counter(registry, "rasura.audit.lost", "Events that the trail lost", t -> sum(t.lost()));
        FunctionCounter.builder("rasura.audit.alarms", seal, SealRun::alarms)
                .description("Alarms that this node sealed")
                .register(registry);
        gauge(
                registry,
                "rasura.audit.stream.waiting",
                "Events that wait to be streamed",
                t -> t.stream().health().waiting());
        counter(
                registry,
                "rasura.audit.stream.written",
                "Events streamed",
                t -> t.stream().written());
        counter(
                registry,
                "rasura.audit.stream.lost",
                "Events that the stream lost",
                t -> sum(t.stream().lost()));
        counter(
                registry,
                "rasura.audit.capture.unresolved",
                "Rows and statements of nobody known",
                t -> t.captureCounts().unresolved());
        counter(
                registry,
                "rasura.audit.capture.uninspected",
                "Statements prepared past the inspector",
                t -> t.captureCounts().uninspected());
        counter(
                registry,
                "rasura.audit.capture.opaque",
                "Calls of procedures and blocks",
                t -> t.captureCounts().opaque());
    }

    static long sum(Map<String, Long> byType) {
        return byType.values().stream().mapToLong(Long::longValue).sum();
    }

    private void gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<AuditTrail> value) {
        Gauge.builder(name, trail, value).description(what).register(registry);
    }

    private void counter(MeterRegistry registry, String name, String what, ToDoubleFunction<AuditTrail> value) {
        FunctionCounter.builder(name, trail, value).description(what).register(registry);
    }
}
