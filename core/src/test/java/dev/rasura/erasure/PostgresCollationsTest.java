package dev.rasura.erasure;

import static dev.rasura.erasure.ErasureContract.again;
import static dev.rasura.erasure.ErasureContract.eraseWithoutResidue;
import static dev.rasura.internal.sql.DatabaseFamily.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Columns whose collation takes different texts for equal, and knows no patterns. */
class PostgresCollationsTest {

    @Entity(name = "Caseless")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Caseless {
        @Id
        Long id;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.TOKEN)
        String token = "anna@a.example";

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        String hashed = "annaahl";

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "gone")
        String constant = "GONE";

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, prefix = 1)
        String cut = "abc";

        @PersonalData(value = DataCategory.NETWORK_ADDRESS, onErasure = Strategy.GENERALISE)
        String address = "192.0.2.17";

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.JSON,
                json = @JsonPart(path = "$.name", onErasure = Strategy.CONSTANT, constant = "x"),
                reason = "the rest names nobody")
        String document = "{\"name\":\"X\"}";

        Caseless() {}

        Caseless(long id) {
            this.id = id;
        }
    }

    @Test
    void everyStrategyWorksAndLooksAtTheCharacters() {
        List<String> scripts = new ArrayList<>(List.of(
                "create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)"));
        for (String column : List.of("token", "hashed", "constant", "cut", "address", "document")) {
            scripts.add("alter table Caseless alter column " + column + " type varchar(255) collate caseless");
        }
        try (Population p = Population.of(POSTGRESQL, Map.of(), scripts, map -> {}, Caseless.class)) {
            Caseless other = new Caseless(2);
            other.token = "bert@b.example";
            other.hashed = "bertborg";
            p.save(new Caseless(1), other);

            Erased erased = eraseWithoutResidue(p, Caseless.class, 1);

            assertThat(erased.gone()).hasSize(1);
            Caseless now = p.fromTransaction(session -> session.find(Caseless.class, 1L));
            assertThat(now.token).matches("erased-[0-9a-f]{32}@invalid");
            assertThat(now.hashed).matches("p1-[0-9a-f]{64}");
            assertThat(List.of(now.constant, now.cut, now.address, now.document))
                    .containsExactly("gone", "a", "192.0.2.0", "{\"name\":\"x\"}");
            assertThat(again(p, Caseless.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        }
    }
}
