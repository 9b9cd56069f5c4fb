package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A column of fixed length fills what is written up with blanks, which say nothing. */
class FixedLengthTest extends ErasureContract {

    /** In Java: the first character, and what it means. */
    static class Initial implements OverwriteStrategy {
        @Override
        public String describe() {
            return "its initial";
        }

        @Override
        public Result result() {
            return Result.ANONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return Optional.empty();
        }

        @Override
        public Object write(Object value, OverwriteTarget target) {
            return value.toString().substring(0, 1);
        }

        @Override
        public boolean isWritten(Object value, OverwriteTarget target) {
            return value.toString().length() == 1;
        }
    }

    @Entity(name = "Filled")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Filled {
        @Id
        Long id = 1L;

        @PersonalData(DataCategory.EMAIL)
        @Column(columnDefinition = "char(60) not null", length = 60, nullable = false)
        String mail = "anna@a.example";

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        @Column(columnDefinition = "char(80)", length = 80)
        String hashed = "annaahl";

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "gone")
        @Column(columnDefinition = "char(10)", length = 10)
        String constant = "tall";

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, prefix = 2)
        @Column(columnDefinition = "char(10)", length = 10)
        String cut = "abcdef";

        @PersonalData(value = DataCategory.NETWORK_ADDRESS, onErasure = Strategy.GENERALISE)
        @Column(columnDefinition = "char(40)", length = 40)
        String address = "192.0.2.17";

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = Initial.class)
        @Column(columnDefinition = "char(20)", length = 20)
        String custom = "xyz";

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.JSON,
                json = @JsonPart(path = "$.name"),
                reason = "the rest names nobody")
        @Column(columnDefinition = "char(60)", length = 60)
        String document = "{\"name\":\"anna\",\"theme\":1}";
    }

    @Test
    void twiceIsOnce() {
        Population p = population(Filled.class);
        p.save(new Filled());

        Erased erased = eraseWithoutResidue(p, Filled.class, 1);

        Filled once = p.fromTransaction(session -> session.find(Filled.class, 1L));
        assertThat(once.mail.stripTrailing()).matches("erased-[0-9a-f]{32}@invalid");
        assertThat(once.hashed.stripTrailing()).matches("p1-[0-9a-f]{64}");
        assertThat(List.of(once.constant, once.cut, once.address, once.custom, once.document))
                .extracting(String::stripTrailing)
                .containsExactly("gone", "ab", "192.0.2.0", "x", "{\"theme\":1}");
        assertThat(again(p, Filled.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.dump()).isEqualTo(erased.after());
    }

    @Test
    void aSecondErasureOverwritesWhatIsNewAndTakesATokenForNobodys() {
        Population p = population(Filled.class);
        p.save(new Filled());
        eraseWithoutResidue(p, Filled.class, 1);
        String hashed = p.database().query(String.class, "select hashed from Filled");
        p.database().execute("update Filled set cut = 'abcdef'");

        erase(p, Filled.class, 1);

        assertThat(p.database().query(String.class, "select hashed from Filled"))
                .isEqualTo(hashed);
    }

    @Entity(name = "Unfilled")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Unfilled {
        @Id
        Long id = 1L;

        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false)
        String mail = "anna@a.example";

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        String hashed = "annaahl";

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, prefix = 2)
        String cut = "abcdef";
    }

    @Test
    void twiceIsOnceWhereOnlyTheDatabaseKnowsThatTheLengthIsFixed() {
        List<String> scripts = family == DatabaseFamily.MARIADB
                ? List.of(
                        "alter table Unfilled modify mail char(60) not null, modify hashed char(80), modify cut char(10)")
                : List.of(
                        "create domain fixed_text as char(80)",
                        "alter table Unfilled alter column mail set data type char(60)",
                        "alter table Unfilled alter column hashed set data type fixed_text",
                        "alter table Unfilled alter column cut set data type char(10)");
        try (Population p = Population.of(family, Map.of(), scripts, map -> {}, Unfilled.class)) {
            p.save(new Unfilled());

            Erased erased = eraseWithoutResidue(p, Unfilled.class, 1);

            assertThat(again(p, Unfilled.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
            assertThat(p.dump()).isEqualTo(erased.after());
        }
    }
}
