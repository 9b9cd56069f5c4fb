package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Each number of a column's type has a bucket that the type holds. */
class BucketsTest extends ErasureContract {

    @Entity(name = "Figures")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Figures {
        @Id
        Long id;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "1000")
        Short little;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "10000")
        Integer whole;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "2000000000")
        Integer wide;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "10000")
        Long great;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "100")
        @Column(precision = 3, scale = 0)
        BigDecimal hundreds;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "0.5")
        @Column(precision = 4, scale = 1)
        BigDecimal halves;

        Figures() {}

        Figures(long id, long little, long whole, long wide, long great, String hundreds, String halves) {
            this.id = id;
            this.little = (short) little;
            this.whole = (int) whole;
            this.wide = (int) wide;
            this.great = great;
            this.hundreds = new BigDecimal(hundreds);
            this.halves = new BigDecimal(halves);
        }
    }

    @Test
    void aNumberGoesDownToItsBucket() {
        assertThat(erased(new Figures(1, -1, -1, -1, -1, "-1", "-0.1")))
                .isEqualTo("-1000 -10000 -2000000000 -10000 -100 -0.5");
        assertThat(erased(new Figures(1, 32_767, 43_210, 2_147_483_647, 43_210, "999", "0.9")))
                .isEqualTo("32000 40000 2000000000 40000 900 0.5");
        assertThat(erased(new Figures(1, -1_000, -10_000, 0, 10_000, "-900", "-999.5")))
                .isEqualTo("-1000 -10000 0 10000 -900 -999.5");
    }

    @Test
    void theLowestBucketIsTheLowestThatTheTypeHolds() {
        assertThat(erased(new Figures(
                        1, Short.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE, "-999", "-999.9")))
                .isEqualTo("-32000 -2147480000 -2000000000 -9223372036854770000 -900 -999.5");
    }

    private String erased(Figures figures) {
        Population p = population(Figures.class);
        p.save(figures);
        erase(p, Figures.class, 1);
        assertThat(again(p, Figures.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        Figures now = p.fromTransaction(session -> session.find(Figures.class, 1L));
        return now.little + " " + now.whole + " " + now.wide + " " + now.great + " " + now.hundreds + " " + now.halves;
    }
}
