package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.Test;

/** Keys that a column takes for the same and that are of two people: a person has the key as it is written. */
class SpellingOfKeysTest extends ErasureContract {

    @Entity(name = "Nick")
    @DataSubject
    static class Nick {
        @Id
        @Column(length = 40)
        @PersonalData(DataCategory.USER_NAME)
        String name;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Nick() {}

        Nick(String name) {
            this.name = name;
            this.email = name + "@a.example";
        }
    }

    @Entity(name = "Alias")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Alias {
        @Id
        @Column(length = 60)
        @PersonalData(DataCategory.USER_NAME)
        String name;

        Alias() {}

        Alias(String name) {
            this.name = name;
        }
    }

    private Population caseless() {
        return Population.of(family, Map.of(), scripts("Nick", "Alias"), map -> {}, Nick.class, Alias.class);
    }

    /** MariaDB's tests have such a collation anyway. */
    private List<String> scripts(String... tables) {
        List<String> scripts = new java.util.ArrayList<>();
        if (family == DatabaseFamily.POSTGRESQL) {
            scripts.add(
                    "create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        }
        for (String table : tables) {
            switch (family) {
                case H2 -> scripts.add("alter table " + table + " alter column name varchar_ignorecase(60)");
                case POSTGRESQL ->
                    scripts.add("alter table " + table + " alter column name type varchar(60) collate caseless");
                case MARIADB -> {}
            }
        }
        return scripts;
    }

    @Test
    void nobodyHasAKeyInAnotherSpelling() {
        try (Population p = caseless()) {
            p.save(new Nick("annaahlgren"), new Alias("bertborg"));
            List<String> before = p.dump();
            for (SubjectRef other : List.of(SubjectRef.of("Nick", "ANNAAHLGREN"), SubjectRef.of("Alias", "BertBorg"))) {
                assertThatThrownBy(() -> p.rasura().erasure().plan(other)).isInstanceOf(SubjectNotFoundException.class);
                assertThatThrownBy(() -> p.rasura().erasure().erase(other))
                        .isInstanceOf(SubjectNotFoundException.class);
            }
            assertThat(p.dump()).isEqualTo(before);
        }
    }

    @Test
    void whoRegistersInAnotherSpellingIsNotErasedWithThoseWhoWere() {
        try (Population p = caseless()) {
            p.save(new Nick("annaahlgren"), new Alias("bertborg"));
            SubjectRef anna = SubjectRef.of("Nick", "annaahlgren");
            SubjectRef bert = SubjectRef.of("Alias", "bertborg");
            p.rasura().erasure().erase(anna);
            p.rasura().erasure().erase(bert);
            p.save(new Nick("AnnaAhlgren"), new Alias("BertBorg"));
            List<String> before = p.dump();

            for (SubjectRef gone : List.of(anna, bert)) {
                assertThat(p.rasura().erasure().erase(gone).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
            }

            assertThat(p.dump()).isEqualTo(before);
        }
    }

    @Entity(name = "Remembered")
    @Audited
    @DataSubject
    static class Remembered {
        @Id
        @Column(length = 40)
        @PersonalData(DataCategory.USER_NAME)
        String name;

        Remembered() {}

        Remembered(String name) {
            this.name = name;
        }
    }

    @Test
    void aHistoryInAnotherSpellingIsNobodysEither() {
        if (family == DatabaseFamily.POSTGRESQL) {
            return;
        }
        try (Population p =
                Population.of(family, Map.of(), scripts("Remembered", "Remembered_AUD"), map -> {}, Remembered.class)) {
            p.save(new Remembered("annaahlgren"));
            List<String> before = p.dump();
            SubjectRef other = SubjectRef.of("Remembered", "AnnaAhlgren");
            assertThatThrownBy(() -> p.rasura().erasure().erase(other)).isInstanceOf(SubjectNotFoundException.class);
            assertThat(p.dump()).isEqualTo(before);
        }
    }
}
