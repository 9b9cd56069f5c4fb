package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A hash under the installation's key: equal for equal values, and nothing of the value is left. */
class KeyedHashTest extends ErasureContract {

    @Entity(name = "Hashed")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Hashed {
        @Id
        Long id;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        @Column(unique = true)
        String login;

        @Version
        int version;

        Hashed() {}

        Hashed(long id, String login) {
            this.id = id;
            this.login = login;
        }
    }

    @Entity(name = "Click")
    @OnErasure(RowAction.ANONYMISE)
    static class Click {
        @Id
        Long id;

        @ManyToOne
        Hashed who;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        @Column(length = 19)
        String device;

        Click() {}

        Click(long id, Hashed who, String device) {
            this.id = id;
            this.who = who;
            this.device = device;
        }
    }

    @Test
    void aKeyedHashIsTheSameForTheSameValueAndLeavesNothingOfIt() {
        Population p = population(Hashed.class, Click.class);
        Hashed anna = new Hashed(1, "p1-anna");
        Hashed bert = new Hashed(2, "bertborg");
        p.save(anna, bert);
        p.save(new Click(1, anna, "iphone-77"), new Click(2, anna, "iphone-77"), new Click(3, anna, "tablet-88"));
        p.save(new Click(4, bert, "iphone-99"), new Click(5, anna, null));

        Erased erased = eraseWithoutResidue(p, Hashed.class, 1);

        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of("Hashed PSEUDONYMISED", 1L, "Click PSEUDONYMISED", 3L));
        String first = p.database().query(String.class, "select device from Click where id = 1");
        assertThat(first).matches("p1-[0-9a-f]{16}");
        assertThat(p.database().query(String.class, "select device from Click where id = 2"))
                .isEqualTo(first);
        assertThat(p.database().query(String.class, "select device from Click where id = 3"))
                .matches("p1-[0-9a-f]{16}")
                .isNotEqualTo(first);
        assertThat(p.database().query(String.class, "select login from Hashed where id = 1"))
                .as("a name that only begins like a hash is hashed")
                .matches("p1-[0-9a-f]{64}");
        assertThat(again(p, Hashed.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void moreThanAThousandDistinctValuesAreHashed() {
        Population p = population(Hashed.class, Click.class);
        Hashed anna = new Hashed(1, "annaahl");
        p.save(anna);
        p.inTransaction(session -> {
            for (long i = 1; i <= 2_345; i++) {
                session.persist(new Click(i, anna, "device-" + i));
            }
        });

        Erased erased = eraseWithoutResidue(p, Hashed.class, 1);

        assertThat(erased.receipt().rows(Treatment.PSEUDONYMISED)).isEqualTo(2_346);
        assertThat(p.database().query(Long.class, "select count(distinct device) from Click where device like 'p1-%'"))
                .isEqualTo(2_345);
    }

    @Test
    void aStaleCopyOfAHashedRowCannotBringTheNameBack() {
        Population p = population(Hashed.class, Click.class);
        p.save(new Hashed(1, "annaahl"));
        Hashed stale = p.fromTransaction(session -> session.find(Hashed.class, 1L));

        eraseWithoutResidue(p, Hashed.class, 1);

        stale.login = "annaahl2";
        assertThatThrownBy(() -> p.inTransaction(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class);
    }
}
