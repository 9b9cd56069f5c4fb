package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** A ground keeps the data of whoever the row is; whom the row merely mentions it does not keep. */
class MentionsInRetainedRowsTest extends ErasureContract {

    @Entity(name = "Clerk")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(columns = "booked_by", attribute = "login")
    static class Clerk {
        @Id
        Long id;

        @Column(unique = true)
        @PersonalData(DataCategory.USER_NAME)
        String login;

        Clerk() {}

        Clerk(long id, String login) {
            this.id = id;
            this.login = login;
        }
    }

    @Entity(name = "Bill")
    @Retain(ground = "Books are kept", when = "1 = 1")
    static class Bill {
        @Id
        Long id;

        @ManyToOne
        Clerk debtor;

        @NotPersonal
        int amount;

        @Column(name = "booked_by")
        String bookedBy;

        Bill() {}

        Bill(long id, Clerk debtor, String bookedBy) {
            this.id = id;
            this.debtor = debtor;
            this.amount = 7;
            this.bookedBy = bookedBy;
        }
    }

    @Test
    void aMentionIsOverwrittenInRetainedRowsOfTheSubjectAndOfOthers() {
        Population p = population(Clerk.class, Bill.class);
        Clerk anna = new Clerk(1, "annabella");
        Clerk bert = new Clerk(2, "bertram");
        p.save(
                anna,
                bert,
                new Bill(1, anna, "annabella"),
                new Bill(2, bert, "annabella"),
                new Bill(3, anna, "bertram"));

        Erased erased = eraseWithoutResidue(p, Clerk.class, 1);

        assertThat(erased.receipt().rows(Treatment.RETAINED)).isEqualTo(2);
        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "clerk{id=1, login=annabella}",
                        "bill{amount=7, booked_by=annabella, debtor_id=1, id=1}",
                        "bill{amount=7, booked_by=annabella, debtor_id=2, id=2}");
        assertThat(erased.after()).contains("bill{amount=7, booked_by=bertram, debtor_id=1, id=3}");
    }
}
