package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Late rows that name whom an erasure was of by values that are gone: found once, and never those of somebody else. */
class SweepTest extends ErasureContract {

    @Entity(name = "Person")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(columns = "written_by", attribute = "email")
    static class Person {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Person() {}

        Person(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    /** Names the person by key. */
    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @NotPersonal
        @SoftReference(to = Person.class)
        Long personId;

        Visit() {}

        Visit(long id, long personId) {
            this.id = id;
            this.personId = personId;
        }
    }

    /** Names the person by a value that the erasure overwrites. */
    @Entity(name = "Letter")
    @SubjectPath("recipient")
    static class Letter {
        @Id
        Long id;

        @SoftReference(to = Person.class, attribute = "email", ignoreCase = true)
        @PersonalData(DataCategory.EMAIL)
        String recipient;

        @PersonalData(DataCategory.FREE_TEXT)
        String text = "a text";

        Letter() {}

        Letter(long id, String recipient) {
            this.id = id;
            this.recipient = recipient;
        }
    }

    /** Is the person's through a letter. */
    @Entity(name = "Page")
    static class Page {
        @Id
        Long id;

        @ManyToOne
        Letter letter;

        @PersonalData(DataCategory.FREE_TEXT)
        String text = "a page";

        Page() {}

        Page(long id, Letter letter) {
            this.id = id;
            this.letter = letter;
        }
    }

    /** Nobody's, with the name of who wrote it. */
    @Entity(name = "Article")
    static class Article {
        @Id
        Long id;

        @NotPersonal
        String written_by;

        Article() {}

        Article(long id, String writtenBy) {
            this.id = id;
            this.written_by = writtenBy;
        }
    }

    @Entity(name = "Member")
    @DataSubject
    static class Member {
        @Id
        @PersonalData(DataCategory.USER_NAME)
        String login;

        Member() {}

        Member(String login) {
            this.login = login;
        }
    }

    @Entity(name = "Login")
    static class Login {
        @Id
        Long id;

        @SoftReference(to = Member.class)
        @PersonalData(DataCategory.USER_NAME)
        String login;

        Login() {}

        Login(long id, String login) {
            this.id = id;
            this.login = login;
        }
    }

    /** Keeps its row, under a token instead of its key. */
    @Entity(name = "Author")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Author {
        @Id
        @PersonalData(DataCategory.USER_NAME)
        String penName;

        Author() {}

        Author(String penName) {
            this.penName = penName;
        }
    }

    @Entity(name = "Quote")
    static class Quote {
        @Id
        Long id;

        @SoftReference(to = Author.class)
        @PersonalData(DataCategory.USER_NAME)
        String author;

        Quote() {}

        Quote(long id, String author) {
            this.id = id;
            this.author = author;
        }
    }

    @Entity(name = "Household")
    @OnErasure(RowAction.ANONYMISE)
    static class Household {
        @Id
        Long id;

        @OneToOne
        Person head;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;

        Household() {}

        Household(long id, Person head, String street) {
            this.id = id;
            this.head = head;
            this.street = street;
        }
    }

    private static final Class<?>[] MODEL = {
        Person.class,
        Visit.class,
        Letter.class,
        Page.class,
        Article.class,
        Member.class,
        Login.class,
        Author.class,
        Quote.class,
        Household.class
    };

    private Population p;
    private Person anna;

    @BeforeEach
    void fill() {
        p = population(MODEL);
        anna = new Person(1, "anna@a.example");
        Person bert = new Person(2, "bert@b.example");
        p.save(anna, bert, new Household(1, anna, "Elm Street 7"));
        p.save(new Visit(1, 1), new Visit(2, 2), new Article(1, "anna@a.example"), new Article(2, "bert@b.example"));
        Letter letter = new Letter(1, "Anna@A.example");
        p.save(letter, new Page(1, letter), new Letter(2, "bert@b.example"));
        p.save(new Member("anna"), new Member("bert"), new Login(1, "anna"), new Login(2, "bert"));
        p.save(new Author("anna a."), new Author("bert b."), new Quote(1, "anna a."), new Quote(2, "bert b."));
    }

