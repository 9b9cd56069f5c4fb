package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.DutyFailedException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.spi.OverwriteExpression;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A strategy of the application's own, in SQL and in Java. */
class OwnStrategyTest extends ErasureContract {

    /** In SQL: the last two characters stay. */
    static class LastTwo implements OverwriteStrategy {
        @Override
        public String describe() {
            return "its last two characters";
        }

        @Override
        public Result result() {
            return Result.ANONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return target.valueType() == String.class ? Optional.empty() : Optional.of("is no text. Choose NULL");
        }

        @Override
        public Optional<OverwriteExpression> sql(OverwriteTarget target) {
            String c = target.sql();
            return Optional.of(new OverwriteExpression(
                    "substring(" + c + ", greatest(char_length(" + c + ") - 1, 1), 2)", "char_length(" + c + ") > 2"));
        }
    }

    /** In Java: a number that somebody keeps a table for. */
    static class Numbered implements OverwriteStrategy {
        @Override
        public String describe() {
            return "a number of the register";
        }

        @Override
        public Result result() {
            return Result.PSEUDONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return Optional.empty();
        }

        @Override
        public Object write(Object value, OverwriteTarget target) {
            return value instanceof Long number
                    ? -number
                    : "no. " + value.toString().length();
        }

        @Override
        public boolean isWritten(Object value, OverwriteTarget target) {
            return value instanceof Long number ? number < 0 : value.toString().startsWith("no. ");
        }
    }

    /** In SQL, and does not know its own values. */
    static class Endless extends LastTwo {
        @Override
        public Optional<OverwriteExpression> sql(OverwriteTarget target) {
            return Optional.of(new OverwriteExpression("concat(" + target.sql() + ", 'x')", target.sql() + " <> ''"));
        }
    }

    /** In Java, and quotes the value in what it throws. */
    static class Quoting extends Numbered {
        @Override
        public Object write(Object value, OverwriteTarget target) {
            throw new AssertionError("quote " + value);
        }
    }

    @Entity(name = "Forgetful")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Forgetful {
        @Id
        Long id = 1L;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.CUSTOM, custom = Endless.class)
        String login = "annaahl";
    }

    @Test
    void aStrategyInSqlThatDoesNotKnowItsOwnValuesFailsTheErasureByName() {
        Population p = population(Forgetful.class);
        p.save(new Forgetful());
        List<String> before = p.dump();

        assertThatThrownBy(() -> again(p, Forgetful.class, 1))
                .isInstanceOf(DutyFailedException.class)
                .hasMessageContaining(Endless.class.getName())
                .hasMessageContaining("Forgetful.login")
                .hasMessageContaining("does not know again")
                .hasMessageNotContaining("annaahl");
        assertThat(p.dump()).isEqualTo(before);
    }

    @Entity(name = "Quoted")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Quoted {
        @Id
        Long id = 1L;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.CUSTOM, custom = Quoting.class)
        String login = "annaahl";
    }

    @Test
    void whatAStrategyThrowsIsNotQuoted() {
        Population p = population(Quoted.class);
        p.save(new Quoted());

        assertThatThrownBy(() -> again(p, Quoted.class, 1))
                .isInstanceOf(DutyFailedException.class)
                .hasMessageContaining(Quoting.class.getName())
                .hasMessageContaining("Quoted.login")
                .hasMessageContaining(AssertionError.class.getName())
                .hasMessageNotContaining("annaahl")
                .hasNoCause();
    }

    @Entity(name = "Owner")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SecondaryTable(name = "owner_detail")
    static class Owner {
        @Id
        Long id;

        @PersonalData(value = DataCategory.ACCOUNT_NUMBER, onErasure = Strategy.CUSTOM, custom = LastTwo.class)
        String account;

        @Column(table = "owner_detail")
        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.CUSTOM, custom = Numbered.class)
        String login;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = Numbered.class)
        Integer number;

        @Version
        int version;

        Owner() {}

        Owner(long id, String account, String login, Integer number) {
            this.id = id;
            this.account = account;
            this.login = login;
            this.number = number;
        }
    }

    @Test
    void aStrategyOfOnesOwnWorksInSqlAndInJavaAndSaysWhatItsResultIs() {
        Population p = population(Owner.class);
        p.save(new Owner(1, "SE4550000", "annaahl", 4711), new Owner(2, "SE9910000", "bertborg", 4712));

        Erased erased = eraseWithoutResidue(p, Owner.class, 1);

        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of("Owner ANONYMISED", 1L, "Owner PSEUDONYMISED", 1L, "owner_detail PSEUDONYMISED", 1L));
        assertThat(erased.plan().tables())
                .extracting(TableCount::treatment, TableCount::columns)
                .contains(
                        tuple(Treatment.ANONYMISED, List.of("account: its last two characters")),
                        tuple(Treatment.PSEUDONYMISED, List.of("login: a number of the register (pseudonym)")));
        Owner owner = p.fromTransaction(session -> session.find(Owner.class, 1L));
        assertThat(owner.account).isEqualTo("00");
        assertThat(owner.login).isEqualTo("no. 7");
        assertThat(owner.number).isEqualTo(-4711);
        assertThat(owner.version)
                .as("raised for what changed here and in the secondary table")
                .isPositive();
        List<String> before = p.dump();
        assertThat(again(p, Owner.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.dump()).as("no version is raised for nothing").isEqualTo(before);
    }
}
