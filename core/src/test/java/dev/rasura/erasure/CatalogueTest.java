package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The strategies beyond constants and tokens: values made coarser, or kept under a condition. */
class CatalogueTest extends ErasureContract {

    // --- coarser values

    @Entity(name = "Coarse")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Coarse {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "10000")
        Integer salary;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "2.50")
        @Column(precision = 10, scale = 2)
        BigDecimal balance;

        @PersonalData(value = DataCategory.LOCATION, onErasure = Strategy.GENERALISE, bucket = "10")
        Double latitude;

        @PersonalData(value = DataCategory.POSTAL_CODE, onErasure = Strategy.GENERALISE, prefix = 2)
        @Column(length = 10)
        String postcode;

        @PersonalData(value = DataCategory.NETWORK_ADDRESS, onErasure = Strategy.GENERALISE)
        @Column(length = 45)
        String address;

        Coarse() {}

        Coarse(long id, Integer salary, String balance, Double latitude, String postcode, String address) {
            this.id = id;
            this.email = "person" + id + "@a.example";
            this.salary = salary;
            this.balance = balance == null ? null : new BigDecimal(balance);
            this.latitude = latitude;
            this.postcode = postcode;
            this.address = address;
        }
    }

    private String coarse(Population p, long id) {
        eraseWithoutResidue(p, Coarse.class, id);
        List<String> before = p.dump();
        assertThat(again(p, Coarse.class, id).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.dump()).isEqualTo(before);
        return p.fromTransaction(session -> {
            Coarse c = session.find(Coarse.class, id);
            return c.salary + " " + c.balance + " " + c.latitude + " " + c.postcode + " " + c.address;
        });
    }

    @Test
    void numbersFallIntoTheirBuckets() {
        Population p = population(Coarse.class);
        p.save(
                new Coarse(1, 43_210, "13.77", 59.33, null, null),
                new Coarse(2, -1, "-0.01", -0.5, null, null),
                new Coarse(3, 40_000, "12.50", 50.0, null, null),
                new Coarse(4, null, null, null, null, null));

        assertThat(coarse(p, 1)).isEqualTo("40000 12.50 50.0 null null");
        assertThat(coarse(p, 2)).isEqualTo("-10000 -2.50 -10.0 null null");
        assertThat(coarse(p, 3)).isEqualTo("40000 12.50 50.0 null null");
        assertThat(coarse(p, 4)).isEqualTo("null null null null null");
    }

    @Test
    void textsKeepTheirFirstCharacters() {
        Population p = population(Coarse.class);
        p.save(
                new Coarse(1, null, null, null, "11436", null),
                new Coarse(2, null, null, null, "1", null),
                new Coarse(3, null, null, null, "ÅÄÖ", null));

        assertThat(coarse(p, 1)).isEqualTo("null null null 11 null");
        assertThat(coarse(p, 2)).isEqualTo("null null null 1 null");
        assertThat(coarse(p, 3)).isEqualTo("null null null ÅÄ null");
    }

    @Test
    void addressesKeepTheirNetworkAndWhatIsNoneGoes() {
        Population p = population(Coarse.class);
        p.save(
                new Coarse(1, null, null, null, null, "203.0.113.77"),
                new Coarse(2, null, null, null, null, "2001:db8:85a3:8d3:1319:8a2e:370:7348"),
                new Coarse(3, null, null, null, null, "2001:db8::1"),
                new Coarse(4, null, null, null, null, "::ffff:203.0.113.77"),
                new Coarse(5, null, null, null, null, "anna's laptop"),
                new Coarse(6, null, null, null, null, "198.51.100.0"));

        assertThat(coarse(p, 1)).endsWith(" 203.0.113.0");
        assertThat(coarse(p, 2)).endsWith(" 2001:db8:85a3::");
        assertThat(coarse(p, 3)).endsWith(" 2001:db8::");
        assertThat(coarse(p, 4)).endsWith(" 203.0.113.0");
        assertThat(coarse(p, 5)).endsWith(" null");
        assertThat(coarse(p, 6)).endsWith(" 198.51.100.0");
    }

    // --- kept under a condition

    @Entity(name = "Debtor")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Debtor {
        @Id
        Long id;

        @PersonalData(
                value = DataCategory.FINANCIAL,
                onErasure = Strategy.TOKEN,
                keepWhen = "debt > 0",
                reason = "claims are pursued (Art. 17(3)(e))")
        String iban;

        @PersonalData(
                value = DataCategory.FINANCIAL,
                onErasure = Strategy.KEYED_HASH,
                keepWhen = "debt > 0",
                reason = "claims are pursued (Art. 17(3)(e))")
        String reference;

        @NotPersonal
        Integer debt;

        Debtor() {}

        Debtor(long id, Integer debt) {
            this.id = id;
            this.iban = "iban of " + id;
            this.reference = "reference of " + id;
            this.debt = debt;
        }
    }

    @Test
    void aValueStaysWhereItsConditionHoldsAndNotWhereItIsUnknown() {
        Population p = population(Debtor.class);
        p.save(new Debtor(1, 5), new Debtor(2, 0), new Debtor(3, null));

        Erased indebted = p.erase(Debtor.class, 1);
        Erased free = p.erase(Debtor.class, 2);
        Erased unknown = p.erase(Debtor.class, 3);

        assertThat(indebted.gone()).isEmpty();
        assertThat(indebted.receipt().tables())
                .filteredOn(c -> c.treatment() == Treatment.RETAINED)
                .extracting(TableCount::ground, TableCount::rows)
                .containsExactlyInAnyOrder(
                        tuple("iban: claims are pursued (Art. 17(3)(e))", 1L),
                        tuple("reference: claims are pursued (Art. 17(3)(e))", 1L));
        assertThat(free.came()).containsExactly("debtor{debt=0, iban=TOKEN, id=2, reference=HASH}");
        assertThat(unknown.came()).containsExactly("debtor{iban=TOKEN, id=3, reference=HASH}");

        p.database().execute("update Debtor set debt = 0 where id = 1");
        Erased later = p.erase(Debtor.class, 1);
        assertThat(later.came()).containsExactly("debtor{debt=0, iban=TOKEN, id=1, reference=HASH}");
    }
}