    private ErasureReceipt erased(String type, Object id) {
        ErasureReceipt receipt = p.rasura().erasure().erase(SubjectRef.of(type, id));
        assertThat(receipt.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        return receipt;
    }

    private Sweep swept() {
        SweepRun run = p.rasura().erasure().sweep();
        assertThat(run.failed()).isEmpty();
        assertThat(run.waiting()).isZero();
        return run.sweeps().get(0);
    }

    private List<RecordedEvent> events() {
        return p.rasura().audit().events(AuditQuery.all().ofType("erasure.swept"));
    }

    @Test
    void whatNamesThePersonByAValueThatIsGoneIsErased() {
        ErasureReceipt receipt = erased("Person", 1);
        List<String> after = p.dump();
        assertThat(again(p, Person.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        Letter late = new Letter(3, "ANNA@a.example");
        p.save(new Visit(3, 1), late, new Page(3, late), new Article(3, "anna@a.example"));
        assertThat(again(p, Person.class, 1).rows(Treatment.DELETED))
                .as("erasing again finds what names the key only")
                .isEqualTo(1);

        SweepRun run = p.rasura().erasure().sweep();

        assertThat(run.failed()).isEmpty();
        assertThat(run.waiting()).isZero();
        Sweep sweep = run.sweeps().stream()
                .filter(s -> s.erasure().equals(receipt.id()))
                .findFirst()
                .orElseThrow();
        assertThat(rows(sweep.tables()))
                .containsExactlyInAnyOrderEntriesOf(
                        new TreeMap<>(Map.of("Letter DELETED", 1L, "Page DELETED", 1L, "Article ANONYMISED", 1L)));
        assertThat(sweep.rows()).isEqualTo(3);
        assertThat(sweep.leftToOthers()).isEmpty();
        List<String> left = p.dump();
        assertThat(left).contains("article{id=3}");
        left.remove("article{id=3}");
        assertThat(left).isEqualTo(after);
        assertThat(p.database().count("rasura_sweep")).isZero();
        assertThat(p.rasura().erasure().attest(receipt.id(), ScanArea.DATABASE).result())
                .isEqualTo(Attestation.Result.NONE_FOUND);
    }

    @Test
    void whatWasFoundIsOnRecordAndWhatWasNotIsNoEvent() {
        UUID found = erased("Person", 1).id();
        p.save(new Letter(3, "anna@a.example"));
        Sweep sweep = swept();
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(sweep.auditEvent());
            assertThat(event.facts())
                    .containsEntry("erasure", found.toString())
                    .containsEntry("deleted", "1")
                    .containsEntry("disclosures", "0");
        });
        erased("Person", 2);
        Sweep nothing = swept();
        assertThat(nothing.tables()).isEmpty();
        assertThat(nothing.auditEvent()).isNull();
        assertThat(events()).hasSize(1);
        assertThat(p.rasura().erasure().sweep().sweeps())
                .as("once for each erasure")
                .isEmpty();
    }

    @Test
    void aValueThatIsWrittenBackIsOverwrittenAgain() {
        erased("Person", 1);
        p.database().execute("update Person set email = 'anna@a.example' where id = 1");
        p.database().execute("update Household set street = 'Elm Street 7' where id = 1");
        assertThat(rows(swept().tables())).containsOnlyKeys("Household ANONYMISED", "Person ANONYMISED");
        assertThat(p.dump()).contains("person{id=1}").noneMatch(r -> r.contains("anna@a") || r.contains("Elm"));
    }

    @Test
    void whoRegistersUnderTheSameAddressIsLeftAlone() {
        erased("Person", 1);
        Letter hers = new Letter(3, "anna@a.example");
        p.save(new Person(3, "Anna@a.example"), hers, new Page(3, hers), new Visit(3, 3), new Visit(4, 1));
        List<String> others = p.dump();
        others.remove("visit{id=4, personid=1}");
        Sweep sweep = swept();
        assertThat(sweep.leftToOthers()).containsExactly("Person.email");
        assertThat(rows(sweep.tables())).as("by key").containsOnlyKeys("Visit DELETED");
        assertThat(p.dump()).isEqualTo(others);
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("leftToOthers", "Person.email"));
    }

    /** An event that an older transaction recorded holds her values as well. */
    @Test
    void whatALateEventSaysOfThePersonIsErasedToo() {
        erased("Person", 1);
        p.rasura()
                .audit()
                .record(AuditEvent.of("profile.seen", Actor.system("test"))
                        .subject(SubjectRef.of("Person", 1))
                        .personal("email", "anna@a.example")
                        .build());
        assertThat(p.database().count("rasura_audit_disclosure")).isEqualTo(1);
        Sweep sweep = swept();
        assertThat(sweep.disclosures()).isEqualTo(1);
        assertThat(p.database().count("rasura_audit_disclosure")).isZero();
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("disclosures", "1"));
    }

    @Test
    void whoRegistersUnderTheSameKeyIsLeftAloneWithAllThatNamesIt() {
        erased("Member", "anna");
        p.save(new Member("anna"), new Login(3, "anna"));
        List<String> hers = p.dump();
        assertThat(swept().leftToOthers()).containsExactly("Member.login");
        assertThat(p.dump()).isEqualTo(hers);
    }

    @Test
    void aLateRowUnderTheKeyOfADeletedRowIsErased() {
        erased("Member", "anna");
        List<String> after = p.dump();
        p.save(new Login(3, "anna"));
        assertThat(rows(swept().tables())).containsOnlyKeys("Login DELETED");
        assertThat(p.dump()).isEqualTo(after);
    }

