package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.DataMapException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.Overwrite;
import dev.rasura.export.ExportFormat;
import dev.rasura.export.ExportManifest;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only the database knows: tables, columns and keys that no mapping has. */
class LiveSchemaTest extends ErasureContract {

    @Entity(name = "Resident")
    @Table(name = "residents")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Resident {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(length = 200)
        String email;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.NULL)
        String hobby;

        Resident() {}

        Resident(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Vote")
    @Table(name = "votes")
    static class Vote {
        @Id
        Long id;

        @Column(name = "resident_id")
        Long residentId;

        @NotPersonal
        String place;
    }

    private static final String LEGACY_NOTES =
            "create table legacy_notes (id bigint primary key, resident_id bigint not"
                    + " null references residents (id), note varchar(100))";

    private Population open(List<String> scripts, DataMapCustomizer customizer, Class<?>... entities) {
        return Population.of(family, Map.of(), scripts, customizer, entities);
    }

    @Test
    void aTableThatNobodyMappedIsFoundAndRefusesTheErasureUntilSomebodySaysWhoseItsRowsAre() {
        try (Population p = open(List.of(LEGACY_NOTES), map -> {}, Resident.class)) {
            p.save(new Resident(1, "anna@a.example"));
            assertThat(p.rasura().dataMap().findings()).singleElement().satisfies(f -> {
                assertThat(f.kind()).isEqualTo(Finding.Kind.UNMAPPED_TABLE);
                assertThat(f.table()).isEqualTo("legacy_notes");
                assertThat(f.blocking()).isTrue();
                assertThat(f.cure()).contains("map.table(\"legacy_notes\").ownedBy(\"Resident\", \"resident_id\")");
            });
            assertThatThrownBy(() -> p.rasura().dataMap().assertComplete())
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("legacy_notes");
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Resident.class, 1)))
                    .isInstanceOf(ErasureRefusedException.class)
                    .hasMessageContaining("legacy_notes (not mapped)");
            assertIncomplete(p, "legacy_notes");
        }
    }

    private static void assertIncomplete(Population p, String place) {
        ExportManifest manifest = p.rasura()
                .export()
                .write(SubjectRef.of(Resident.class, 1), ExportFormat.JSON, OutputStream.nullOutputStream());
        assertThat(manifest.complete()).isFalse();
        assertThat(manifest.unclassified()).singleElement().asString().contains(place);
    }

    @Test
    void aTableThatNobodyMappedIsErasedAsCodeSays() {
        DataMapCustomizer customizer = map -> map.table("legacy_notes")
                .ownedBy("Resident", "resident_id")
                .personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
        try (Population p = open(List.of(LEGACY_NOTES), customizer, Resident.class)) {
            p.rasura().dataMap().assertComplete();
            p.save(new Resident(1, "anna@a.example"), new Resident(2, "bert@b.example"));
            p.database()
                    .execute("insert into legacy_notes (id, resident_id, note) values (1, 1, 'hers'), (2, 2, 'his')");

            Erased erased = eraseWithoutResidue(p, Resident.class, 1);

            assertThat(erased.gone())
                    .containsExactly(
                            "legacy_notes{id=1, note=hers, resident_id=1}", "residents{email=anna@a.example, id=1}");
            assertThat(erased.came()).containsExactly("residents{id=1}");
        }
    }

    @Test
    void aTableWithoutAnyKeyIsErasedForEachOfTwoOwners() {
        DataMapCustomizer customizer = map -> map.table("old_letters")
                .ownedBy("Resident", "sender")
                .ownedBy("Resident", "receiver")
                .personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
        String letters = "create table old_letters (sender bigint, receiver bigint, note varchar(100))";
        try (Population p = open(List.of(letters), customizer, Resident.class)) {
            p.save(new Resident(1, "anna@a.example"), new Resident(2, "bert@b.example"));
            p.database().execute("insert into old_letters values (1, 1, 'to herself'), (2, 2, 'to himself')");

            assertThat(eraseWithoutResidue(p, Resident.class, 1).gone())
                    .contains("old_letters{note=to herself, receiver=1, sender=1}");
        }
    }

    @Test
    void aTableOfNobodyIsLeftAlone() {
        try (Population p =
                open(List.of(LEGACY_NOTES), map -> map.table("LEGACY_NOTES").notPersonal("weather"), Resident.class)) {
            p.rasura().dataMap().assertComplete();
            p.save(new Resident(1, "anna@a.example"));
            p.database().execute("insert into legacy_notes (id, resident_id, note) values (1, 1, 'rain')");
            assertThat(erase(p, Resident.class, 1).gone()).containsExactly("residents{email=anna@a.example, id=1}");
        }
    }

    @Test
    void aColumnThatNobodyMappedIsUnclassifiedUntilCodeSaysWhatItHolds() {
        List<String> column = List.of("alter table residents add column old_phone varchar(40)");
        try (Population p = open(column, map -> {}, Resident.class)) {
            assertThat(p.rasura().dataMap().unclassified()).containsExactly("residents.old_phone");
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::place)
                    .containsExactly(tuple(Finding.Kind.UNMAPPED_COLUMN, "residents.old_phone"));
            p.save(new Resident(1, "anna@a.example"));
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Resident.class, 1)))
                    .isInstanceOf(ErasureRefusedException.class)
                    .hasMessageContaining("residents.old_phone");
            assertThatThrownBy(() -> p.rasura().dataMap().assertComplete())
                    .hasMessageContaining("map.table(\"residents\").personal(\"old_phone\"");
            assertIncomplete(p, "residents.old_phone");
        }
        DataMapCustomizer customizer =
                map -> map.table("residents").personal("old_phone", DataCategory.PHONE, Overwrite.auto());
        try (Population p = open(column, customizer, Resident.class)) {
            assertThat(p.rasura().dataMap().findings()).isEmpty();
            assertThat(p.rasura().dataMap().table("residents").orElseThrow().columns())
                    .extracting(MappedColumn::name, MappedColumn::classification)
                    .contains(tuple("old_phone", Classification.PERSONAL));
            p.save(new Resident(1, "anna@a.example"), new Resident(2, "bert@b.example"));
            p.database().execute("update residents set old_phone = concat('+4670111111', cast(id as char(1)))");
            assertThat(eraseWithoutResidue(p, Resident.class, 1).came()).containsExactly("residents{id=1}");
        }
    }

    @Test
    void whatIsNarrowerStricterOrUniqueInTheDatabaseIsFound() {
        List<String> scripts = List.of(
                "alter table residents alter column email set not null",
                "alter table residents alter column email set data type varchar(60)",
                "create unique index residents_email on residents (email)");
        if (family == dev.rasura.internal.sql.DatabaseFamily.MARIADB) {
            scripts = List.of(
                    "alter table residents modify email varchar(60) not null",
                    "create unique index residents_email on residents (email)");
        }
        try (Population p = open(scripts, map -> {}, Resident.class)) {
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::place, Finding::blocking)
                    .containsExactly(
                            tuple(Finding.Kind.NARROWER_COLUMN, "residents.email", false),
                            tuple(Finding.Kind.STRICTER_COLUMN, "residents.email", false),
                            tuple(Finding.Kind.UNIQUE_KEY, "residents.email", false));
            p.save(new Resident(1, "anna@a.example"), new Resident(2, "bert@b.example"));
            eraseWithoutResidue(p, Resident.class, 1);
            assertThat(eraseWithoutResidue(p, Resident.class, 2).came()).hasSize(1);
        }
    }

    @Test
    void aForeignKeyThatOnlyTheDatabaseHasIsFollowed() {
        List<String> key = List.of(
                "alter table votes add constraint votes_resident foreign key (resident_id) references residents (id)");
        assertThatThrownBy(() -> Population.of(
                        family,
                        Map.of(),
                        List.of(),
                        map -> map.entity("Vote").path("residentId"),
                        Resident.class,
                        Vote.class))
                .isInstanceOf(DataMapException.class);
        DataMapCustomizer customizer = map -> map.entity("Vote").path("residentId");
        try (Population p = open(key, customizer, Resident.class, Vote.class)) {
            assertThat(p.rasura().dataMap().table("votes").orElseThrow().owners())
                    .singleElement()
                    .satisfies(o -> assertThat(o.path()).isEqualTo("residentId"));
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::place)
                    .containsExactly(tuple(Finding.Kind.FOREIGN_KEY, "votes.resident_id"));
        }
    }

    @Test
    void whatHibernateMigrationToolsAndRasuraKeepIsNoFinding() {
        List<String> scripts = List.of(
                "create table HT_residents (id bigint primary key, resident_id bigint)",
                "create table flyway_schema_history (id bigint primary key, resident_id bigint)");
        try (Population p = open(scripts, map -> {}, Resident.class)) {
            assertThat(p.rasura().dataMap().findings()).isEmpty();
            p.rasura().dataMap().assertComplete();
        }
    }

    @Test
    void aForeignKeyTellsAnApplicationsOwnTableFromOneThatIsOnlyCalledAsToolsCallTheirs() {
        List<String> scripts = List.of(
                "create table ht_guests (id bigint primary key, resident_id bigint references residents (id))",
                "create table schema_version (id bigint primary key, editor bigint references residents (id))",
                "create table hte_guests (id bigint primary key, guest_id bigint references ht_guests (id))");
        try (Population p = open(scripts, map -> {}, Resident.class)) {
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::table)
                    .containsExactly(
                            tuple(Finding.Kind.UNMAPPED_TABLE, "ht_guests"),
                            tuple(Finding.Kind.UNMAPPED_TABLE, "hte_guests"),
                            tuple(Finding.Kind.UNMAPPED_TABLE, "schema_version"));
        }
    }

    @Test
    void whatCodeSaysOfTablesMustBeTrue() {
        DataMapCustomizer customizer = map -> {
            map.table("legacy_notes")
                    .ownedBy("Resident", "residnt")
                    .personal("nope", DataCategory.OTHER, Overwrite.auto());
            map.table("residents").ownedBy("Resident", "id").notPersonal("email", "why");
            map.table("no_such_table");
        };
        assertThatThrownBy(() -> open(List.of(LEGACY_NOTES), customizer, Resident.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("'residnt'")
                .hasMessageContaining("'nope'")
                .hasMessageContaining("Say it of the entity")
                .hasMessageContaining("Say it of the attribute")
                .hasMessageContaining("'no_such_table'");
    }
}
