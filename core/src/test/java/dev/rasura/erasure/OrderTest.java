package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** What is treated first, so that what is found through it is not lost. */
class OrderTest extends ErasureContract {

    // --- rows that stay without their subject

    @Entity(name = "Buyer")
    @DataSubject
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Buyer() {}

        Buyer(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Sale")
    @OnErasure(RowAction.ANONYMISE)
    static class Sale {
        @Id
        Long id;

        @ManyToOne
        Buyer buyer;

        @PersonalData(DataCategory.EMAIL)
        String billedTo;

        Sale() {}

        Sale(long id, Buyer buyer, String billedTo) {
            this.id = id;
            this.buyer = buyer;
            this.billedTo = billedTo;
        }
    }

    @Entity(name = "SaleNote")
    static class SaleNote {
        @Id
        Long id;

        @ManyToOne
        Sale sale;

        @PersonalData(DataCategory.FREE_TEXT)
        String said;

        SaleNote() {}

        SaleNote(long id, Sale sale, String said) {
            this.id = id;
            this.sale = sale;
            this.said = said;
        }
    }

    @Test
    void rowsThatStayWithoutTheirSubjectAreOverwrittenAndWhatIsFoundThroughThemGoes() {
        Population p = population(Buyer.class, Sale.class, SaleNote.class);
        Buyer anna = new Buyer(1, "anna@a.example");
        Buyer bert = new Buyer(2, "bert@b.example");
        Sale hers = new Sale(1, anna, "anna@a.example");
        Sale his = new Sale(2, bert, "bert@b.example");
        p.save(anna, bert, hers, his, new SaleNote(1, hers, "hers"), new SaleNote(2, his, "his"));

        Erased erased = eraseWithoutResidue(p, Buyer.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "buyer{email=anna@a.example, id=1}",
                        "salenote{id=1, said=hers, sale_id=1}",
                        "sale{billedto=anna@a.example, buyer_id=1, id=1}");
        assertThat(erased.came()).containsExactly("sale{id=1}");
    }

    // --- found through the table of an heir

    @Entity(name = "Meeting")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Meeting {
        @Id
        Long id;

        @PersonalData(DataCategory.FREE_TEXT)
        String minutes;
    }

    @Entity(name = "Interview")
    static class Interview extends Meeting {
        @ManyToOne
        Buyer with;

        Interview() {}

        Interview(long id, Buyer with, String minutes) {
            this.id = id;
            this.with = with;
            this.minutes = minutes;
        }
    }

    @Test
    void rowsFoundThroughTheTableOfAnHeirThatGoesFirstGoToo() {
        Population p = population(Buyer.class, Meeting.class, Interview.class);
        Buyer anna = new Buyer(1, "anna@a.example");
        Buyer bert = new Buyer(2, "bert@b.example");
        p.save(anna, bert, new Interview(1, anna, "hers"), new Interview(2, bert, "his"));

        assertThat(eraseWithoutResidue(p, Buyer.class, 1).gone())
                .containsExactly(
                        "buyer{email=anna@a.example, id=1}",
                        "interview{id=1, with_id=1}",
                        "meeting{id=1, minutes=hers}");
        assertThat(p.database().count("rasura_found_row")).isZero();
    }
}
