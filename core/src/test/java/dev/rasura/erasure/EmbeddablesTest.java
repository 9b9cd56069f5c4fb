package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Embeddables nested, renamed, with collections of their own, as keys and as elements; references in tables of their own. */
class EmbeddablesTest extends ErasureContract {

    @Embeddable
    record Spot(
            @PersonalData(DataCategory.ADDRESS_LINE) String street,
            @NotPersonal String country) {}

    @Embeddable
    static class Dwelling {
        @Embedded
        Spot spot;

        @ManyToMany
        @JoinTable(name = "housemates")
        Set<Lodger> mates = new HashSet<>();
    }

    @Embeddable
    record Shelf(
            @PersonalData(DataCategory.FREE_TEXT) String label,
            @NotPersonal int number) {}

    @Entity(name = "Lodger")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Lodger {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @Embedded
        Dwelling home = new Dwelling();

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "work_street"))
        @AttributeOverride(name = "country", column = @Column(name = "work_country"))
        Spot work;

        @ElementCollection
        @CollectionTable(name = "lodger_shelf")
        @PersonalData(DataCategory.FREE_TEXT)
        Map<Shelf, String> shelves = new HashMap<>();

        @ElementCollection
        @CollectionTable(name = "lodger_alias")
        @SoftDelete
        @PersonalData(DataCategory.USER_NAME)
        Set<String> aliases = new HashSet<>();

        @JdbcTypeCode(SqlTypes.JSON_ARRAY)
        @PersonalData(DataCategory.FREE_TEXT)
        Shelf[] lists;

        Lodger() {}

        Lodger(long id) {
            this.id = id;
            this.email = "lodger" + id + "@a.example";
            this.home.spot = new Spot("Storgatan " + id, "SE");
            this.work = new Spot("Kungsgatan " + id, "NO");
            this.shelves.put(new Shelf("label" + id, 7), "jam of " + id);
            this.aliases.add("lodger-alias-" + id);
            this.lists = new Shelf[] {new Shelf("listed" + id, 1), new Shelf("again" + id, 2)};
        }
    }

    record ChairKey(Long house, Integer number) {}

    @Entity(name = "Chair")
    @IdClass(ChairKey.class)
    static class Chair {
        @Id
        Long house;

        @Id
        @Column(name = "chair_number")
        Integer number;

        @ManyToOne
        @JoinTable(name = "chair_lodger")
        Lodger lodger;

        @PersonalData(DataCategory.FREE_TEXT)
        String carving;

        Chair() {}

        Chair(long house, int number, Lodger lodger) {
            this.house = house;
            this.number = number;
            this.lodger = lodger;
            this.carving = "carved by " + lodger.id;
        }
    }

    @Test
    void whateverIsEmbeddedWhereverIsFound() {
        Population p = population(Lodger.class, Chair.class);
        Lodger anna = new Lodger(1);
        Lodger bert = new Lodger(2);
        anna.home.mates.add(bert);
        bert.home.mates.add(anna);
        p.save(anna, bert, new Chair(9, 1, anna), new Chair(9, 2, bert));
        p.inTransaction(session -> session.find(Lodger.class, 1L).aliases.clear());

        assertThat(p.rasura().dataMap().unclassified()).isEmpty();

        Erased erased = eraseWithoutResidue(p, Lodger.class, 1);

        assertThat(erased.gone())
                .filteredOn(r -> !r.startsWith("lodger{"))
                .containsExactlyInAnyOrder(
                        "chair{carving=carved by 1, chair_number=1, house=9}",
                        "chair_lodger{chair_number=1, house=9, lodger_id=1}",
                        "housemates{lodger_id=1, mates_id=2}",
                        "housemates{lodger_id=2, mates_id=1}",
                        "lodger_alias{aliases=lodger-alias-1, deleted=true, lodger_id=1}",
                        "lodger_shelf{label=label1, lodger_id=1, number=7, shelves=jam of 1}");
        assertThat(erased.came()).containsExactly("lodger{country=SE, id=1, work_country=NO}");
        assertThat(erased.after()).filteredOn(r -> r.contains("id=2")).hasSize(4);
    }
}
