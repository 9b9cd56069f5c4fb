package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DutyFailedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the mapping does not know of, the database may refuse all the same: then all is as before, and the place is told. */
class BrokenConstraintTest extends ErasureContract {

    @Entity(name = "Strict")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Strict {
        @Id
        Long id;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.CONSTANT, constant = "gone")
        String login;

        @PersonalData(value = DataCategory.PHONE, onErasure = Strategy.KEYED_HASH)
        String phone;

        Strict() {}

        Strict(long id, String login, String phone) {
            this.id = id;
            this.login = login;
            this.phone = phone;
        }
    }

    private void assertBroken(String constraint, String... parts) {
        Population p = population(Strict.class);
        p.save(new Strict(1, "annaahl", "555-1001"), new Strict(2, "gone", "555-1002"));
        p.database().execute("alter table Strict add constraint strictly_so " + constraint);
        List<String> before = p.dump();
        try {
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Strict.class, 1)))
                    .isInstanceOfSatisfying(DutyFailedException.class, e -> {
                        assertThat(e.getMessage().toLowerCase(java.util.Locale.ROOT))
                                .contains(java.util.Arrays.stream(parts)
                                        .map(part -> part.toLowerCase(java.util.Locale.ROOT))
                                        .toList())
                                .contains("rolled back", "sqlstate");
                        for (Throwable t = e; t != null; t = t.getCause()) {
                            assertThat(String.valueOf(t.getMessage()))
                                    .doesNotContain("annaahl")
                                    .doesNotContain("555")
                                    .doesNotContain("p1-");
                        }
                    });
            assertThat(p.dump()).isEqualTo(before);
        } finally {
            p.database().execute("alter table Strict drop constraint strictly_so");
        }
    }

    @Test
    void aUniqueConstraintIsNamedWithTableAndColumn() {
        assertBroken("unique (login)", "Strict (login: 'gone')", "unique constraint", "strictly_so");
    }

    @Test
    void aCheckConstraintIsNamedWithTableAndColumn() {
        assertBroken("check (login <> 'gone' or id = 2)", "Strict (login: 'gone')", "check constraint", "strictly_so");
    }

    @Test
    void anExclusionConstraintIsNamedWithTableAndColumn() {
        if (postgresql()) {
            assertBroken("exclude (login with =)", "Strict (login: 'gone')", "an exclusion constraint (strictly_so)");
        }
    }

    @Test
    void aConstraintThatTheCommitBreaksIsNamedWithItsTable() {
        if (postgresql()) {
            String deferred = " deferrable initially deferred";
            assertBroken("unique (login)" + deferred, "the commit", "a unique constraint (strictly_so) of strict.");
            assertBroken("exclude (login with =)" + deferred, "the commit", "constraint (strictly_so) of strict.");
        }
    }

    @Test
    void aConstraintThatAValueComputedInJavaBreaksIsNamedToo() {
        assertBroken("check (phone not like 'p1-%')", "Strict.phone", "check constraint", "strictly_so");
    }
}
