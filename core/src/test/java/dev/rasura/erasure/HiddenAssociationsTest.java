package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.Overwrite;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JoinFormula;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.junit.jupiter.api.Test;

/** Associations that no foreign key shows, that lead the wrong way, or that nobody can follow. */
class HiddenAssociationsTest extends ErasureContract {

    @Entity(name = "Sailor")
    @Table(name = "sailor")
    @DataSubject
    static class Sailor {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(unique = true)
        String email;

        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "sailor_id")
        @MapKeyColumn(name = "nickname")
        Map<String, Yarn> yarns = new HashMap<>();

        Sailor() {}

        Sailor(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    /** In whose table the key of the map lies, with no attribute for it. */
    @Entity(name = "Yarn")
    @Table(name = "yarn")
    @OnErasure(RowAction.ANONYMISE)
    static class Yarn {
        @Id
        Long id;

        @PersonalData(DataCategory.FREE_TEXT)
        String tale;
    }

    @Entity(name = "Berth")
    @Table(name = "berth")
    static class Berth {
        @Id
        Long id;

        @OneToOne
        @PrimaryKeyJoinColumn
        Sailor sailor;

        @PersonalData(DataCategory.LOCATION)
        String deck;
    }

    @Entity(name = "Letter")
    @Table(name = "letter")
    static class Letter {
        @Id
        Long id;

        @ManyToOne
        @NotFound(action = NotFoundAction.IGNORE)
        @JoinColumn(name = "writer", referencedColumnName = "email")
        Sailor writer;

        @PersonalData(DataCategory.COMMUNICATION)
        String text;
    }

    private static final DataMapCustomizer NICKNAMES =
            map -> map.table("yarn").personal("nickname", DataCategory.USER_NAME, Overwrite.auto());

    @Test
    void rowsThatShareTheKeyOrReferToAnotherUniqueColumnWithoutAForeignKeyGoToo() {
        try (Population p = Population.of(
                family, Map.of(), List.of(), NICKNAMES, Sailor.class, Yarn.class, Berth.class, Letter.class)) {
            for (long id = 1; id <= 2; id++) {
                Sailor sailor = new Sailor(id, "sailor" + id + "@a.example");
                Berth berth = new Berth();
                berth.id = id;
                berth.deck = "lower " + id;
                Letter letter = new Letter();
                letter.id = id;
                letter.writer = sailor;
                letter.text = "ahoy " + id;
                p.save(sailor, berth, letter);
            }
            Erased erased = eraseWithoutResidue(p, Sailor.class, 1);
            assertThat(erased.gone())
                    .containsExactly(
                            "berth{deck=lower 1, id=1}",
                            "letter{id=1, text=ahoy 1, writer=sailor1@a.example}",
                            "sailor{email=sailor1@a.example, id=1}");
            assertThat(erased.came()).isEmpty();
        }
    }

    @Test
    void theKeyOfAMapInTheTableOfItsValuesIsSpokenOfInCode() {
        try (Population p = Population.of(family, Map.of(), List.of(), map -> {}, Sailor.class, Yarn.class)) {
            assertThat(p.rasura().dataMap().unclassified()).containsExactly("yarn.nickname");
            assertThatThrownBy(() -> p.rasura().dataMap().assertComplete())
                    .hasMessageContaining("no attribute stands for it")
                    .hasMessageContaining("map.table(\"yarn\").personal(\"nickname\"");
        }
        try (Population p = Population.of(family, Map.of(), List.of(), NICKNAMES, Sailor.class, Yarn.class)) {
            Sailor sailor = new Sailor(1, "anna@a.example");
            Yarn yarn = new Yarn();
            yarn.id = 1L;
            yarn.tale = "the whale";
            sailor.yarns.put("Annie the Brave", yarn);
            p.save(sailor);
            assertThat(eraseWithoutResidue(p, Sailor.class, 1).after())
                    .filteredOn(row -> !row.startsWith("large"))
                    .containsExactly("yarn{id=1}");
        }
    }

    @Entity(name = "Wager")
    @Table(name = "wager")
    static class Wager {
        @Id
        Long id;

        @ManyToOne
        @JoinFormula("cast(better as bigint)")
        Sailor by;

        @NotPersonal
        String better;
    }

    @Entity(name = "SaidWager")
    @Table(name = "wager")
    static class SaidWager {
        @Id
        Long id;

        @ManyToOne
        @JoinFormula("cast(better as bigint)")
        @NotPersonal
        Sailor by;

        @SoftReference(to = Sailor.class)
        @NotPersonal
        Long better;
    }

    @Test
    void anAssociationByAFormulaStopsTheStartUntilTheColumnBehindItSaysWhoseTheRowsAre() {
        assertThatThrownBy(() ->
                        Population.of(family, Map.of(), List.of(), NICKNAMES, Sailor.class, Yarn.class, Wager.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("attribute Wager.by joins by a formula")
                .hasMessageContaining("@SoftReference");
        try (Population p =
                Population.of(family, Map.of(), List.of(), NICKNAMES, Sailor.class, Yarn.class, SaidWager.class)) {
            SaidWager wager = new SaidWager();
            wager.id = 1L;
            wager.better = 1L;
            p.save(new Sailor(1, "anna@a.example"), wager);
            assertThat(eraseWithoutResidue(p, Sailor.class, 1).gone())
                    .containsExactly("sailor{email=anna@a.example, id=1}", "wager{better=1, id=1}");
        }
    }

    @Entity(name = "Oath")
    @OnErasure(RowAction.ANONYMISE)
    static class Oath {
        @Id
        Long id;

        @ManyToOne
        @JoinTable(
                name = "oath_sailor",
                joinColumns = @JoinColumn(name = "oath"),
                inverseJoinColumns = @JoinColumn(name = "sailor"))
        Sailor by;
    }

    @Entity(name = "Debt")
    @OnErasure(RowAction.UNLINK)
    static class Debt {
        @Id
        Long id;

        @ManyToOne
        @JoinTable(
                name = "debt_sailor",
                joinColumns = @JoinColumn(name = "debt"),
                inverseJoinColumns = @JoinColumn(name = "sailor"))
        Sailor of;
    }

    @Test
    void aLinkInATableOfItsOwnCannotBeLetGoOf() {
        assertThatThrownBy(() -> Population.of(
                        family, Map.of(), List.of(), NICKNAMES, Sailor.class, Yarn.class, Oath.class, Debt.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Oath: rows that stay refer by [sailor] (NOT NULL) to rows of Sailor")
                .hasMessageContaining("Debt: is to be unlinked by of, but [sailor] is NOT NULL");
    }

    @Entity(name = "Skipper")
    @Table(name = "skipper")
    @DataSubject
    static class Skipper {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OneToMany
        List<Cabin> cabins = new ArrayList<>();
    }

    /** To which only a join table leads, from the subject. */
    @Entity(name = "Cabin")
    @Table(name = "cabin")
    static class Cabin {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String door;
    }

    @Entity(name = "Regatta")
    @Table(name = "regatta")
    static class Regatta {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "regatta_remark")
        @MapKeyJoinColumn(name = "skipper_id")
        @Column(name = "remark")
        @PersonalData(DataCategory.FREE_TEXT)
        Map<Skipper, String> remarks = new HashMap<>();
    }

    @Test
    void personalDataThatLeadsToNobodyIsFoundAndFailsTheBuild() {
        try (Population p = Population.of(
                family,
                Map.of(),
                List.of(),
                map -> map.entity(Skipper.class).subject(RowAction.ANONYMISE, "Skippers"),
                Skipper.class,
                Cabin.class,
                Regatta.class)) {
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::table, Finding::blocking)
                    .containsExactly(
                            org.assertj.core.api.Assertions.tuple(Finding.Kind.OUT_OF_REACH, "cabin", true),
                            org.assertj.core.api.Assertions.tuple(Finding.Kind.OUT_OF_REACH, "regatta_remark", true));
            assertThatThrownBy(() -> p.rasura().dataMap().assertComplete())
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("cabin is said to hold personal data (door)")
                    .hasMessageContaining("Give Cabin an association to the person")
                    .hasMessageContaining("regatta_remark is said to hold personal data (remark)");
        }
    }

    @Entity(name = "Cook")
    @Table(name = "cook")
    @DataSubject
    static class Cook {
        @Id
        Long id;

        @OneToMany(mappedBy = "cook")
        @OnErasure(RowAction.ANONYMISE)
        List<Dish> dishes = new ArrayList<>();
    }

    @Entity(name = "Dish")
    @Table(name = "dish")
    static class Dish {
        @Id
        Long id;

        @ManyToOne
        Cook cook;
    }

    @Test
    void whatIsSaidWhereNoColumnStandsStopsTheStart() {
        assertThatThrownBy(() -> population(Cook.class, Dish.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Cook.dishes: @OnErasure says nothing here")
                .hasMessageContaining("Say it on the entity whose rows these are");
    }

    @Embeddable
    @DiscriminatorColumn(name = "pet_kind")
    static class Pet {
        @PersonalData(DataCategory.OTHER)
        String called;
    }

    @Embeddable
    static class Parrot extends Pet {
        @PersonalData(DataCategory.COMMUNICATION)
        String words;
    }

    @Entity(name = "Pirate")
    @Table(name = "pirate")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Pirate {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @Embedded
        Pet pet;
    }

    @Test
    void theHeirsOfAnEmbeddableAreReadWithIt() {
        Population p = population(Pirate.class, Pet.class, Parrot.class);
        Pirate pirate = new Pirate();
        pirate.id = 1L;
        pirate.email = "anna@a.example";
        Parrot parrot = new Parrot();
        parrot.called = "Polly";
        parrot.words = "pieces of eight";
        pirate.pet = parrot;
        p.save(pirate);

        p.rasura().dataMap().assertComplete();
        String came = eraseWithoutResidue(p, Pirate.class, 1).came().get(0);

        assertThat(came).contains("pet_kind=").doesNotContain("Polly", "pieces", "anna");
        Pet left = p.fromTransaction(session -> session.find(Pirate.class, 1L).pet);
        assertThat(left == null || left instanceof Parrot).isTrue();
    }
}
