package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What holds although MariaDB's collations take texts for equal that are not. */
class MariaTextTest {

    private static final Population.Cache POPULATIONS = new Population.Cache();

    @AfterAll
    static void close() {
        POPULATIONS.close();
    }

    @Entity(name = "Account")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Account {
        @Id
        @NotPersonal
        String login;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.KEYED_HASH)
        String name;

        @PersonalData(value = DataCategory.CITY, onErasure = Strategy.CONSTANT, constant = "Orebro")
        String town;

        Account() {}

        Account(String login, String name, String town) {
            this.login = login;
            this.name = name;
            this.town = town;
        }
    }

    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @NotPersonal
        @SoftReference(to = Account.class)
        String visitor;

        Visit() {}

        Visit(long id, String visitor) {
            this.id = id;
            this.visitor = visitor;
        }
    }

    private static Population population() {
        return POPULATIONS.of(DatabaseFamily.MARIADB, Account.class, Visit.class);
    }

    @Test
    void aCopiedKeyNamesWhoeverHasTheseVeryCharacters() {
        Population p = population();
        p.save(new Account("anna", "Anna Ahlgren", "Malmo"));
        p.save(new Visit(1, "anna"), new Visit(2, "ANNA"), new Visit(3, "anna "), new Visit(4, "\u00e4nna"));

        p.rasura().erasure().erase(SubjectRef.of(Account.class, "anna"));

        assertThat(p.dump().stream().filter(row -> row.startsWith("visit")))
                .containsExactly(
                        "visit{id=2, visitor=ANNA}", "visit{id=3, visitor=anna }", "visit{id=4, visitor=\u00e4nna}");
    }

    @Test
    void aKeyInAnotherSpellingFindsNobody() {
        Population p = population();
        p.save(new Account("anna", "Anna Ahlgren", "Malmo"));

        for (String other : List.of("ANNA", "anna ", "\u00e4nna")) {
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Account.class, other)))
                    .isInstanceOf(SubjectNotFoundException.class);
        }
        assertThat(p.database().count("rasura_erasure")).isZero();
    }

    @Test
    void namesThatDifferInCaseOnlyHaveHashesOfTheirOwn() {
        Population p = population();
        p.save(new Account("a", "Anna", "x"), new Account("b", "ANNA", "x"));

        p.rasura().erasure().erase(SubjectRef.of(Account.class, "a"));
        p.rasura().erasure().erase(SubjectRef.of(Account.class, "b"));

        assertThat(p.database().query(Long.class, "select count(distinct name) from Account"))
                .isEqualTo(2);
    }

    @Test
    void aValueThatIsLikeTheConstantIsOverwritten() {
        Population p = population();
        p.save(new Account("a", "Anna", "\u00d6rebro"));

        p.rasura().erasure().erase(SubjectRef.of(Account.class, "a"));

        assertThat(p.dump()).singleElement().asString().contains("town=Orebro");
    }

    @Test
    void theServersDefaultIsolationIsChangedForOurTransactionsAndRefusedInTheCallers() {
        try (Population p = Population.of(
                DatabaseFamily.MARIADB,
                Map.of("hibernate.connection.isolation", "REPEATABLE_READ"),
                List.of(),
                map -> {},
                Account.class,
                Visit.class)) {
            p.save(new Account("a", "Anna", "x"), new Account("b", "Bert", "x"));
            assertThatThrownBy(() -> p.inTransaction(
                            session -> p.rasura().erasure().erase(SubjectRef.of(Account.class, "a"), session)))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("READ COMMITTED");
            assertThat(p.rasura()
                            .erasure()
                            .erase(SubjectRef.of(Account.class, "b"))
                            .outcome())
                    .isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        }
    }

    @Test
    void tablesInWhichNoDutyCouldKeepItsWordStopTheStart() {
        for (String alter : List.of("alter table Visit engine = MyISAM", "alter table Visit add system versioning")) {
            assertThatThrownBy(() -> Population.of(
                            DatabaseFamily.MARIADB, Map.of(), List.of(alter), map -> {}, Account.class, Visit.class))
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("Visit");
        }
    }
}
