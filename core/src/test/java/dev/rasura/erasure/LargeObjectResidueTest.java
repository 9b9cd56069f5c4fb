package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.erasure.ResidueAttestationTest.Lease;
import dev.rasura.erasure.ResidueAttestationTest.Patron;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import org.junit.jupiter.api.Test;

/** PostgreSQL's large objects live apart from every row. */
class LargeObjectResidueTest {

    @Test
    void aLeftoverInALargeObjectIsFound() {
        try (Population p = Population.of(DatabaseFamily.POSTGRESQL, Patron.class, Lease.class)) {
            p.save(new Patron(1, "Anna", "Ahlgren", "aahl77@a.example", null));
            p.database()
                    .query(Long.class, "select lo_from_bytea(0, convert_to('CV of aahl77@a.example', 'UTF8'))::bigint");
            ErasureReceipt receipt = p.rasura().erasure().erase(SubjectRef.of(Patron.class, 1));

            Attestation attestation = p.rasura().erasure().attest(receipt.id(), ScanArea.DATABASE);

            assertThat(attestation.result()).isEqualTo(Attestation.Result.FOUND);
            assertThat(attestation.finds())
                    .singleElement()
                    .satisfies(find -> assertThat(find.table()).contains("largeobject"));
        }
    }
}
