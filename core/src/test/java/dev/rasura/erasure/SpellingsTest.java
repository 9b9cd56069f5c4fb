package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.junit.jupiter.api.Test;

/** A column in which the database takes several spellings for one value: what another person has in another one is shared. */
class SpellingsTest extends ErasureContract {

    @Entity(name = "Singer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Singer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Singer() {}

        Singer(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Test
    void whatAnotherPersonHasInAnotherCaseIsNoResidue() {
        try (Population p = Population.of(family, Singer.class)) {
            switch (family) {
                case H2 -> p.database().execute("alter table Singer alter column email varchar_ignorecase(255)");
                case POSTGRESQL -> {
                    p.database()
                            .execute("create collation anycase"
                                    + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
                    p.database().execute("alter table Singer alter column email type varchar(255) collate anycase");
                }
                // Its default collation knows no case.
                case MARIADB -> {}
            }
            p.save(
                    new Singer(1, "duo77@d.example"),
                    new Singer(2, "Duo77@D.example"),
                    new Singer(3, "solo88@s.example"));

            Attestation attestation = p.erase(Singer.class, 1).attestation();

            assertThat(attestation.residue()).isZero();
            assertThat(attestation.shared()).isEqualTo(1);
            assertThat(eraseWithoutResidue(p, Singer.class, 3).attestation().shared())
                    .isZero();
        }
    }
}
