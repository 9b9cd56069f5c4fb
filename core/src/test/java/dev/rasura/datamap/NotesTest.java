package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.SQLInsert;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;
import org.junit.jupiter.api.Test;

/** What a reader of the map must know, as nobody could follow it. */
class NotesTest {

    @Entity(name = "Buyer")
    @DataSubject
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "BuyerQuery")
    @Immutable
    @Subselect("select id, email from Buyer")
    @Synchronize("Buyer")
    static class BuyerQuery {
        @Id
        Long id;

        String email;
    }

    @Entity(name = "BuyerView")
    @Immutable
    @Table(name = "buyer_view")
    static class BuyerView {
        @Id
        Long id;
    }

    @Entity(name = "Purchase")
    static class Purchase {
        @Id
        Long id;

        @ManyToOne
        BuyerQuery buyer;

        @ManyToMany
        List<BuyerQuery> others = new ArrayList<>();

        @ManyToOne
        BuyerView viewed;

        @NotPersonal
        @ManyToOne
        BuyerQuery adviser;

        @ManyToOne
        @JoinColumn(name = "payer_id", insertable = false, updatable = false)
        BuyerQuery payerRead;

        @ManyToOne
        @JoinColumn(name = "payer_id")
        Buyer payer;
    }

    @Test
    void anAssociationToAQueryOrViewThatMakesNoRowAnybodys() {
        try (Population p = Population.of(
                DatabaseFamily.H2,
                Map.of(),
                List.of("drop table buyer_view cascade", "create view buyer_view as select id from Buyer"),
                map -> {},
                Buyer.class,
                BuyerQuery.class,
                BuyerView.class,
                Purchase.class)) {
            assertThat(p.rasura().dataMap().notes())
                    .filteredOn(note -> note.contains("makes no row anybody's"))
                    .extracting(note -> note.substring(0, note.indexOf(", which")))
                    .containsExactlyInAnyOrder(
                            "Purchase.buyer: leads to BuyerQuery",
                            "Purchase.others: leads to BuyerQuery",
                            "Purchase.viewed: leads to BuyerView");
        }
    }

    @Entity(name = "Donor")
    @DataSubject
    @SQLInsert(sql = "insert into Donor (email, id) values (upper(?), ?)")
    static class Donor {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        @SQLInsert(sql = "insert into Donor_phones (Donor_id, phones) values (?, ?)")
        Set<String> phones = new HashSet<>();
    }

    @Test
    void statementsOfItsOwn() {
        assertThat(map(Donor.class, Buyer.class).notes())
                .filteredOn(note -> note.contains("SQL of its own"))
                .extracting(note -> note.substring(0, note.indexOf(":")))
                .containsExactlyInAnyOrder("Donor", "Donor.phones");
    }
}
