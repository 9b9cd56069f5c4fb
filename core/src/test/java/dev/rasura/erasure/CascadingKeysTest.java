package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.junit.jupiter.api.Test;

/** Foreign keys by which the database itself would delete what a ground keeps. */
class CascadingKeysTest extends ErasureContract {

    @Entity(name = "Buyer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email = "buyer@a.example";
    }

    @Entity(name = "Purchase")
    @Table(name = "purchase")
    @Retain(ground = "unpaid", when = "paid = false")
    static class Purchase {
        @Id
        Long id;

        @ManyToOne
        Buyer buyer;

        @NotPersonal
        boolean paid;
    }

    @Entity(name = "Claim")
    @Retain(ground = "open", when = "settled = false")
    static class Claim {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(nullable = false)
        @OnDelete(action = OnDeleteAction.CASCADE)
        Purchase about;

        @NotPersonal
        boolean settled;
    }

    @Test
    void whatTheDatabaseWouldDeleteThoughAGroundKeepsItIsRefusedByName() {
        assertThatThrownBy(() -> Population.of(family, Buyer.class, Purchase.class, Claim.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Claim: its rows may be retained on a ground, but refer by [about_id] to rows of"
                        + " Purchase that are deleted");
    }
}
