package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** What a plan keeps is no residue, however the erasure leaves it; what stands beside it is. */
class RetainedResidueTest extends ErasureContract {

    private static Attestation attested(Population p, Class<?> type, Object id) {
        ErasureReceipt receipt = p.rasura().erasure().erase(SubjectRef.of(type, id));
        return p.rasura().erasure().attest(receipt.id(), ScanArea.SCHEMA);
    }

    private static void assertRetained(Attestation attestation) {
        assertThat(attestation.finds()).isEmpty();
        assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        assertThat(attestation.retained()).isPositive();
    }

    // --- what a ground keeps stays linked

    @Entity(name = "Client")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Client {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Client() {}

        Client(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Voucher")
    @Retain(ground = "bookkeeping", when = "booked = true")
    @SubjectPath(value = "client", onErasure = RowAction.UNLINK)
    @SubjectPath(value = "mail", onErasure = RowAction.UNLINK)
    static class Voucher {
        @Id
        Long id;

        @ManyToOne
        Client client;

        @SoftReference(to = Client.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String mail;

        @NotPersonal
        String note;

        @NotPersonal
        boolean booked;

        Voucher() {}

        Voucher(long id, Client client, String mail, boolean booked) {
            this.id = id;
            this.client = client;
            this.mail = mail;
            this.booked = booked;
        }
    }

    @Test
    void theReferenceOfARowThatStaysLinkedIsRetained() {
        Population p = population(Client.class, Voucher.class);
        Client anna = new Client(1, "anna77@a.example");
        p.save(anna, new Voucher(1, anna, anna.email, true), new Voucher(2, null, anna.email, true));
        p.save(new Voucher(3, anna, anna.email, false));

        assertRetained(attested(p, Client.class, 1L));

        assertThat(p.database().query(Long.class, "select count(*) from Voucher where mail is not null"))
                .isEqualTo(2);
    }

    @Test
    void whatElseTheLinkedRowSaysIsFoundOnceForEachCell() {
        Population p = population(Client.class, Voucher.class);
        Client anna = new Client(1, "anna77@a.example");
        Voucher voucher = new Voucher(1, anna, anna.email, true);
        voucher.note = "sent to anna77@a.example";
        Voucher other = new Voucher(2, null, "see anna77@a.example", true);
        p.save(anna, voucher, other);

        Attestation attestation = attested(p, Client.class, 1L);

        assertThat(attestation.finds())
                .extracting(f -> f.column().toLowerCase(java.util.Locale.ROOT) + " " + f.count())
                .containsExactlyInAnyOrder("note 1", "mail 1");
    }
}
