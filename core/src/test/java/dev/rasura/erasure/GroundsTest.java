package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is retained as long as a ground holds, and not longer. */
class GroundsTest extends ErasureContract {

    @Entity(name = "Borrower")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Borrower {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Borrower() {}

        Borrower(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Loan")
    @Retain(ground = "Loan open (Art. 17(3)(e))", when = "returned = false", until = "return of the book")
    @Retain(ground = "Fine unpaid", when = "fine > 0")
    static class Loan {
        @Id
        Long id;

        @ManyToOne
        Borrower borrower;

        @NotPersonal
        Boolean returned;

        @PersonalData(DataCategory.FINANCIAL)
        Integer fine;

        @PersonalData(DataCategory.EMAIL)
        String remindAt;

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        List<String> notes = new ArrayList<>();

        Loan() {}

        Loan(long id, Borrower borrower, Boolean returned, Integer fine) {
            this.id = id;
            this.borrower = borrower;
            this.returned = returned;
            this.fine = fine;
            this.remindAt = borrower.email;
            this.notes.add("note on " + id);
        }
    }

    @Test
    void rowsAreRetainedWithTheirValuesWhereAGroundHoldsAndNotWhereItIsUnknown() {
        Population p = population(Borrower.class, Loan.class);
        Borrower anna = new Borrower(1, "anna@a.example");
        p.save(
                anna,
                new Loan(1, anna, false, null),
                new Loan(2, anna, true, 0),
                new Loan(3, anna, null, null),
                new Loan(4, anna, true, 5),
                new Loan(5, anna, false, 5));

        Erased erased = eraseWithoutResidue(p, Borrower.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "borrower{email=anna@a.example, id=1}",
                        "loan{borrower_id=1, fine=0, id=2, remindat=anna@a.example, returned=true}",
                        "loan{borrower_id=1, id=3, remindat=anna@a.example}",
                        "loan_notes{loan_id=2, notes=note on 2}",
                        "loan_notes{loan_id=3, notes=note on 3}");
        assertThat(erased.attestation().retained())
                .as("the address is on retained loans")
                .isEqualTo(1);
        for (List<TableCount> counts :
                List.of(erased.plan().tables(), erased.receipt().tables())) {
            assertThat(counts)
                    .filteredOn(c ->
                            c.treatment() == Treatment.RETAINED && c.table().equals("Loan"))
                    .extracting(TableCount::ground, TableCount::until, TableCount::rows)
                    .containsExactlyInAnyOrder(
                            tuple("Loan open (Art. 17(3)(e))", "return of the book", 2L),
                            tuple("Fine unpaid", null, 2L));
        }
        assertThat(p.database()
                        .query(Long.class, "select count(*) from rasura_erasure where receipt like '%Loan open%'"))
                .isEqualTo(1);
        assertThatCode(() -> again(p, Borrower.class, 1)).doesNotThrowAnyException();
    }

    @Test
    void whatAGroundKeptGoesWithALaterErasureWhenTheGroundIsGone() {
        Population p = population(Borrower.class, Loan.class);
        Borrower anna = new Borrower(1, "anna@a.example");
        p.save(anna, new Loan(1, anna, false, null));
        eraseWithoutResidue(p, Borrower.class, 1);

        p.database().execute("update Loan set returned = true");
        Erased second = eraseWithoutResidue(p, Borrower.class, 1);

        assertThat(second.after().toString()).doesNotContain("anna@a.example");
    }
}
