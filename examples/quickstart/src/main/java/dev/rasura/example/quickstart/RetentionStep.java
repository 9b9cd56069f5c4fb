package dev.rasura.example.quickstart;

import dev.rasura.Rasura;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.retention.RetentionPreview;
import dev.rasura.retention.RetentionReport;
import java.util.Locale;

/** Previews what is past its retention period, then removes it in batches. */
final class RetentionStep {

    private static final int BATCH = 500;

    private final Console console;

    RetentionStep(Console console) {
        this.console = console;
    }

    Report.Retention run(Rasura rasura, String name) {
        console.step(4, "Retention: what is past its period");
        RetentionRule rule = rasura.retention().rules().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
        console.fact("rule", rule.name());
        console.fact(
                "says",
                rule.entity() + ": " + rule.period() + " after " + rule.start() + ", "
                        + rule.action().name().toLowerCase(Locale.ROOT)
                        + (rule.when().isEmpty() ? "" : " where " + rule.when()));
        RetentionPreview preview = rasura.retention().preview(name);
        console.fact("cut-off", preview.cutoff());
        console.fact("due", preview.matched());
        console.fact("kept on a ground", preview.retained());
        RetentionReport report = console.doing(
                "Removing in batches of " + BATCH,
                () -> rasura.retention().run(name, RetentionOptions.defaults().withBatchSize(BATCH)));
        console.fact("removed", report.removed() + " rows in " + report.batches() + " batches: " + report.status());
        report.setAside().forEach(s -> console.warning("set aside: " + s.key() + ", " + s.reason()));
        return new Report.Retention(name, report.matched(), report.removed(), report.batches());
    }
}
