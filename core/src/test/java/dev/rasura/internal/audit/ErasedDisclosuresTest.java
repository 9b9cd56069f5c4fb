package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.RecordedTrail.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Origin;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import org.junit.jupiter.api.Test;

/** Values are erased from the trail, and what was sealed of them stays proven. */
class ErasedDisclosuresTest extends RecordedTrailContract {

    @Test
    void erasingDisclosuresDeletesValuesOfSubjectAndActorAndBreaksNoProof() {
        recorded.record();
        recorded.trail.record(AuditEvent.of("login.done", Actor.of(ANNA))
                .origin(new Origin("192.0.2.17", null, null, null))
                .build());
        recorded.trail.seal();
        int erased = recorded.units()
                .own(
                        "test",
                        Mode.WRITE,
                        (connection, session) -> recorded.trail.disclosures().erase(connection, ANNA));

        assertThat(erased).isEqualTo(3);
        assertThat(recorded.database.query(
                        Long.class, "select count(*) from rasura_audit_disclosure where disclosed = 'Anna Berg'"))
                .isZero();
        assertThat(recorded.trail.verify().findings()).isEmpty();
        assertThat(recorded.trail.events(AuditQuery.all().about(ANNA))).hasSize(1);
        assertThat(recorded.trail
                        .events(AuditQuery.all().by(Actor.of(ANNA)))
                        .get(0)
                        .disclosed())
                .isEmpty();
    }
}
