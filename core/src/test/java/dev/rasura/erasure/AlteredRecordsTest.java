package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DutyFailedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;

/** Rows in which receipts and attestations are kept, and which somebody altered. */
class AlteredRecordsTest {

    private static final List<String> ALTERED =
            List.of("{}", "[]", "anna@a.example", "{\"id\":\"anna@a.example\"}", "{\"id\":");

    @Entity(name = "Guest")
    @DataSubject
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Guest() {}

        Guest(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @OnEachDatabase
    void areNamedWithTheErasureAndWithoutWhatIsInThem(DatabaseFamily family) {
        try (Population p = Population.of(family, Guest.class)) {
            p.save(new Guest(1, "anna@a.example"));
            Erasures erasures = p.rasura().erasure();
            SubjectRef anna = SubjectRef.of(Guest.class, 1);
            ErasureReceipt receipt = erasures.erase(anna);
            erasures.attest(receipt.id(), ScanArea.SCHEMA);
            for (String text : ALTERED) {
                p.database().execute("update rasura_attestation set body = ?", text);
                assertThatThrownBy(() -> erasures.attest(receipt.id(), ScanArea.SCHEMA))
                        .as(text)
                        .isInstanceOf(DutyFailedException.class)
                        .hasMessageContainingAll(
                                "attestation of erasure " + receipt.id(), "rasura_attestation", "from a backup")
                        .hasMessageNotContaining("anna")
                        .hasNoCause();
                p.database().execute("update rasura_erasure set receipt = ?", text);
                assertThatThrownBy(() -> erasures.erase(anna))
                        .as(text)
                        .isInstanceOf(DutyFailedException.class)
                        .hasMessageContainingAll(
                                "receipt of erasure " + receipt.id(), "rasura_erasure", "from a backup")
                        .hasMessageNotContaining("anna")
                        .hasNoCause();
            }
        }
    }

    @OnEachDatabase
    void areNamedWhereSomethingFollowsThem(DatabaseFamily family) {
        try (Population p = Population.of(family, Guest.class)) {
            p.save(new Guest(1, "anna@a.example"));
            Erasures erasures = p.rasura().erasure();
            SubjectRef anna = SubjectRef.of(Guest.class, 1);
            ErasureReceipt receipt = erasures.erase(anna);
            erasures.attest(receipt.id(), ScanArea.SCHEMA);

            p.database().execute("update rasura_attestation set body = concat(body, '{}')");
            p.database().execute("update rasura_erasure set receipt = concat(receipt, '{}')");

            assertThatThrownBy(() -> erasures.attest(receipt.id(), ScanArea.SCHEMA))
                    .isInstanceOf(DutyFailedException.class)
                    .hasMessageContaining("attestation of erasure " + receipt.id());
            assertThatThrownBy(() -> erasures.erase(anna))
                    .isInstanceOf(DutyFailedException.class)
                    .hasMessageContaining("receipt of erasure " + receipt.id());
        }
    }
}
