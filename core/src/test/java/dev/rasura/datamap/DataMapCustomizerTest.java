package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What code may say of entities, also of those that are mapped by XML alone. */
class DataMapCustomizerTest {

    @Entity(name = "Person")
    @DataSubject
    static class Person {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Bare")
    static class Bare {
        @Id
        Long id;

        String email;

        String note;

        Long personId;

        LocalDate day;

        @ManyToOne
        Place place;
    }

    @Entity(name = "Place")
    static class Place {
        @Id
        Long id;

        String line;
    }

    @Entity(name = "Child")
    static class Child {
        @Id
        Long id;

        @ManyToOne
        Bare one;

        @ManyToOne
        Bare two;
    }

    @Test
    void codeSaysAllThatAnnotationsSay() {
        DataMap map = map(
                editor -> {
                    editor.entity(Bare.class)
                            .subject(RowAction.ANONYMISE)
                            .personal(
                                    "email",
                                    PersonalAttribute.of(DataCategory.EMAIL)
                                            .withOverwrite(Overwrite.withKeyedHash())
                                            .withTerms(ProcessingTerms.of("sign-in", LegalBasis.CONTRACT)))
                            .notPersonal("note", "a remark on the weather")
                            .restNotPersonal("looked at")
                            .ownedBySubject("place")
                            .retain(new Ground("a ground", "day is null", "some day"))
                            .retention("bare", "day", Period.ofYears(2), RowAction.ANONYMISE, "");
                    editor.entity("Place").onErasure(RowAction.ANONYMISE).restNotPersonal("");
                    editor.entity("Child").path("two", RowAction.UNLINK);
                },
                Bare.class,
                Place.class,
                Child.class);
        assertThat(map.subjects()).containsExactly(new SubjectType("Bare", "Bare", "Bare", RowAction.ANONYMISE));
        assertThat(map.unclassified()).isEmpty();
        assertThat(map.notes()).isEmpty();
        assertThat(map.rules()).extracting(RetentionRule::name).containsExactly("bare");
        MappedTable bare = map.table("Bare").orElseThrow();
        assertThat(bare.grounds()).extracting(Ground::ground).containsExactly("a ground");
        assertThat(bare.columns())
                .filteredOn(c -> c.name().equals("email"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.classification()).isEqualTo(Classification.PERSONAL);
                    assertThat(c.purpose()).isEqualTo("sign-in");
                    assertThat(c.basis()).isEqualTo(LegalBasis.CONTRACT);
                    assertThat(c.onErasure())
                            .isEqualTo(Overwrite.withKeyedHash().decidedBy("said at the attribute"));
                });
        assertThat(bare.columns())
                .filteredOn(c -> c.name().equals("note"))
                .extracting(MappedColumn::note)
                .containsExactly("a remark on the weather");
        assertThat(map.table("Place").orElseThrow().owners())
                .containsExactly(new Ownership("Bare", "Bare.place", RowAction.ANONYMISE));
        assertThat(map.table("Child").orElseThrow().owners())
                .containsExactly(new Ownership("Bare", "two", RowAction.UNLINK));
    }

    @Test
    void codeOverrulesAnnotationsAndSaysSo() {
        DataMap map = map(
                editor -> {
                    editor.entity(Person.class)
                            .subject(RowAction.ANONYMISE)
                            .notPersonal("email", "it is the company's");
                    editor.entity(Bare.class)
                            .softReference("personId", "Person", "", false)
                            .notPersonal("place", "");
                },
                Person.class,
                Bare.class,
                Place.class);
        assertThat(map.notes())
                .containsExactlyInAnyOrder(
                        "Person.data subject: code overrules the annotation.",
                        "Person.email: code overrules the annotation.");
        assertThat(map.subjects()).containsExactly(new SubjectType("Person", "Person", "Person", RowAction.ANONYMISE));
        assertThat(map.table("Bare").orElseThrow().owners())
                .containsExactly(new Ownership("Person", "personId", RowAction.DELETE));
    }

    @Entity(name = "Letter")
    @NotPersonal("as the class says")
    @SubjectPath(value = "sender", onErasure = RowAction.ANONYMISE)
    @SubjectPath(value = "recipient", onErasure = RowAction.ANONYMISE)
    static class Letter {
        @Id
        Long id;

