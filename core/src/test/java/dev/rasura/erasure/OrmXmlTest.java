package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.DataMapEditor;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.Overwrite;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Classes that {@code orm.xml} maps, alone or in other columns than their annotations say. */
class OrmXmlTest extends ErasureContract {

    abstract static class Kept {
        Long id;
        int version;
    }

    static class Home {
        String street;
        String town;
    }

    /** Not an annotation in it. */
    static class Guest extends Kept {
        String mail;
        String remark;
        Home home = new Home();
        Set<String> phones = new HashSet<>();
        Set<Guest> companions = new HashSet<>();

        void fill(long number) {
            id = number;
            mail = "guest" + number + "@inn.example";
            remark = "remark on " + number;
            home.street = "Elm Street " + number;
            home.town = "Lund";
            phones.add("+4670111110" + number);
        }
    }

    static class Regular extends Guest {
        String card;
    }

    static class Visit {
        Long id;
        Guest guest;
        String note;
    }

    /** Whose column has another name in {@code orm.xml}. */
    @Entity(name = "Badge")
    static class Badge {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @PersonalData(DataCategory.FREE_TEXT)
        String label;
    }

    private static void classify(DataMapEditor map) {
        map.entity("Guest")
                .subject(RowAction.ANONYMISE)
                .personal("mail", DataCategory.EMAIL, Overwrite.withToken())
                .personal("remark", DataCategory.FREE_TEXT, Overwrite.auto())
                .personal("home.street", DataCategory.ADDRESS_LINE, Overwrite.auto())
                .notPersonal("home.town", "of many")
                .personal("phones", DataCategory.PHONE, Overwrite.auto());
        map.entity("Regular").personal("card", DataCategory.ACCOUNT_NUMBER, Overwrite.auto());
        map.entity("Visit").personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
    }

    private static void save(Population p) {
        Regular anna = new Regular();
        anna.fill(1);
        anna.card = "card-0001-anna";
        Guest bert = new Guest();
        bert.fill(2);
        anna.companions.add(bert);
        bert.companions.add(anna);
        p.save(anna, bert);
        for (Guest guest : List.of(anna, bert)) {
            Visit visit = new Visit();
            visit.id = guest.id;
            visit.guest = guest;
            visit.note = "note on " + guest.id;
            Badge badge = new Badge();
            badge.id = guest.id;
            badge.guest = guest;
            badge.label = "label of " + guest.id;
            p.save(visit, badge);
        }
    }

    @Test
    void whatAFileMapsIsErasedInAllItsTables() {
        try (Population p = Population.of(
                family,
                Map.of(TestDatabase.ORM_XML, "dev/rasura/erasure/guests-orm.xml"),
                List.of(),
                OrmXmlTest::classify)) {
            save(p);
            p.rasura().dataMap().assertComplete();
            assertThat(p.rasura().dataMap().table("badge").orElseThrow().columns())
                    .filteredOn(c -> c.name().equals("badge_label"))
                    .extracting(MappedColumn::classification)
                    .containsExactly(Classification.PERSONAL);

            Erased erased = eraseWithoutResidue(p, SubjectRef.of("Guest", 1));

            assertThat(erased.gone())
                    .containsExactlyInAnyOrder(
                            "badge{badge_label=label of 1, guest_id=1, id=1}",
                            "companions{companion_id=2, guest_id=1}",
                            "companions{companion_id=1, guest_id=2}",
                            "guest_files{id=1, remark=remark on 1}",
                            "guest_phones{guest_ref=1, phone=+46701111101}",
                            "guests{home_street=Elm Street 1, id=1, mail_address=guest1@inn.example, town=Lund, version=0}",
                            "regulars{card=card-0001-anna, id=1}",
                            "visits{guest_ref=1, id=1, note=note on 1}");
            assertThat(erased.came())
                    .extracting(row -> row.replaceAll("version=[1-9]", "version=N"))
                    .containsExactlyInAnyOrder(
                            "guest_files{id=1}",
                            "guests{id=1, mail_address=TOKEN@invalid, town=Lund, version=N}",
                            "regulars{id=1}");
            assertThat(rows(erased.receipt().tables()))
                    .isEqualTo(Map.of(
                            "badge DELETED", 1L,
                            "companions DELETED", 2L,
                            "guest_files ANONYMISED", 1L,
                            "guest_phones DELETED", 1L,
                            "guests ANONYMISED", 1L,
                            "regulars ANONYMISED", 1L,
                            "visits DELETED", 1L));
        }
    }
}
