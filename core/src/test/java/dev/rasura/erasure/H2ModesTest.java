package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.export.ExportFormat;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2 as the tests of many applications have it: in the mode of another database, or with names folded otherwise. */
class H2ModesTest {

    @Entity(name = "Guest")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        String login;

        @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.GENERALISE)
        LocalDate born;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.TOKEN)
        String badge = "a badge";

        Guest() {}

        Guest(long id, String login) {
            this.id = id;
            this.login = login;
            this.email = login + "@guests.example";
            this.born = LocalDate.of(1970, 5, 17);
        }
    }

    @Entity(name = "Stay")
    @OnErasure(RowAction.DELETE)
    static class Stay {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @NotPersonal
        int nights;

        Stay() {}

        Stay(long id, Guest guest) {
            this.id = id;
            this.guest = guest;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MODE=PostgreSQL",
                "MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "MODE=PostgreSQL;DATABASE_TO_UPPER=FALSE",
                "DATABASE_TO_UPPER=FALSE",
                "DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "MODE=MySQL",
                "MODE=MySQL;DATABASE_TO_LOWER=TRUE",
                "MODE=MariaDB",
                "MODE=LEGACY"
            })
    void allDutiesWork(String mode) {
        TestDatabase plain = TestDatabases.of(DatabaseFamily.H2);
        TestDatabase database = new TestDatabase(
                plain.family(), plain.url() + ";" + mode, plain.user(), plain.password(), plain.drop());
        try (database;
                SessionFactory factory = database.sessionFactory(Map.of(), Guest.class, Stay.class);
                Rasura rasura = Population.rasura(factory, map -> {})) {
            factory.inTransaction(session -> {
                Guest anna = new Guest(1, "annalogin");
                session.persist(anna);
                session.persist(new Stay(1, anna));
                session.persist(new Guest(2, "bertlogin"));
            });
            SubjectRef anna = SubjectRef.of(Guest.class, 1);

            ByteArrayOutputStream exported = new ByteArrayOutputStream();
            rasura.export().write(anna, ExportFormat.JSON, exported);
            ErasureReceipt receipt = rasura.erasure().erase(anna);
            rasura.erasure().sweep();
            Attestation attestation = rasura.erasure().attest(receipt.id(), ScanArea.DATABASE);
            rasura.audit().seal();

            assertThat(exported.toString(StandardCharsets.UTF_8))
                    .contains("annalogin@guests.example")
                    .doesNotContain("bertlogin");
            assertThat(receipt.rows(Treatment.DELETED)).isEqualTo(1);
            assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
            assertThat(rasura.audit().verify().intact()).isTrue();
            assertThat(rasura.dataMap().findings()).isEmpty();
            factory.inTransaction(session -> {
                assertThat(session.find(Guest.class, 1L).email).isNull();
                assertThat(session.find(Guest.class, 1L).badge).startsWith("erased-");
                assertThat(session.find(Guest.class, 1L).born).isEqualTo(LocalDate.of(1970, 1, 1));
                assertThat(session.find(Guest.class, 2L).login).isEqualTo("bertlogin");
            });
        }
    }
}
