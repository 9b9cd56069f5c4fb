package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DutyFailedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys that are longer in the database than the mapping says, of rows that are found before the work. */
class LongFoundKeysTest extends ErasureContract {

    @Entity(name = "Witness")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Witness {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email = "witness@a.example";
    }

    /** Is found by a value that is overwritten in it. */
    @Entity(name = "Exhibit")
    @OnErasure(RowAction.ANONYMISE)
    static class Exhibit {
        @Id
        @NotPersonal
        String name;

        @SoftReference(to = Witness.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String givenBy = "witness@a.example";
    }

    @Test
    void aKeyThatCannotBeRememberedWholeFailsTheErasure() {
        String wider = "alter table Exhibit "
                + switch (family) {
                    case H2 -> "alter column name varchar(400)";
                    case POSTGRESQL -> "alter column name type varchar(400)";
                    case MARIADB -> "modify name varchar(400)";
                };
        try (Population p = Population.of(family, Map.of(), List.of(wider), map -> {}, Witness.class, Exhibit.class)) {
            Witness anna = new Witness();
            anna.id = 1L;
            Exhibit letter = new Exhibit();
            letter.name = "x".repeat(300);
            p.save(anna, letter);
            List<String> before = p.dump();

            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Witness.class, 1)))
                    .isInstanceOf(DutyFailedException.class);
            assertThat(p.dump()).isEqualTo(before);
        }
    }
}
