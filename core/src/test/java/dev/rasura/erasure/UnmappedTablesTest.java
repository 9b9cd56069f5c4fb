package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.Overwrite;
import dev.rasura.testing.Population;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose the rows of a table are that Hibernate does not map: the lines that a finding prints can be pasted as they are. */
class UnmappedTablesTest extends ErasureContract {

    record PairId(long north, long east) implements Serializable {}

    @Entity(name = "Place")
    @Table(name = "places")
    @IdClass(PairId.class)
    @DataSubject(onErasure = RowAction.DELETE)
    static class Place {
        @Id
        long north;

        @Id
        long east;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Place() {}

        Place(long north, long east, String email) {
            this.north = north;
            this.east = east;
            this.email = email;
        }
    }

    @Entity(name = "Guest")
    @Table(name = "guests")
    @SecondaryTable(name = "guest_faces", pkJoinColumns = @PrimaryKeyJoinColumn(name = "guest_id"))
    @DataSubject(onErasure = RowAction.DELETE)
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(unique = true, length = 100)
        String email;

        @PersonalData(DataCategory.OTHER)
        @Column(table = "guest_faces")
        String face;

        @ElementCollection
        @CollectionTable(name = "guest_wishes", joinColumns = @JoinColumn(name = "guest_id"))
        @Column(name = "wish", nullable = false, length = 40)
        @NotPersonal("a dish")
        Set<String> wishes = Set.of("soup");

        Guest() {}

        Guest(long id, String email) {
            this.id = id;
            this.email = email;
            this.face = "face of " + id;
        }
    }

    /** Opens, sees that the finding prints just the call that the customizer makes, and opens again with it. */
    private Population open(List<String> scripts, String printed, DataMapCustomizer customizer, Class<?> type) {
        try (Population p = Population.of(family, Map.of(), scripts, map -> {}, type)) {
            assertThat(p.rasura().dataMap().findings())
                    .filteredOn(f -> f.kind() == Finding.Kind.UNMAPPED_TABLE)
                    .extracting(Finding::cure)
                    .anySatisfy(cure -> assertThat(cure).contains(printed));
        }
        Population p = Population.of(family, Map.of(), scripts, customizer, type);
        p.rasura().dataMap().assertComplete();
        return p;
    }

    @Test
    void aForeignKeyThatPairsItsColumnsOtherwiseThanTheKeyIsFollowed() {
        List<String> scripts = List.of(
                "create unique index places_turned on places (east, north)",
                "create table place_log (id bigint primary key, log_east bigint, log_north bigint, note varchar(100),"
                        + " constraint place_log_place foreign key (log_east, log_north) references places (east, north))");
        DataMapCustomizer customizer = map -> map.table("place_log")
                .ownedBy("Place", "log_east", "log_north")
                .personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
        try (Population p =
                open(scripts, ".ownedBy(\"Place\", \"log_east\", \"log_north\")", customizer, Place.class)) {
            p.save(new Place(1, 2, "anna@a.example"), new Place(2, 1, "bert@b.example"));
            p.database().execute("insert into place_log values (1, 2, 1, 'hers'), (2, 1, 2, 'his')");
            assertThat(erase(p, SubjectRef.ofParts("Place", Map.of("north", 1, "east", 2)))
                            .gone())
                    .containsExactly(
                            "place_log{id=1, log_east=2, log_north=1, note=hers}",
                            "places{east=2, email=anna@a.example, north=1}");
        }
    }

    @Test
    void aForeignKeyToAnotherUniqueColumnThanTheKeyIsFollowed() {
        List<String> scripts = List.of(
                "create table guest_log (id bigint primary key, guest_email varchar(100) references guests (email))");
        DataMapCustomizer customizer = map -> map.table("guest_log").ownedBy("Guest", "guest_email");
        try (Population p = open(scripts, ".ownedBy(\"Guest\", \"guest_email\")", customizer, Guest.class)) {
            p.save(new Guest(1, "anna@a.example"), new Guest(2, "bert@b.example"));
            p.database().execute("insert into guest_log values (1, 'anna@a.example'), (2, 'bert@b.example')");
            assertThat(erase(p, Guest.class, 1).gone()).contains("guest_log{guest_email=anna@a.example, id=1}");
            assertThat(p.database().count("guest_log")).isOne();
        }
    }

    @Test
    void aForeignKeyToASecondaryTableIsFollowed() {
        List<String> scripts =
                List.of("create table face_log (id bigint primary key, face bigint references guest_faces (guest_id))");
        DataMapCustomizer customizer = map -> map.table("face_log").ownedBy("Guest", "face");
        try (Population p = open(scripts, ".ownedBy(\"Guest\", \"face\")", customizer, Guest.class)) {
            p.save(new Guest(1, "anna@a.example"), new Guest(2, "bert@b.example"));
            p.database().execute("insert into face_log values (1, 1), (2, 2)");
            assertThat(erase(p, Guest.class, 1).gone()).contains("face_log{face=1, id=1}");
            assertThat(p.database().count("face_log")).isOne();
        }
    }

    @Test
    void tablesThatNoEntityStandsForAreNamedThemselves() {
        List<String> scripts = List.of(
                "create table wish_log (id bigint primary key, guest bigint, what varchar(40), foreign key (guest, what)"
                        + " references guest_wishes (guest_id, wish))",
                "create table wish_log_line (id bigint primary key, log_id bigint references wish_log (id))");
        DataMapCustomizer customizer = map -> {
            map.table("wish_log").ownedBy("guest_wishes", "guest", "what").restNotPersonal("a dish");
            map.table("wish_log_line").ownedBy("wish_log", "log_id");
        };
        open(scripts, ".ownedBy(\"guest_wishes\", \"guest\", \"what\")", customizer, Guest.class)
                .close();
        try (Population p = open(scripts, ".ownedBy(\"wish_log\", \"log_id\")", customizer, Guest.class)) {
            p.save(new Guest(1, "anna@a.example"), new Guest(2, "bert@b.example"));
            p.database().execute("insert into wish_log values (1, 1, 'soup'), (2, 2, 'soup')");
            p.database().execute("insert into wish_log_line values (1, 1), (2, 2)");
            assertThat(erase(p, Guest.class, 1).gone())
                    .contains("wish_log{guest=1, id=1, what=soup}", "wish_log_line{id=1, log_id=1}");
            assertThat(p.database().count("wish_log")).isOne();
            assertThat(p.database().count("wish_log_line")).isOne();
        }
    }

    @Test
    void aTableOfWhichNobodySaidWhoseItsRowsAreOwnsNothing() {
        List<String> scripts = List.of(
                "create table guest_log (id bigint primary key, guest_email varchar(100) references guests (email))",
                "create table guest_log_line (id bigint primary key, log_id bigint references guest_log (id))");
        assertThatThrownBy(() -> Population.of(
                        family,
                        Map.of(),
                        scripts,
                        map -> map.table("guest_log_line").ownedBy("guest_log", "log_id"),
                        Guest.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("guest_log_line")
                .hasMessageContaining("leads to a table of that name whose rows are known to be somebody's");
    }
}
