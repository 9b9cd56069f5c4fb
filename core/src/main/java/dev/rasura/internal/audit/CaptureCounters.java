package dev.rasura.internal.audit;

import dev.rasura.audit.CaptureCounts;
import java.util.concurrent.atomic.LongAdder;

/** Counts what capture could not see whole. Thread-safe. */
public final class CaptureCounters {

    private final LongAdder unresolved = new LongAdder();
    private final LongAdder uninspected = new LongAdder();
    private final LongAdder opaque = new LongAdder();

    public void unresolved(long more) {
        unresolved.add(more);
    }

    public void uninspected() {
        uninspected.increment();
    }

    public void opaque() {
        opaque.increment();
    }

    CaptureCounts counts() {
        return new CaptureCounts(unresolved.sum(), uninspected.sum(), opaque.sum());
    }
}
