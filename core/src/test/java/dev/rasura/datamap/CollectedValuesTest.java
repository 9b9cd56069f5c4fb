package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of collections, and of the values in them: each is told from the next, and none is a mere key. */
class CollectedValuesTest {

    @Embeddable
    static class Leisure {
        @ElementCollection
        @CollectionTable(name = "tags")
        @PersonalData(DataCategory.OTHER)
        @Column(name = "tag")
        @OnErasure(RowAction.ANONYMISE)
        Set<String> tags;

        @ElementCollection
        @CollectionTable(name = "clubs")
        @PersonalData(DataCategory.OTHER)
        @Column(name = "club")
        Set<String> clubs;
    }

    @Entity(name = "Walker")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Walker {
        @Id
        Long id;

        @Embedded
        Leisure leisure;
    }

    @Test
    void whatIsSaidOfOneCollectionOfAnEmbeddableIsNotSaidOfTheNext() {
        DataMap map = map(Walker.class);

        assertThat(action(map, "tags")).isEqualTo(RowAction.ANONYMISE);
        assertThat(action(map, "clubs")).isEqualTo(RowAction.DELETE);
    }

    @Test
    void codeNamesOneCollectionOfAnEmbeddable() {
        DataMap map = map(code -> code.entity("Walker").onErasure("leisure.clubs", RowAction.ANONYMISE), Walker.class);

        assertThat(action(map, "clubs")).isEqualTo(RowAction.ANONYMISE);
        assertFinding(
                findings(code -> code.entity("Walker").onErasure("leisure", RowAction.ANONYMISE), Walker.class),
                "Walker",
                "'leisure'",
                "no collection",
                "leisure.clubs");
    }

    @Entity(name = "Kennel")
    @DataSubject
    static class Kennel {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "pets")
        @Column(name = "pet")
        @NotPersonal
        @OnErasure(RowAction.ANONYMISE)
        Set<String> dogs;
    }

    @Entity(name = "Cattery")
    @DataSubject
    static class Cattery {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "pets")
        @Column(name = "pet")
        @NotPersonal
        @OnErasure(RowAction.DELETE)
        Set<String> cats;
    }

    @Test
    void collectionsOfOneTableThatAreTreatedDifferentlyAreRefused() {
        assertFinding(findings(Kennel.class, Cattery.class), "Cattery.cats, Kennel.dogs", "pets", "@OnErasure");
    }

    @Embeddable
    static class Locker {
        @PersonalData(DataCategory.CREDENTIAL)
        @Column(name = "pin")
        String key;

        @NotPersonal
        @Column(name = "size")
        String size;
    }

    @Entity(name = "Member")
    @DataSubject
    static class Member {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "lockers")
        @MapKeyColumn(name = "place")
        @NotPersonal
        Map<String, Locker> lockers;
    }

    @Test
    void aMapsKeyIsToldFromAPartOfThatNameOfItsValues() {
        DataMap map = map(Member.class);

        assertThat(column(map, "lockers", "pin").category()).isEqualTo(DataCategory.CREDENTIAL);
        assertThat(column(map, "lockers", "place").classification()).isEqualTo(Classification.NOT_PERSONAL);
        assertThat(column(map, "lockers", "place").attribute()).isEqualTo("Member.lockers.key()");
    }

    @Test
    void codeSpeaksOfAMapsKeyAndNotOfThePartOfThatName() {
        DataMap map = map(
                code -> code.entity("Member").personal("lockers.key()", PersonalAttribute.of(DataCategory.LOCATION)),
                Member.class);

        assertThat(column(map, "lockers", "place").category()).isEqualTo(DataCategory.LOCATION);
        assertThat(column(map, "lockers", "pin").category()).isEqualTo(DataCategory.CREDENTIAL);
    }

    @Entity(name = "Patient")
    @DataSubject
    static class Patient {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "seizures")
        @Column(name = "happened", nullable = false)
        Set<LocalDate> seizures;

        @ElementCollection
        @CollectionTable(name = "scores")
        @MapKeyColumn(name = "test")
        @Column(name = "score")
        Map<Integer, Integer> scores;
    }

    @Test
    void valuesAreNoMereKeyThoughTheyArePartOfTheTablesKey() {
        assertThat(map(Patient.class).unclassified())
                .containsExactlyInAnyOrder("seizures.happened", "scores.test", "scores.score");
    }

    @Embeddable
    record StayId(Long room, LocalDate night) implements Serializable {}

    @Entity(name = "Stay")
    static class Stay {
        @EmbeddedId
        StayId id;

        @ManyToOne
        Walker walker;
    }

    @Test
    void aDateInAKeyIsNoMereKey() {
        assertThat(map(Walker.class, Stay.class).unclassified()).containsExactly("Stay.night");
    }

    private static RowAction action(DataMap map, String table) {
        return map.table(table).orElseThrow().owners().get(0).onErasure();
    }

    private static MappedColumn column(DataMap map, String table, String name) {
        return map.table(table).orElseThrow().columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
