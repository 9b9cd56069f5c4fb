package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.audit.AuditContext;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** What the trail discloses of subjects of other kinds goes with them, whatever their keys are, and when they expire. */
class AlongKeysTest extends ErasureContract {

    @Entity(name = "Guardian")
    @DataSubject
    @Retention(rule = "guardians", start = "seen", period = "P1Y")
    static class Guardian {
        @Id
        Long id;

        @NotPersonal
        LocalDate seen = LocalDate.of(2020, 1, 1);

        @PersonalData(DataCategory.EMAIL)
        String email;

        Guardian() {}

        Guardian(long id) {
            this.id = id;
            this.email = "guardian" + id + "@a.example";
        }
    }

    @Entity(name = "Numbered")
    @DataSubject
    @SubjectPath("guardian")
    static class Numbered {
        @Id
        @Column(precision = 8, scale = 2)
        BigDecimal id = new BigDecimal("7.50");

        @ManyToOne
        Guardian guardian;
    }

    @Entity(name = "Carded")
    @DataSubject
    @SubjectPath("guardian")
    static class Carded {
        static final UUID CARD = UUID.fromString("00000000-0000-4000-8000-00000000000a");

        @Id
        @JdbcTypeCode(SqlTypes.BINARY)
        UUID id = CARD;

        @ManyToOne
        Guardian guardian;
    }

    @Entity(name = "Coded")
    @DataSubject
    @SubjectPath("guardian")
    static class Coded {
        @Id
        @NotPersonal
        @Column(columnDefinition = "char(10)")
        String id = "ab";

        @ManyToOne
        Guardian guardian;
    }

    private Population guarded() {
        Population p = population(Guardian.class, Numbered.class, Carded.class, Coded.class);
        Guardian anna = new Guardian(1);
        Numbered numbered = new Numbered();
        Carded carded = new Carded();
        Coded coded = new Coded();
        numbered.guardian = anna;
        carded.guardian = anna;
        coded.guardian = anna;
        p.save(anna, numbered, carded, coded);
        disclose(p, SubjectRef.of(Guardian.class, 1));
        disclose(p, SubjectRef.of(Numbered.class, new BigDecimal("7.5")));
        disclose(p, SubjectRef.of(Carded.class, Carded.CARD));
        disclose(p, SubjectRef.of(Coded.class, "ab"));
        return p;
    }

    private static void disclose(Population p, SubjectRef subject) {
        p.rasura()
                .audit()
                .record(AuditContext.current()
                        .event("login.failed", "security")
                        .subject(subject)
                        .personal("address", "192.0.2.1")
                        .build());
    }

    private static long disclosures(Population p) {
        return p.database().query(Long.class, "select count(*) from rasura_audit_disclosure");
    }

    @Test
    void keysOfEachTypeAreKnownByTheirCanonicalText() {
        Population p = guarded();
        assertThat(disclosures(p)).isPositive();
        erase(p, Guardian.class, 1);
        assertThat(disclosures(p)).isZero();
    }

    @Test
    void whoExpiresTakesThemAlongToo() {
        Population p = guarded();
        assertThat(p.rasura()
                        .retention()
                        .run("guardians", RetentionOptions.defaults())
                        .removed())
                .isEqualTo(1);
        assertThat(p.database().count("Coded")).isZero();
        assertThat(disclosures(p)).isZero();
    }

    @Entity(name = "Pet")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @DataSubject
    @SubjectPath("guardian")
    abstract static class Pet {
        @Id
        Long id;

        @ManyToOne
        Guardian guardian;
    }

    @Entity(name = "Cat")
    static class Cat extends Pet {}

    @Entity(name = "Dog")
    static class Dog extends Pet {}

    @Test
    void rowsOfATableForEachClassAreKnownToo() {
        Population p = population(Guardian.class, Pet.class, Cat.class, Dog.class);
        Guardian anna = new Guardian(1);
        Cat cat = new Cat();
        Dog dog = new Dog();
        cat.id = 1L;
        dog.id = 2L;
        cat.guardian = anna;
        dog.guardian = anna;
        p.save(anna, cat, dog);
        disclose(p, SubjectRef.of("Pet", 1));
        disclose(p, SubjectRef.of("Pet", 2));
        erase(p, Guardian.class, 1);
        assertThat(p.database().count("Cat")).isZero();
        assertThat(disclosures(p)).isZero();
    }
}
