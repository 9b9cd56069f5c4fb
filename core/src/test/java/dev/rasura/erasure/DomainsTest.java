package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A column whose type is a domain is as long, and as strict, as the domain. */
class DomainsTest extends ErasureContract {

    @Entity(name = "Guest")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false)
        String mail;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.TOKEN)
        String login;

        Guest() {}

        Guest(long id, String name) {
            this.id = id;
            this.mail = name + "@a.example";
            this.login = name;
        }
    }

    private Population guests(DataMapCustomizer customizer, String... scripts) {
        return Population.of(family, Map.of(), List.of(scripts), customizer, Guest.class);
    }

    /** MariaDB has no domains. */
    private boolean domains() {
        return family != DatabaseFamily.MARIADB;
    }

    @Test
    void theLengthIsThatOfTheDomain() {
        if (!domains()) {
            return;
        }
        List<String> scripts = new ArrayList<>(List.of(
                "create domain outer_text as varchar(40)",
                "create domain inner_text as outer_text",
                "alter table Guest alter column mail set data type outer_text",
                "alter table Guest alter column login set data type inner_text"));
        try (Population p = guests(map -> {}, scripts.toArray(String[]::new))) {
            assertThat(p.rasura().dataMap().findings())
                    .filteredOn(f -> f.kind() == Finding.Kind.NARROWER_COLUMN)
                    .hasSize(2)
                    .allSatisfy(f -> assertThat(f.what()).contains("holds 40 characters"));
            p.save(new Guest(1, "annaahl"), new Guest(2, "bertborg"));

            eraseWithoutResidue(p, Guest.class, 1);

            Guest now = p.fromTransaction(session -> session.find(Guest.class, 1L));
            assertThat(now.mail).matches("erased-[0-9a-f]{25}@invalid");
            assertThat(now.login).matches("erased-[0-9a-f]{32}");
            assertThat(again(p, Guest.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        }
    }

    @Test
    void whatIsTooShortForATokenStopsTheStart() {
        if (!domains()) {
            return;
        }
        assertThatThrownBy(() -> guests(
                        map -> {},
                        "create domain narrow_text as varchar(22)",
                        "create domain narrow_mail as narrow_text",
                        "alter table Guest alter column mail set data type narrow_mail"))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Guest.mail")
                .hasMessageContaining("it holds 22 characters and a token needs 23");
    }

    @Test
    void whatOnlyTheDomainForbidsIsNoNull() {
        if (!postgresql()) {
            return;
        }
        DataMapCustomizer toNull =
                map -> map.entity(Guest.class).personal("login", DataCategory.USER_NAME, Overwrite.withNull());
        assertThatThrownBy(() -> guests(
                        toNull,
                        "create domain strict_text as text not null",
                        "create domain strict_login as strict_text",
                        "alter table Guest alter column login set data type strict_login"))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Guest.login")
                .hasMessageContaining("NOT NULL");
    }
}
