package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.Overwrite;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;
import org.junit.jupiter.api.Test;

/** Entities over queries and views, which have no rows; entities that Hibernate never updates; entities without a class. */
class ViewsTest extends ErasureContract {

    @Entity(name = "Tourist")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Immutable
    static class Tourist {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Tourist() {}

        Tourist(long id) {
            this.id = id;
            this.email = "tourist" + id + "@a.example";
        }
    }

    @Entity(name = "TouristQuery")
    @Immutable
    @Subselect("select id, email, id as self_id from Tourist")
    @Synchronize("Tourist")
    static class TouristQuery {
        @Id
        Long id;

        String email;

        @ManyToOne
        Tourist self;
    }

    @Entity(name = "TouristList")
    @Immutable
    @Table(name = "tourist_list")
    static class TouristList {
        @Id
        Long id;

        String email;
    }

    @Entity(name = "Photo")
    static class Photo {
        @Id
        Long id;

        @ManyToOne
        Tourist tourist;

        @NotPersonal
        @ManyToOne
        TouristQuery query;

        Photo() {}

        Photo(long id, Tourist tourist) {
            this.id = id;
            this.tourist = tourist;
        }
    }

    @Test
    void anEntityOverAQueryOrViewHasNoRowsAndTheMapSaysSo() {
        try (Population p = Population.of(
                family,
                Map.of(),
                List.of("drop table tourist_list", "create view tourist_list as select id, email from Tourist"),
                map -> {},
                Tourist.class,
                TouristQuery.class,
                TouristList.class,
                Photo.class)) {
            Tourist anna = new Tourist(1);
            p.save(anna, new Tourist(2), new Photo(1, anna));
            DataMap map = p.rasura().dataMap();

            assertThat(map.notes())
                    .anyMatch(n -> n.startsWith("TouristQuery: is mapped to a query or view"))
                    .anyMatch(n -> n.startsWith("TouristList: is mapped to a view"));
            assertThat(map.table("tourist_list")).isEmpty();
            assertThat(map.unclassified()).isEmpty();

            Erased erased = eraseWithoutResidue(p, Tourist.class, 1);

            assertThat(erased.gone())
                    .containsExactly("photo{id=1, tourist_id=1}", "tourist{email=tourist1@a.example, id=1}");
            assertThat(erased.came()).containsExactly("tourist{id=1}");
        }
    }

    @Test
    void aMaterialisedViewKeepsItsCopyUntilItIsRefreshedAndIsNotPassedOver() {
        if (!postgresql()) {
            return;
        }
        try (Population p = Population.of(
                family,
                Map.of(),
                List.of(
                        "drop table tourist_list",
                        "create materialized view tourist_list as select id, email from Tourist"),
                map -> {},
                Tourist.class,
                TouristList.class)) {
            p.save(new Tourist(1), new Tourist(2));
            p.database().execute("refresh materialized view tourist_list");

            assertThat(p.rasura().dataMap().notes())
                    .anyMatch(n -> n.startsWith("materialised view tourist_list:") && n.contains("Refresh it after"));

            assertThat(p.erase(Tourist.class, 1).attestation().finds())
                    .anyMatch(find -> find.toString().contains("tourist_list"));
        }
    }

    @Entity(name = "Phantom")
    @DataSubject
    @Subselect("select id from Tourist")
    static class Phantom {
        @Id
        Long id;
    }

    @Test
    void aSubjectMustHaveRows() {
        assertThatThrownBy(() ->
                        Population.of(family, Tourist.class, Phantom.class).close())
                .hasMessageContaining("Phantom: is a data subject, but mapped to a query or view")
                .hasMessageContaining("Map the table behind it");
    }

    // --- no class at all