        @ManyToOne
        Person sender;

        @ManyToOne
        Person recipient;

        @PersonalData(value = DataCategory.COMMUNICATION, of = "sender")
        String text;

        @NotPersonal("as the attribute says")
        String stamp;

        @SoftReference(to = Person.class, attribute = "email")
        String reader;
    }

    @Test
    void codeThatOverrulesAnyWordOfAnAnnotationIsNoted() {
        DataMap map = map(
                editor -> editor.entity(Letter.class)
                        .restNotPersonal("as code says")
                        .notPersonal("stamp", "as code says")
                        .softReference("reader", "Person", "email", true)
                        .whose("text", "recipient"),
                Person.class,
                Letter.class);
        assertThat(map.notes())
                .containsExactlyInAnyOrder(
                        "Letter.attributes that say nothing: code overrules the annotation.",
                        "Letter.stamp: code overrules the annotation.",
                        "Letter.reader as a soft reference: code overrules the annotation.",
                        "Letter.whose text is: code overrules the annotation.");
    }

    @Test
    void anExceptionOfTheCustomizersOwnIsNoFinding() {
        RuntimeException own = new IllegalArgumentException("no UUID");
        assertThatThrownBy(() -> map(
                        editor -> {
                            throw own;
                        },
                        Person.class))
                .isSameAs(own);
    }

    @Test
    void aRuleOfCodeThatIsNoneIsAFinding() {
        assertOneFinding(
                findings(
                        editor -> editor.entity(Person.class)
                                .notPersonal("email", "")
                                .retention("never", "email", Period.ZERO, RowAction.DELETE, ""),
                        Person.class),
                "Person",
                "'never' must be positive");
    }

    @Test
    void whatCodeNamesMustExist() {
        List<String> findings = findings(
                editor -> {
                    editor.entity(Person.class)
                            .personal("emial", DataCategory.EMAIL, Overwrite.auto())
                            .notPersonal("nope", "")
                            .softReference("gone", "Person", "", false)
                            .ownedBySubject("house")
                            .onErasure("tags", RowAction.DELETE);
                    editor.entity("Prsn");
                },
                Person.class);
        assertFinding(findings, "Person", "'emial'", "[email, id]");
        assertFinding(findings, "Person", "'nope'");
        assertFinding(findings, "Person", "'gone'");
        assertFinding(findings, "Person.house", "@OwnedBySubject");
        assertFinding(findings, "Person", "'tags'", "collection");
        assertFinding(findings, "'Prsn'", "Entities are: Person");
        assertThat(findings).hasSize(6);
    }

    @Test
    void aSoftReferenceToNoAttributeListsThoseThereAre() {
        assertOneFinding(
                findings(
                        editor -> editor.entity(Bare.class).softReference("email", "Person", "mail", false),
                        Person.class,
                        Bare.class,
                        Place.class),
                "Bare.email",
                "Person.mail",
                "[email, id]");
    }

    @Test
    void aSoftReferenceMustFitItsTarget() {
        assertOneFinding(
                findings(
                        editor -> editor.entity(Bare.class).softReference("email", "Person", "", false),
                        Person.class,
                        Bare.class,
                        Place.class),
                "Bare.email",
                "Person",
                "same type");
    }

    /** Mapped by XML alone. */
    static class Plain {
        Long id;
        String email;
        String shade;
    }

    @Test
    void whatIsMappedByXmlIsSeen() {
        try (Population p = Population.of(
                DatabaseFamily.H2,
                Map.of(TestDatabase.ORM_XML, "dev/rasura/datamap/plain-orm.xml"),
                List.of(),
                editor -> editor.entity("Plain")
                        .subject(RowAction.DELETE)
                        .personal("email", DataCategory.EMAIL, Overwrite.auto()))) {
            assertThat(p.rasura().dataMap().unclassified()).containsExactly("plain_people.shade");
            assertThat(p.rasura().dataMap().table("plain_people").orElseThrow().columns())
                    .extracting(MappedColumn::name, MappedColumn::classification)
                    .contains(tuple("mail", Classification.PERSONAL));
        }
    }
}
