package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A copy of a row that was read before the erasure cannot write back what was overwritten: the version has moved on. */
class StaleCopyTest extends ErasureContract {

    @Entity(name = "Timed")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Timed {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        String colour;

        @Version
        Instant version;

        Timed() {}

        Timed(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Test
    void aStaleCopyWithATimeForAVersionCannotBringTheNameBack() {
        Population p = population(Timed.class);
        p.save(new Timed(1, "anna@a.example"));
        Timed stale = p.fromTransaction(session -> session.find(Timed.class, 1L));

        eraseWithoutResidue(p, Timed.class, 1);

        stale.colour = "blue";
        assertThatThrownBy(() -> p.inTransaction(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class);
    }

    @Entity(name = "Split")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SecondaryTable(name = "split_detail")
    static class Split {
        @Id
        Long id;

        @NotPersonal
        String colour;

        @Column(table = "split_detail")
        @PersonalData(DataCategory.EMAIL)
        String email;

        @Version
        int version;

        Split() {}

        Split(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Test
    void aStaleCopyCannotBringBackWhatIsInASecondaryTable() {
        Population p = population(Split.class);
        p.save(new Split(1, "anna@a.example"), new Split(2, "bert@b.example"));
        Split stale = p.fromTransaction(session -> session.find(Split.class, 1L));

        Erased erased = eraseWithoutResidue(p, Split.class, 1);
        assertThat(erased.came()).containsExactlyInAnyOrder("split{id=1, version=1}", "split_detail{id=1}");
        assertThat(again(p, Split.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.database().query(Integer.class, "select version from Split where id = 1"))
                .isEqualTo(1);

        stale.colour = "blue";
        assertThatThrownBy(() -> p.inTransaction(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class);
    }
}
