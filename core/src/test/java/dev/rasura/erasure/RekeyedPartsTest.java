package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import org.junit.jupiter.api.Test;

/** A personal key that is replaced, and rows that refer to it from a table beside their first. */
class RekeyedPartsTest extends ErasureContract {

    @Entity(name = "Member")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Member {
        @Id
        @PersonalData(DataCategory.USER_NAME)
        String name;

        Member() {}

        Member(String name) {
            this.name = name;
        }
    }

    @Entity(name = "Room")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Room {
        @Id
        Long id;

        @Version
        int version;
    }

    @Entity(name = "Studio")
    static class Studio extends Room {
        @ManyToOne
        @NotPersonal
        @JoinColumn(name = "painter")
        Member painter;

        Studio() {}

        Studio(long id, Member painter) {
            this.id = id;
            this.painter = painter;
        }
    }

    @Entity(name = "Locker")
    static class Locker {
        @Id
        Long id;

        @Version
        int version;

        @ManyToOne
        @NotPersonal
        @JoinTable(
                name = "locker_key",
                joinColumns = @JoinColumn(name = "locker"),
                inverseJoinColumns = @JoinColumn(name = "holder"))
        Member holder;

        Locker() {}

        Locker(long id, Member holder) {
            this.id = id;
            this.holder = holder;
        }
    }

    @Test
    void theVersionOfTheWholeRowIsRaised() {
        Population p = population(Member.class, Room.class, Studio.class, Locker.class);
        Member anna = new Member("annason");
        Member bert = new Member("bertson");
        p.save(anna, bert, new Studio(1, anna), new Studio(2, bert), new Locker(1, anna), new Locker(2, bert));

        Erased erased = eraseWithoutResidue(p, Member.class, "annason");

        assertThat(erased.came()).hasSize(5).contains("room{id=1, version=1}", "locker{id=1, version=1}");
        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "member{name=annason}",
                        "room{id=1, version=0}",
                        "studio{id=1, painter=annason}",
                        "locker{id=1, version=0}",
                        "locker_key{holder=annason, locker=1}");
    }
}
