package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is written over a value, exactly, and what is kept and why. */
class StrategiesTest extends ErasureContract {

    enum Mood {
        GLAD,
        UNKNOWN
    }

    @Entity(name = "Constants")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Constants {
        @Id
        Long id;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.CONSTANT, constant = "gone")
        @Column(nullable = false)
        String text = "Anna Ahlgren";

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.NULL)
        String mail = "anna@a.example";

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "-1")
        int whole_ = 7;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "-1.50")
        @Column(name = "amount", precision = 8, scale = 2)
        BigDecimal decimal = new BigDecimal("7.25");

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "0.5")
        double share = 7.25;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "false")
        boolean flag = true;

        @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.CONSTANT, constant = "1900-01-01")
        LocalDate born = LocalDate.of(1970, 5, 17);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "00:00:00")
        LocalTime clock = LocalTime.of(7, 30);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "1900-01-01T00:00:00")
        LocalDateTime local = LocalDateTime.of(2020, 5, 17, 7, 30);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "1900-01-01T00:00:00Z")
        Instant seen = Instant.parse("2020-05-17T07:30:00Z");

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.CONSTANT,
                constant = "00000000-0000-0000-0000-000000000000")
        UUID uuid = UUID.fromString("11111111-1111-4111-8111-111111111111");

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "UNKNOWN")
        @Enumerated(EnumType.STRING)
        Mood mood = Mood.GLAD;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "1")
        @Enumerated(EnumType.ORDINAL)
        Mood ordinal = Mood.GLAD;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEEP, reason = "a size is no name")
        String size = "XL";

        Constants() {}

        Constants(long id) {
            this.id = id;
        }
    }

    @Test
    void aConstantOfEachTypeIsWritten() {
        Population p = population(Constants.class);
        Constants other = new Constants(2);
        other.mail = "bert@b.example";
        p.save(new Constants(1), other);

        Erased erased = eraseWithoutResidue(p, Constants.class, 1);

        assertThat(erased.gone()).hasSize(1);
        assertThat(erased.came())
                .containsExactly("constants{amount=-1.50, born=1900-01-01, clock=00:00:00, flag=false, id=1,"
                        + " local=1900-01-01T00:00, mood=UNKNOWN, ordinal=1, seen=" + point("1900-01-01T00:00")
                        + ", share=0.5,"
                        + " size=XL, text=gone, uuid=00000000-0000-0000-0000-000000000000, whole_=-1}");
        assertThat(again(p, Constants.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        Constants loaded = p.fromTransaction(session -> session.find(Constants.class, 1L));
        assertThat(loaded.mood).isEqualTo(Mood.UNKNOWN);
        assertThat(loaded.ordinal).isEqualTo(Mood.UNKNOWN);
    }

    /** A point in time as a dump has it: on MariaDB what the clock says in UTC. */
    private String point(String utc) {
        return family == DatabaseFamily.MARIADB ? utc : utc + ":00Z";
    }

    @Entity(name = "Tokens")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Tokens {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false, unique = true)
        String email;

        @PersonalData(DataCategory.USER_NAME)
        @Column(nullable = false, unique = true, length = 23)
        String login;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.TOKEN)
        @Column(length = 15)
        String shortName;

        Tokens() {}

        Tokens(long id, String email, String login, String shortName) {
            this.id = id;
            this.email = email;
            this.login = login;
            this.shortName = shortName;
        }
    }

    @Test
    void tokensFitTheirColumnsAndNeverMeet() {
        Population p = population(Tokens.class);
        for (long id = 1; id <= 5; id++) {
            p.save(new Tokens(id, "person" + id + "@a.example", "person" + id, id == 5 ? null : "Short " + id));
        }
        for (long id = 1; id <= 5; id++) {
            eraseWithoutResidue(p, Tokens.class, id);
        }
        Set<String> seen = new HashSet<>();
        p.inTransaction(session -> session.createQuery("from Tokens order by id", Tokens.class)
                .list()
                .forEach(t -> {
                    assertThat(t.email).matches("erased-[0-9a-f]{32}@invalid");
                    assertThat(t.login).matches("erased-[0-9a-f]{16}");
                    if (t.id == 5) {
                        assertThat(t.shortName).as("null says nothing").isNull();
                    } else {
                        assertThat(t.shortName).matches("erased-[0-9a-f]{8}");
                    }
                    seen.add(t.email);
                    seen.add(t.login);
                }));
        assertThat(seen).hasSize(10);
        List<String> before = p.dump();
        assertThat(again(p, Tokens.class, 5).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.dump()).isEqualTo(before);
    }

    @Test
    void aValueThatOnlyBeginsLikeATokenIsErasedToo() {
        Population p = population(Tokens.class);
        p.save(new Tokens(1, "erased-anna@a.example", "erased-anna", "erased-a"));

        Erased erased = eraseWithoutResidue(p, Tokens.class, 1);

        assertThat(erased.after().toString()).doesNotContain("anna").doesNotContain("erased-a}");
    }

    @Entity(name = "Hashed")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Hashed {
        @Id
        Long id;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        @Column(unique = true)
        String login;

        @Version
        int version;

        Hashed() {}

        Hashed(long id, String login) {
            this.id = id;
            this.login = login;
        }
    }

    @Entity(name = "Click")
    @OnErasure(RowAction.ANONYMISE)
    static class Click {
        @Id
        Long id;

        @ManyToOne
        Hashed who;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        @Column(length = 19)
        String device;

        Click() {}

        Click(long id, Hashed who, String device) {
            this.id = id;
            this.who = who;
            this.device = device;
        }
    }

    @Test
    void aKeyedHashIsTheSameForTheSameValueAndLeavesNothingOfIt() {
        Population p = population(Hashed.class, Click.class);
        Hashed anna = new Hashed(1, "p1-anna");
        Hashed bert = new Hashed(2, "bertborg");
        p.save(anna, bert);
        p.save(new Click(1, anna, "iphone-77"), new Click(2, anna, "iphone-77"), new Click(3, anna, "tablet-88"));
        p.save(new Click(4, bert, "iphone-99"), new Click(5, anna, null));

        Erased erased = eraseWithoutResidue(p, Hashed.class, 1);

        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of("Hashed PSEUDONYMISED", 1L, "Click PSEUDONYMISED", 3L));
        String first = p.database().query(String.class, "select device from Click where id = 1");
        assertThat(first).matches("p1-[0-9a-f]{16}");
        assertThat(p.database().query(String.class, "select device from Click where id = 2"))
                .isEqualTo(first);
        assertThat(p.database().query(String.class, "select device from Click where id = 3"))
                .matches("p1-[0-9a-f]{16}")
                .isNotEqualTo(first);
        assertThat(p.database().query(String.class, "select login from Hashed where id = 1"))
                .as("a name that only begins like a hash is hashed")
                .matches("p1-[0-9a-f]{64}");
        assertThat(again(p, Hashed.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void moreThanAThousandDistinctValuesAreHashed() {
        Population p = population(Hashed.class, Click.class);
        Hashed anna = new Hashed(1, "annaahl");
        p.save(anna);
        p.inTransaction(session -> {
            for (long i = 1; i <= 2_345; i++) {
                session.persist(new Click(i, anna, "device-" + i));
            }
        });

        Erased erased = eraseWithoutResidue(p, Hashed.class, 1);

        assertThat(erased.receipt().rows(Treatment.PSEUDONYMISED)).isEqualTo(2_346);
        assertThat(p.database().query(Long.class, "select count(distinct device) from Click where device like 'p1-%'"))
                .isEqualTo(2_345);
    }

    @Test
    void aStaleCopyOfAHashedRowCannotBringTheNameBack() {
        Population p = population(Hashed.class, Click.class);
        p.save(new Hashed(1, "annaahl"));
        Hashed stale = p.fromTransaction(session -> session.find(Hashed.class, 1L));

        eraseWithoutResidue(p, Hashed.class, 1);

        stale.login = "annaahl2";
        assertThatThrownBy(() -> p.inTransaction(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class);
    }

    // --- dates

    @Entity(name = "Dates")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Dates {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email = "anna@a.example";

        @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.GENERALISE)
        LocalDate born = LocalDate.of(1970, 12, 31);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, precision = DatePrecision.MONTH)
        LocalDate joined = LocalDate.of(2020, 1, 31);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, precision = DatePrecision.MONTH)
        LocalDateTime local = LocalDateTime.of(2020, 2, 29, 23, 59, 59, 123_456_000);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE)
        Instant seen = Instant.parse("2021-01-01T01:30:00Z");

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE)
        Instant never;

        Dates() {}

        Dates(long id) {
            this.id = id;
        }
    }

    @Test
    void datesAreCutInUtcWhateverTheSessionsZone() {
        Population p = population(Dates.class);
        p.save(new Dates(1));

        Erased erased = eraseWithoutResidue(p, Dates.class, 1);

        assertThat(erased.came())
                .containsExactly("dates{born=1970-01-01, id=1, joined=2020-01-01, local=2020-02-01T00:00," + " seen="
                        + point("2021-01-01T00:00") + "}");
        assertThat(again(p, Dates.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    // --- versions

    @Entity(name = "Timed")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Timed {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        String colour;

        @Version
        Instant version;

        Timed() {}

        Timed(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Test
    void aStaleCopyWithATimeForAVersionCannotBringTheNameBack() {
        Population p = population(Timed.class);
        p.save(new Timed(1, "anna@a.example"));
        Timed stale = p.fromTransaction(session -> session.find(Timed.class, 1L));

        eraseWithoutResidue(p, Timed.class, 1);

        stale.colour = "blue";
        assertThatThrownBy(() -> p.inTransaction(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class);
    }

    @Entity(name = "Split")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @jakarta.persistence.SecondaryTable(name = "split_detail")
    static class Split {
        @Id
        Long id;

        @NotPersonal
        String colour;

        @Column(table = "split_detail")
        @PersonalData(DataCategory.EMAIL)
        String email;

        @Version
        int version;

        Split() {}

        Split(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Test
    void aStaleCopyCannotBringBackWhatIsInASecondaryTable() {
        Population p = population(Split.class);
        p.save(new Split(1, "anna@a.example"), new Split(2, "bert@b.example"));
        Split stale = p.fromTransaction(session -> session.find(Split.class, 1L));

        Erased erased = eraseWithoutResidue(p, Split.class, 1);
        assertThat(erased.came()).containsExactlyInAnyOrder("split{id=1, version=1}", "split_detail{id=1}");
        assertThat(again(p, Split.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.database().query(Integer.class, "select version from Split where id = 1"))
                .isEqualTo(1);

        stale.colour = "blue";
        assertThatThrownBy(() -> p.inTransaction(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class);
    }

    // --- grounds

    @Entity(name = "Borrower")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Borrower {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Borrower() {}

        Borrower(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Loan")
    @Retain(ground = "Loan open (Art. 17(3)(e))", when = "returned = false", until = "return of the book")
    @Retain(ground = "Fine unpaid", when = "fine > 0")
    static class Loan {
        @Id
        Long id;

        @ManyToOne
        Borrower borrower;

        @NotPersonal
        Boolean returned;

        @PersonalData(DataCategory.FINANCIAL)
        Integer fine;

        @PersonalData(DataCategory.EMAIL)
        String remindAt;

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        List<String> notes = new ArrayList<>();

        Loan() {}

        Loan(long id, Borrower borrower, Boolean returned, Integer fine) {
            this.id = id;
            this.borrower = borrower;
            this.returned = returned;
            this.fine = fine;
            this.remindAt = borrower.email;
            this.notes.add("note on " + id);
        }
    }

    @Test
    void rowsAreRetainedWithTheirValuesWhereAGroundHoldsAndNotWhereItIsUnknown() {
        Population p = population(Borrower.class, Loan.class);
        Borrower anna = new Borrower(1, "anna@a.example");
        p.save(
                anna,
                new Loan(1, anna, false, null),
                new Loan(2, anna, true, 0),
                new Loan(3, anna, null, null),
                new Loan(4, anna, true, 5),
                new Loan(5, anna, false, 5));

        Erased erased = eraseWithoutResidue(p, Borrower.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "borrower{email=anna@a.example, id=1}",
                        "loan{borrower_id=1, fine=0, id=2, remindat=anna@a.example, returned=true}",
                        "loan{borrower_id=1, id=3, remindat=anna@a.example}",
                        "loan_notes{loan_id=2, notes=note on 2}",
                        "loan_notes{loan_id=3, notes=note on 3}");
        assertThat(erased.attestation().retained())
                .as("the address is on retained loans")
                .isEqualTo(1);
        for (List<TableCount> counts :
                List.of(erased.plan().tables(), erased.receipt().tables())) {
            assertThat(counts)
                    .filteredOn(c ->
                            c.treatment() == Treatment.RETAINED && c.table().equals("Loan"))
                    .extracting(TableCount::ground, TableCount::until, TableCount::rows)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.api.Assertions.tuple(
                                    "Loan open (Art. 17(3)(e))", "return of the book", 2L),
                            org.assertj.core.api.Assertions.tuple("Fine unpaid", null, 2L));
        }
        assertThat(p.database()
                        .query(Long.class, "select count(*) from rasura_erasure where receipt like '%Loan open%'"))
                .isEqualTo(1);
        assertThatCode(() -> again(p, Borrower.class, 1)).doesNotThrowAnyException();
    }

    @Test
    void whatAGroundKeptGoesWithALaterErasureWhenTheGroundIsGone() {
        Population p = population(Borrower.class, Loan.class);
        Borrower anna = new Borrower(1, "anna@a.example");
        p.save(anna, new Loan(1, anna, false, null));
        eraseWithoutResidue(p, Borrower.class, 1);

        p.database().execute("update Loan set returned = true");
        Erased second = eraseWithoutResidue(p, Borrower.class, 1);

        assertThat(second.after().toString()).doesNotContain("anna@a.example");
    }
}
