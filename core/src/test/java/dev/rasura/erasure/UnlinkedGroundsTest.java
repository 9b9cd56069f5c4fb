package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** Grounds of rows without a reference, which the erasure takes from rows on its way: those are kept by no ground. */
class UnlinkedGroundsTest extends ErasureContract {

    @Entity(name = "Buyer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Buyer() {}

        Buyer(long id) {
            this.id = id;
            this.email = "buyer" + id + "@a.example";
        }
    }

    @Entity(name = "Trade")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "Without a guide", when = "guide_id is null")
    @SubjectPath("buyer")
    @SubjectPath(value = "guide", onErasure = RowAction.UNLINK)
    static class Trade {
        @Id
        Long id;

        @ManyToOne
        Buyer buyer;

        @ManyToOne
        Buyer guide;

        @PersonalData(DataCategory.EMAIL)
        String mailedTo;

        Trade() {}

        Trade(long id, Buyer buyer, Buyer guide) {
            this.id = id;
            this.buyer = buyer;
            this.guide = guide;
            this.mailedTo = "trade" + id + "@a.example";
        }
    }

    @Test
    void aReferenceThatIsToBeTakenBackIsAskedBefore() {
        Population p = population(Buyer.class, Trade.class);
        Buyer anna = new Buyer(1);
        p.save(anna, new Trade(1, anna, anna), new Trade(2, anna, null));

        assertThat(eraseWithoutResidue(p, Buyer.class, 1).gone())
                .containsExactly(
                        "buyer{email=buyer1@a.example, id=1}",
                        "trade{buyer_id=1, guide_id=1, id=1, mailedto=trade1@a.example}");
    }

    @Entity(name = "Venue")
    static class Venue {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;
    }

    @Entity(name = "Deal")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "Digital goods", when = "venue_id is null")
    static class Deal {
        @Id
        Long id;

        @ManyToOne
        Buyer buyer;

        @ManyToOne
        @OwnedBySubject
        Venue venue;

        @PersonalData(DataCategory.EMAIL)
        String mailedTo;

        Deal() {}

        Deal(long id, Buyer buyer, Venue venue) {
            this.id = id;
            this.buyer = buyer;
            this.venue = venue;
            this.mailedTo = "deal" + id + "@a.example";
        }
    }

    @Test
    void soIsTheReferenceToAnOwnedRowThatSomebodyElseSharesAndToOneThatGoes() {
        Population p = population(Buyer.class, Venue.class, Deal.class);
        Buyer anna = new Buyer(1);
        Buyer bert = new Buyer(2);
        Venue shared = venue(1, "Storgatan 1");
        Venue alone = venue(2, "Lillgatan 2");
        p.save(anna, bert, shared, alone);
        p.save(new Deal(1, anna, shared), new Deal(2, bert, shared), new Deal(3, anna, alone), new Deal(4, anna, null));

        assertThat(erase(p, Buyer.class, 1).gone())
                .containsExactly(
                        "buyer{email=buyer1@a.example, id=1}",
                        "deal{buyer_id=1, id=1, mailedto=deal1@a.example, venue_id=1}",
                        "deal{buyer_id=1, id=3, mailedto=deal3@a.example, venue_id=2}",
                        "venue{id=2, street=Lillgatan 2}");
    }

    private static Venue venue(long id, String street) {
        Venue venue = new Venue();
        venue.id = id;
        venue.street = street;
        return venue;
    }
}
