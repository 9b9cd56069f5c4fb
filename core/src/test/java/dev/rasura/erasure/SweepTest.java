package dev.rasura.erasure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.erasure.NamedPeople.Article;
import dev.rasura.erasure.NamedPeople.Author;
import dev.rasura.erasure.NamedPeople.Letter;
import dev.rasura.erasure.NamedPeople.Login;
import dev.rasura.erasure.NamedPeople.Member;
import dev.rasura.erasure.NamedPeople.Page;
import dev.rasura.erasure.NamedPeople.Person;
import dev.rasura.erasure.NamedPeople.Quote;
import dev.rasura.erasure.NamedPeople.Visit;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.Population;
import dev.rasura.testing.SetClock;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Late rows that name whom an erasure was of by values that are gone: found once, and never those of somebody else. */
class SweepTest extends ErasureContract {

    private Population p;

    @BeforeEach
    void fill() {
        p = population(NamedPeople.MODEL);
        NamedPeople.fill(p);
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
            assertThat(new String(rows.getBytes(1), ISO_8859_1))
                    .doesNotContain("anna")
                    .doesNotContain("Person");
        }
    }

    @Test
    void aDatabaseThatTellsNoTransactionsHasThemWaitedForByTheClock() {
        KeyProvider keys = KeyFile.ephemeral("test.example/clock");
        SetClock clock = new SetClock("2026-03-01T10:00:00Z");
        try (Rasura rasura = Rasura.builder(p.factory())
                .keys(keys)
                .clock(clock)
                .longestTransaction(Duration.ofMinutes(10))
                .build()) {
            rasura.erasure().erase(SubjectRef.of("Person", 1));
            p.save(new Letter(3, "anna@a.example"));
            clock.move(Duration.ofHours(5));
            SweepRun first = rasura.erasure().sweep();
            if (family == DatabaseFamily.H2) {
                assertThat(first.waiting())
                        .as("counted from when the commit was seen")
                        .isEqualTo(1);
                clock.move(Duration.ofMinutes(10).minusMillis(1));
                assertThat(rasura.erasure().sweep().sweeps()).isEmpty();
                clock.move(Duration.ofMillis(1));
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
