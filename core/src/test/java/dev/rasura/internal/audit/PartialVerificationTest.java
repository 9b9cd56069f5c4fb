package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.VerificationReport;
import dev.rasura.audit.VerificationScope;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Verification in parts, and of what came since. */
class PartialVerificationTest extends RecordedTrailContract {

    private SealedTrail auditor() {
        return recorded.node("auditor", recorded.provider);
    }

    private String mark() {
        return Objects.requireNonNull(auditor().verify().mark());
    }

    @Test
    void inPartsItComesToWhatTheWholeComesTo() {
        recorded.recordAndSeal(10);
        recorded.recordAndSeal(9);
        VerificationReport whole = auditor().verify();
        assertThat(whole.complete()).isTrue();
        long disclosures = 0;
        int parts = 0;
        VerificationScope scope = VerificationScope.full().atMost(4);
        VerificationReport part;
        do {
            part = auditor().verify(scope);
            assertThat(part.findings()).isEmpty();
            disclosures += part.disclosures();
            parts++;
            scope = VerificationScope.since(Objects.requireNonNull(part.mark())).atMost(4);
        } while (!part.complete());
        assertThat(parts).isEqualTo(6);
        assertThat(part.treeSize()).isEqualTo(21);
        assertThat(part.rootHash()).isEqualTo(whole.rootHash());
        assertThat(disclosures).isEqualTo(whole.disclosures());
        assertThat(part.mark()).isEqualTo(whole.mark());
    }

    @Test
    void anAlteredLeafIsNamedInThePartThatReadsIt() {
        recorded.recordAndSeal(10);
        recorded.database.execute("update rasura_audit_leaf set outcome = 'DENIED' where leaf_index = 6");
        VerificationReport first = auditor().verify(VerificationScope.full().atMost(5));
        assertThat(first.complete()).isFalse();
        assertThat(first.intact()).isTrue();
        VerificationReport second = auditor().verify(VerificationScope.since(Objects.requireNonNull(first.mark())));
        assertNames(second, Kind.ALTERED, "leaf 6");
    }

    @Test
    void whatCameSinceIsHeldToTheTreeThatWasThereBefore() {
        recorded.recordAndSeal(5);
        String mark = mark();
        recorded.recordAndSeal(5);
        assertThat(auditor().verify(VerificationScope.since(mark)).findings()).isEmpty();

        recorded.keepCopy();
        recorded.database.execute("update rasura_audit_leaf set leaf_hash = tag where leaf_index = 7");
        assertNames(auditor().verify(VerificationScope.since(mark)), Kind.ALTERED, "leaf 7");
        recorded.restoreCopy();
        recorded.database.execute("delete from rasura_audit_leaf where leaf_index = 7");
        VerificationReport missing = auditor().verify(VerificationScope.since(mark));
        assertNames(missing, Kind.MISSING, "leaf 7");
        assertNames(missing, Kind.MISSING, "counter first/");
        assertThat(missing.mark()).isNull();
        recorded.restoreCopy();
        recorded.database.execute("insert into rasura_audit_staged select event_id, node, epoch, n, leaf, tag, key_id"
                + " from rasura_audit_leaf where leaf_index = 0");
        assertNames(auditor().verify(VerificationScope.since(mark)), Kind.INSERTED, "event ");
        recorded.restoreCopy();

        recorded.database.execute("update rasura_audit_leaf set leaf_hash = tag where leaf_index = 2");
        assertThat(auditor().verify(VerificationScope.since(mark)).intact())
                .as("what was read before is left to the next full verification")
                .isTrue();
        assertNames(auditor().verify(), Kind.ALTERED, "leaf 2");
    }

    @Test
    void aStagedRowThatIsDeletedIsMissedAcrossMarks() {
        recorded.recordAndSeal(3);
        UUID id = recorded.record();
        recorded.record();
        String mark = mark();
        recorded.database.execute("delete from rasura_audit_staged where event_id = ?", id);
        recorded.database.execute("delete from rasura_audit_disclosure where event_id = ?", id);
        recorded.trail.seal();
        assertNames(auditor().verify(VerificationScope.since(mark)), Kind.MISSING, "/5");
    }

    @Test
    void aMarkThatIsAlteredOrOfAnotherTrailIsRefused() {
        recorded.recordAndSeal(3);
        String mark = mark();
        char other = mark.charAt(60) == 'A' ? 'B' : 'A';
        for (String wrong : List.of(
                mark.substring(0, 60) + other + mark.substring(61),
                mark.substring(4),
                mark.substring(0, 20),
                "",
                "?")) {
            assertThatThrownBy(() -> auditor().verify(VerificationScope.since(wrong)))
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("from the beginning");
        }
        SealedTrail elsewhere = recorded.node("elsewhere", TestKeys.withOrigin(recorded.provider, "other"));
        assertThatThrownBy(() -> elsewhere.verify(VerificationScope.since(mark)))
                .isInstanceOf(AuditException.class);
        assertThatThrownBy(() -> VerificationScope.full().atMost(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
