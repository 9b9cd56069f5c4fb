package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.ExpiryOptions;
import dev.rasura.audit.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Removed leaves do not pass for expired ones. {@link AttackMatrix} holds the threat model to the list. */
class ExpiryAttackMatrixTest extends TrailContract {

    @Test
    void eachIsNamed() throws IOException {
        try (AgedTrail aged = new AgedTrail(family, folder)) {
            aged.recordAndSeal("2020-01-01T00:00:00Z", AgedTrail.VIEWED, 555);
            aged.recordAndSeal("2021-06-01T00:00:00Z", AgedTrail.SIGNED, 3);
            aged.recorded.keepCopy("unexpired");
            aged.clock.set("2021-07-01T00:00:00Z");
            assertThat(aged.trail
                            .expire(ExpiryOptions.defaults().withMaxEvents(256))
                            .firstLeaf())
                    .isEqualTo(256);
            aged.recorded.keepCopy("early");
            assertThat(aged.trail.expire().firstLeaf()).isEqualTo(512);
            aged.recorded.keepCopy();
            assertThat(aged.audited().findings()).isEmpty();
            byte[] anchored = Files.readAllBytes(aged.recorded.anchorFile);
            for (ExpiryAttack attack : ExpiryAttack.values()) {
                attack.deed.accept(new Attacker(aged.recorded, aged.trail));
                VerificationReport report = aged.audited();
                assertThat(report.intact()).as(attack.id()).isFalse();
                assertThat(report.findings()).as(attack.id()).anySatisfy(finding -> {
                    assertThat(finding.kind()).isEqualTo(attack.named);
                    assertThat(finding.where()).startsWith(attack.where);
                });
                Attacker.sealsOrSaysWhyNot(aged.node());
                aged.recorded.restoreCopy();
                Files.write(aged.recorded.anchorFile, anchored);
            }
        }
    }

    @Test
    void anExpiredEventThatIsStagedAgainIsSealedAsAnAlarm() {
        try (AgedTrail aged = new AgedTrail(family, folder)) {
            aged.recordAndSeal("2020-01-01T00:00:00Z", AgedTrail.VIEWED, 299);
            aged.recorded.keepCopy("unexpired");
            aged.clock.set("2021-07-01T00:00:00Z");
            aged.trail.expire();
            ExpiryAttack.STAGE_AN_EXPIRED_EVENT_AGAIN.deed.accept(new Attacker(aged.recorded, aged.trail));
            assertThat(aged.trail.seal().alarms()).isOne();
            assertThat(aged.recorded.database.count("rasura_audit_staged")).isZero();
        }
    }
}
