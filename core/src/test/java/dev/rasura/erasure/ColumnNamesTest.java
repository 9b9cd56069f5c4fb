package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import org.junit.jupiter.api.Test;

/** Columns of the application may be named as those of Rasura's own statements would be. */
class ColumnNamesTest extends ErasureContract {

    @Entity(name = "Swimmer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Swimmer {
        @Id
        Long id;

        Swimmer() {}

        Swimmer(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Locker")
    @Retain(ground = "deposit not returned", when = "held = true")
    @SecondaryTable(name = "locker_detail")
    static class Locker {
        @Id
        @Column(name = "k0")
        Long id;

        @ManyToOne(optional = false)
        Swimmer swimmer;

        @NotPersonal
        boolean held;

        @Column(table = "locker_detail")
        @PersonalData(DataCategory.FREE_TEXT)
        String content;

        Locker() {}

        Locker(long id, Swimmer swimmer, String content) {
            this.id = id;
            this.swimmer = swimmer;
            this.content = content;
        }
    }

    @Test
    void aKeyNamedLikeAnAliasIsToldFromIt() {
        Population p = population(Swimmer.class, Locker.class);
        Swimmer swimmer = new Swimmer(1);
        p.save(swimmer, new Locker(1, swimmer, "two towels"));

        erase(p, Swimmer.class, 1);

        assertThat(p.database().count("locker_detail")).isZero();
    }
}
