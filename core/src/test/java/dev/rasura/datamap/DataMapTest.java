package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rasura.DataMapException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Temporal;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.temporal.DefaultTemporalTableSupport;
import org.hibernate.dialect.temporal.TemporalTableSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What stops the start, and what each message names; what is unclassified; what code may say. */
class DataMapTest {

    @Entity(name = "Person")
    @DataSubject
    static class Person {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    private static List<String> findings(Class<?>... entities) {
        return findings(map -> {}, entities);
    }

    private static List<String> findings(DataMapCustomizer customizer, Class<?>... entities) {
        DataMapException refused = catchThrowableOfType(
                DataMapException.class,
                () -> Population.of(DatabaseFamily.H2, Map.of(), List.of(), customizer, entities)
                        .close());
        assertThat(refused).as("the start is refused").isNotNull();
        refused.findings().forEach(finding -> assertThat(refused).hasMessageContaining(finding));
        return refused.findings();
    }

    private static DataMap map(DataMapCustomizer customizer, Class<?>... entities) {
        try (Population p = Population.of(DatabaseFamily.H2, Map.of(), List.of(), customizer, entities)) {
            return p.rasura().dataMap();
        }
    }

    private static void assertOneFinding(List<String> findings, String... parts) {
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0)).contains(parts);
    }

    // --- whose

    @Entity(name = "Deal")
    static class Deal {
        @Id
        Long id;

        @ManyToOne
        Person buyer;

        @ManyToOne
        Person seller;
    }

    @Test
    void severalAssociationsMustBeChosenFrom() {
        assertOneFinding(findings(Person.class, Deal.class), "Deal", "buyer, seller", "@SubjectPath", "@NotPersonal");
    }

    @Entity(name = "Misspelt")
    @SubjectPath("byuer")
    static class Misspelt {
        @Id
        Long id;

        @ManyToOne
        Person buyer;
    }

    @Test
    void aPathThatNamesNoAssociationIsRefused() {
        assertOneFinding(findings(Person.class, Misspelt.class), "Misspelt", "byuer", "[buyer]");
    }

    @Entity(name = "Stone")
    static class Stone {
        @Id
        Long id;
    }

    @Test
    void aModelWithoutASubjectIsRefused() {
        assertOneFinding(findings(Stone.class), "No entity is a data subject", "@DataSubject");
    }

    @Entity(name = "Unlinked")
    @OnErasure(RowAction.UNLINK)
    static class Unlinked {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Person person;
    }

    @Test
    void aReferenceThatIsNotNullCannotBeUnlinked() {
        assertThat(findings(Person.class, Unlinked.class))
                .anySatisfy(f -> assertThat(f).contains("Unlinked", "person", "NOT NULL", "choose another action"));
    }

    @Entity(name = "Stays")
    static class Stays {
        @Id
        Long id;

        @NotPersonal
        @ManyToOne(optional = false)
        Person person;
    }

    @Test
    void aRowThatStaysMayNotNeedARowThatGoes() {
        assertOneFinding(
                findings(Person.class, Stays.class), "Stays", "person_id", "NOT NULL", "Person", "@SubjectPath");
    }

    @Entity(name = "Kept")
    @Retain(ground = "open")
    static class Kept {
        @Id
        Long id;

        @ManyToOne
        Person person;
    }

    @Test
    void aRetainedRowMayNotReferToARowThatGoes() {
        assertOneFinding(findings(Person.class, Kept.class), "Kept", "person_id", "Person", "Retain or anonymise");
    }

    @Entity(name = "Shop")
    static class Shop {
        @Id
        Long id;

        @ManyToOne
        Person owner;

        @ManyToOne(optional = false)
        Clerk chief;
    }

    @Entity(name = "Clerk")
    @SubjectPath("shop")
    static class Clerk {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Shop shop;
    }

    @Test
    void rowsThatNeedEachOtherCannotGo() {
        assertThat(findings(map -> map.entity("Shop").path("owner"), Person.class, Shop.class, Clerk.class))
                .anySatisfy(f -> assertThat(f).contains("Shop", "chief", "NOT NULL", "Clerk"));
    }

    @Entity(name = "SubVisit")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class AnyVisit {
        @Id
        Long id;
    }

    @Entity(name = "PersonVisit")
    static class PersonVisit extends AnyVisit {
        @ManyToOne
        Person person;
    }

    @Test
    void aPathOnAnHeirInAJoinedInheritanceReachesBothParts() {
        DataMap map = map(editor -> {}, Person.class, AnyVisit.class, PersonVisit.class);
        assertThat(map.table("SubVisit").orElseThrow().owners())
                .containsExactly(new Ownership("Person", "PersonVisit.person", RowAction.DELETE));
        assertThat(map.table("PersonVisit").orElseThrow().owners())
                .containsExactly(new Ownership("Person", "person", RowAction.DELETE));
    }

    // --- mappings that are not treated

    @Entity(name = "Versioned")
    @Temporal
    static class Versioned {
        @Id
        Long id;

        @ManyToOne
        Person person;
    }

    /** As a database that keeps the history of rows by itself. */
    public static class Versioning extends H2Dialect {
        @Override
        public TemporalTableSupport getTemporalTableSupport() {
            return new DefaultTemporalTableSupport(this) {
                @Override
                public boolean supportsNativeTemporalTables() {
                    return true;
                }
            };
        }
    }

    @Test
    void aHistoryThatTheDatabaseKeepsItselfStopsTheStart() {
        assertThatThrownBy(() -> Population.of(
                                DatabaseFamily.H2,
                                Map.of(
                                        "hibernate.temporal.table_strategy",
                                        "NATIVE",
                                        "hibernate.dialect",
                                        Versioning.class.getName()),
                                List.of(),
                                map -> {},
                                Person.class,
                                Versioned.class)
                        .close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Versioned: the database itself keeps the history of its rows")
                .hasMessageContaining("hibernate.temporal.table_strategy = HISTORY_TABLE");
    }

    // --- strategies that do not fit, all at once

    enum Size {
        S,
        L
    }

    @Entity(name = "Wrong")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Table(
            uniqueConstraints =
                    @UniqueConstraint(
                            name = "uk",
                            columnNames = {"a", "b"}))
    static class Wrong {
        @Id
        Long id;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.NULL)
        @Column(nullable = false)
        String notNull;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.TOKEN)
        Integer number;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.TOKEN)
        @Column(length = 22)
        String tooShort;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEYED_HASH)
        @Column(length = 18)
        String hashTooShort;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "none")
        Integer wrongType;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "anonymous")
        @Column(length = 8)
        String tooLong;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "x")
        @Column(unique = true)
        String unique;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "M")
        @Enumerated(EnumType.STRING)
        Size size;

        @PersonalData(value = DataCategory.OTHER)
        @Column(nullable = false)
        LocalDate noChoice;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE)
        String noDate;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEEP)
        String keptWithoutReason;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "x")
        String a;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "x")
        String b;
    }

    @Test
    void everyStrategyThatDoesNotFitIsNamedInOneException() {
        List<String> findings = findings(Wrong.class);
        assertFinding(findings, "Wrong.notNull", "NOT NULL", "Choose TOKEN");
        assertFinding(findings, "Wrong.number", "cannot hold a text token", "Choose NULL");
        assertFinding(findings, "Wrong.tooShort", "22 characters", "needs 23");
        assertFinding(findings, "Wrong.hashTooShort", "18 characters", "needs 19");
        assertFinding(findings, "Wrong.wrongType", "cannot be read as integer");
        assertFinding(findings, "Wrong.tooLong", "longer than the column's 8");
        assertFinding(findings, "Wrong.unique", "is unique", "Choose TOKEN");
        assertFinding(findings, "Wrong.size", "no value of Size");
        assertFinding(findings, "Wrong.noChoice", "NOT NULL", "Choose @PersonalData(onErasure = ...)");
        assertFinding(findings, "Wrong.noDate", "how many characters", "prefix = 2");
        assertFinding(findings, "Wrong.keptWithoutReason", "needs its reason");
        assertFinding(findings, "Wrong", "[a, b]", "TOKEN or NULL");
        assertThat(findings).hasSize(12);
    }

    private static void assertFinding(List<String> findings, String... parts) {
        assertThat(findings).anySatisfy(f -> assertThat(f).contains(parts));
    }

    // --- rules

    @Entity(name = "Ruled")
    @Retention(rule = "same", start = "day", period = "P2Y")
    @Retention(rule = "same", start = "day", period = "P3Y")
    @Retention(rule = "unreadable", start = "day", period = "two years")
    @Retention(rule = "negative", start = "day", period = "P-1Y")
    @Retention(rule = "no start", start = "dya", period = "P1Y")
    @Retention(rule = "no date", start = "text", period = "P1Y")
    static class Ruled {
        @Id
        Long id;

        @ManyToOne
        Person person;

        @NotPersonal
        LocalDate day;

        @NotPersonal
        String text;
    }

    @Test
    void rulesAreCheckedAtStart() {
        List<String> findings = findings(Person.class, Ruled.class);
        assertFinding(findings, "Ruled", "'same'", "is taken");
        assertFinding(findings, "Ruled", "'two years'", "'unreadable'", "P2Y");
        assertFinding(findings, "Ruled", "'negative'", "must be positive");
        assertFinding(findings, "Ruled", "'no start'", "'dya'", "no attribute");
        assertFinding(findings, "Ruled", "'no date'", "'text'", "no date or time");
        assertThat(findings).hasSize(5);
    }

    // --- unclassified

    @Entity(name = "Half")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Half {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        String forgotten;
    }

    @Entity(name = "Gone")
    static class Gone {
        @Id
        Long id;

        @ManyToOne
        Person person;

        String forgotten;
    }

    @Test
    void anUnclassifiedColumnIsWarnedOfListedAndRefusesAnErasureItWouldSurvive() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rasura");
        logger.addAppender(log);
        try (Population p = Population.of(DatabaseFamily.H2, Half.class)) {
            assertThat(log.list)
                    .anySatisfy(e -> assertThat(e.getFormattedMessage())
                            .contains("Half.forgotten", "@PersonalData", "@NotPersonal"));
            assertThat(p.rasura().dataMap().unclassified()).containsExactly("Half.forgotten");
            assertThatThrownBy(() -> p.rasura().dataMap().assertComplete())
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("Half.forgotten (Half.forgotten): annotate it with @PersonalData");
            Half half = new Half();
            half.id = 1L;
            half.email = "anna@a.example";
            p.save(half);
            List<String> before = p.dump();
            assertThat(p.rasura().erasure().plan(SubjectRef.of(Half.class, 1)).unclassified())
                    .containsExactly("Half.forgotten");
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Half.class, 1)))
                    .isInstanceOf(ErasureRefusedException.class)
                    .hasMessageContaining("Half.forgotten");
            assertThat(p.dump()).isEqualTo(before);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void inRowsThatGoAnUnclassifiedColumnDoesNotHinder() {
        try (Population p = Population.of(DatabaseFamily.H2, Person.class, Gone.class)) {
            assertThat(p.rasura().dataMap().unclassified()).containsExactly("Gone.forgotten");
            Person person = new Person();
            person.id = 1L;
            p.save(person);
            p.rasura().erasure().erase(SubjectRef.of(Person.class, 1));
            assertThat(p.database().count("Person")).isZero();
        }
    }

    // --- the code form

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

    // --- orm.xml

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
                    .contains(org.assertj.core.api.Assertions.tuple("mail", Classification.PERSONAL));
        }
    }
}
