package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.VerificationReport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a trail promises, each test on one of its own. */
abstract class RecordedTrailContract extends TrailContract {

    RecordedTrail recorded;

    @BeforeEach
    void start() {
        recorded = new RecordedTrail(family, folder);
    }

    @AfterEach
    void stop() {
        recorded.close();
    }

    /** Fails unless the report names such a breach there. */
    static void assertNames(VerificationReport report, Kind kind, String where) {
        assertThat(report.intact()).isFalse();
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.where()).contains(where);
        });
    }

    static List<Kind> breaches(VerificationReport report) {
        return report.findings().stream()
                .map(Finding::kind)
                .filter(Kind::isBreach)
                .distinct()
                .toList();
    }
}