    @Test
    void aLateRowUnderAKeyThatWasReplacedIsErased() {
        erased("Author", "anna a.");
        p.save(new Quote(3, "anna a."));
        swept();
        assertThat(p.dump())
                .contains("quote{author=bert b., id=2}", "author{penname=bert b.}")
                .noneMatch(r -> r.contains("anna a."));

        erased("Author", "bert b.");
        p.save(new Author("bert b."), new Quote(4, "bert b."));
        List<String> his = p.dump();
        assertThat(swept().leftToOthers()).containsExactly("Author.penName");
        assertThat(p.dump()).isEqualTo(his);
    }

    @Test
    void itOwnsItsTransactions() {
        AtomicBoolean active = new AtomicBoolean();
        try (Rasura rasura = Rasura.builder(p.factory())
                .keys(KeyFile.ephemeral("test.example/other"))
                .ambientTransaction(any -> active.get())
                .build()) {
            active.set(true);
            assertThatThrownBy(() -> rasura.erasure().sweep())
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("erasure().sweep()");
            active.set(false);
        }
    }

    @Test
    void aSweepThatIsRefusedIsReportedAndWaits() {
        UUID erasure = erased("Person", 1).id();
        UUID other = erased("Person", 2).id();
        p.save(new Letter(3, "anna@a.example"), new Letter(4, "bert@b.example"));
        // Whom the record is bound to is part of the encryption: swapped, neither opens.
        p.database()
                .execute(
                        "update rasura_sweep set sealed_root = (select s.sealed_root from rasura_sweep s where s.erasure_id = ?)"
                                + " where erasure_id = ?",
                        other,
                        erasure);
        SweepRun run = p.rasura().erasure().sweep();
        assertThat(run.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.erasure()).isEqualTo(erasure);
            assertThat(failed.reason()).contains("do not open");
        });
        assertThat(run.sweeps()).extracting(Sweep::erasure).containsExactly(other);
        assertThat(run.waiting()).isEqualTo(1);
        assertThat(p.dump()).contains("letter{id=3, recipient=anna@a.example, text=a text}");
    }

    @Test
    void theValuesWaitEncrypted() throws Exception {
        erased("Person", 1);
        try (Connection connection = p.database().connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select sealed_root from rasura_sweep")) {
            assertThat(rows.next()).isTrue();
            assertThat(new String(rows.getBytes(1), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("anna")
                    .doesNotContain("Person");
        }
    }

    /** A clock that stands until it is told otherwise. */
    private static final class Standing extends Clock {
        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void aDatabaseThatTellsNoTransactionsHasThemWaitedForByTheClock() {
        KeyProvider keys = KeyFile.ephemeral("test.example/clock");
        Standing clock = new Standing();
        try (Rasura rasura = Rasura.builder(p.factory())
                .keys(keys)
                .clock(clock)
                .longestTransaction(Duration.ofMinutes(10))
                .build()) {
            rasura.erasure().erase(SubjectRef.of("Person", 1));
            p.save(new Letter(3, "anna@a.example"));
            clock.now = clock.now.plus(Duration.ofHours(5));
            SweepRun first = rasura.erasure().sweep();
            if (family == DatabaseFamily.H2) {
                assertThat(first.waiting())
                        .as("counted from when the commit was seen")
                        .isEqualTo(1);
                clock.now = clock.now.plus(Duration.ofMinutes(10)).minusMillis(1);
                assertThat(rasura.erasure().sweep().sweeps()).isEmpty();
                clock.now = clock.now.plusMillis(1);
                first = rasura.erasure().sweep();
            }
            assertThat(first.sweeps())
                    .singleElement()
                    .satisfies(s -> assertThat(s.rows()).isEqualTo(1));
        }
        assertThat(p.dump()).noneMatch(r -> r.contains("nna@a"));
    }

    @Test
    void aLongestTransactionThatIsNegativeIsRefused() {
        assertThatThrownBy(() -> Rasura.builder(p.factory()).longestTransaction(Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("negative");
    }

    @Test
    void nothingIsSweptTwiceByNodesThatSweepAtOnce() throws Exception {
        erased("Person", 1);
        p.save(new Letter(3, "anna@a.example"));
        try (Connection other = p.database().connect()) {
            other.setAutoCommit(false);
            // As if another node were at it.
            try (Statement statement = other.createStatement()) {
                statement
                        .executeQuery("select erasure_id from rasura_sweep for update")
                        .close();
            }
            if (family == DatabaseFamily.H2) {
                SweepRun run = p.rasura().erasure().sweep();
                assertThat(run.sweeps()).isEmpty();
                assertThat(run.failed()).isEmpty();
                assertThat(run.waiting()).isEqualTo(1);
            }
            other.rollback();
        }
        assertThat(swept().rows()).isEqualTo(1);
    }
}