    @Test
    void entitiesWithoutAClassAreClassifiedInCode() {
        try (Population p = Population.of(
                family, Map.of(TestDatabase.ORM_XML, "dev/rasura/erasure/dynamic.hbm.xml"), List.of(), map -> {
                    map.entity("Visitor")
                            .subject(RowAction.ANONYMISE)
                            .personal("email", DataCategory.EMAIL, Overwrite.auto())
                            .personal("extra", DataCategory.PHONE, Overwrite.auto())
                            .personal("remarks", DataCategory.FREE_TEXT, Overwrite.auto());
                    map.entity("Stay").personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
                })) {
            p.inTransaction(session -> {
                for (long id = 1; id <= 2; id++) {
                    Map<String, Object> visitor = new HashMap<>();
                    visitor.put("id", id);
                    visitor.put("email", "visitor" + id + "@a.example");
                    visitor.put("extra", new HashMap<>(Map.of("phone", "+4670000000" + id)));
                    visitor.put("remarks", new java.util.ArrayList<>(List.of("remark on " + id)));
                    session.persist("Visitor", visitor);
                    Map<String, Object> stay = new HashMap<>();
                    stay.put("id", id);
                    stay.put("visitor", visitor);
                    stay.put("note", "note " + id);
                    session.persist("Stay", stay);
                }
            });
            assertThat(p.rasura().dataMap().unclassified()).isEmpty();

            ErasureReceipt receipt = p.rasura().erasure().erase(new dev.rasura.SubjectRef("Visitor", "1"));

            assertThat(rows(receipt.tables()))
                    .isEqualTo(Map.of("stay DELETED", 1L, "visitor ANONYMISED", 1L, "visitor_remark DELETED", 1L));
            assertThat(p.dump())
                    .filteredOn(r -> !r.startsWith("large"))
                    .containsExactlyInAnyOrder(
                            "stay{note=note 2, stay_id=2, visitor_ref=2}",
                            "visitor{visitor_id=1}",
                            "visitor{extra_phone=+46700000002, mail=visitor2@a.example, visitor_id=2}",
                            "visitor_remark{remark=remark on 2, visitor_ref=2}");
        }
    }

    @Test
    void keysOfSeveralPartsInFilesAreFollowedAsAnyOthers() {
        try (Population p = Population.of(
                family, Map.of(TestDatabase.ORM_XML, "dev/rasura/erasure/composite.hbm.xml"), List.of(), map -> {
                    map.entity("Tenant")
                            .subject(RowAction.ANONYMISE)
                            .notPersonal("house", "of many tenants")
                            .personal("email", DataCategory.EMAIL, Overwrite.auto())
                            .personal("address", DataCategory.ADDRESS_LINE, Overwrite.auto())
                            .personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
                    map.entity("Bill").personal("text", DataCategory.FREE_TEXT, Overwrite.auto());
                })) {
            p.inTransaction(session -> {
                for (int flat = 1; flat <= 2; flat++) {
                    Map<String, Object> tenant = new HashMap<>();
                    tenant.put("house", "Mill");
                    tenant.put("flat", flat);
                    tenant.put("email", "mill" + flat + "@a.example");
                    tenant.put("address", new HashMap<>(Map.of("street", "Mill Lane " + flat, "town", "Bath")));
                    tenant.put("note", "note on " + flat);
                    session.persist("Tenant", tenant);
                    Map<String, Object> bill = new HashMap<>();
                    bill.put("tenant", tenant);
                    bill.put("month", 5);
                    bill.put("text", "bill of " + flat);
                    session.persist("Bill", bill);
                }
            });
            assertThat(p.rasura().dataMap().unclassified()).isEmpty();

            ErasureReceipt receipt = p.rasura()
                    .erasure()
                    .erase(dev.rasura.SubjectRef.ofParts("Tenant", Map.of("house", "Mill", "flat", 1)));

            assertThat(rows(receipt.tables()))
                    .isEqualTo(Map.of("bill DELETED", 1L, "tenant ANONYMISED", 1L, "tenant_note ANONYMISED", 1L));
            assertThat(p.dump())
                    .filteredOn(r -> !r.startsWith("large"))
                    .containsExactlyInAnyOrder(
                            "bill{bill_text=bill of 2, in_month=5, of_flat=2, of_house=Mill}",
                            "tenant{flat=1, house=Mill, mail=TOKEN@invalid}",
                            "tenant{flat=2, house=Mill, mail=mill2@a.example, street=Mill Lane 2, town=Bath}",
                            "tenant_note{note_flat=1, note_house=Mill}",
                            "tenant_note{note=note on 2, note_flat=2, note_house=Mill}");
        }
    }
}
