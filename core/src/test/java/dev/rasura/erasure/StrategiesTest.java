package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** What is written over a value, exactly. */
class StrategiesTest extends ErasureContract {

    enum Mood {
        GLAD,
        UNKNOWN
    }

    @Entity(name = "Constants")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Constants {
        @Id
        Long id;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.CONSTANT, constant = "gone")
        @Column(nullable = false)
        String text = "Anna Ahlgren";

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.NULL)
        String mail = "anna@a.example";

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "-1")
        int whole_ = 7;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "-1.50")
        @Column(name = "amount", precision = 8, scale = 2)
        BigDecimal decimal = new BigDecimal("7.25");

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "0.5")
        double share = 7.25;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "false")
        boolean flag = true;

        @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.CONSTANT, constant = "1900-01-01")
        LocalDate born = LocalDate.of(1970, 5, 17);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "00:00:00")
        LocalTime clock = LocalTime.of(7, 30);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "1900-01-01T00:00:00")
        LocalDateTime local = LocalDateTime.of(2020, 5, 17, 7, 30);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "1900-01-01T00:00:00Z")
        Instant seen = Instant.parse("2020-05-17T07:30:00Z");

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.CONSTANT,
                constant = "00000000-0000-0000-0000-000000000000")
        UUID uuid = UUID.fromString("11111111-1111-4111-8111-111111111111");

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "UNKNOWN")
        @Enumerated(EnumType.STRING)
        Mood mood = Mood.GLAD;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "1")
        @Enumerated(EnumType.ORDINAL)
        Mood ordinal = Mood.GLAD;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEEP, reason = "a size is no name")
        String size = "XL";

        Constants() {}

        Constants(long id) {
            this.id = id;
        }
    }

    @Test
    void aConstantOfEachTypeIsWritten() {
        Population p = population(Constants.class);
        Constants other = new Constants(2);
        other.mail = "bert@b.example";
        p.save(new Constants(1), other);

        Erased erased = eraseWithoutResidue(p, Constants.class, 1);

        assertThat(erased.gone()).hasSize(1);
        assertThat(erased.came())
                .containsExactly("constants{amount=-1.50, born=1900-01-01, clock=00:00:00, flag=false, id=1,"
                        + " local=1900-01-01T00:00, mood=UNKNOWN, ordinal=1, seen=" + point("1900-01-01T00:00")
                        + ", share=0.5,"
                        + " size=XL, text=gone, uuid=00000000-0000-0000-0000-000000000000, whole_=-1}");
        assertThat(again(p, Constants.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        Constants loaded = p.fromTransaction(session -> session.find(Constants.class, 1L));
        assertThat(loaded.mood).isEqualTo(Mood.UNKNOWN);
        assertThat(loaded.ordinal).isEqualTo(Mood.UNKNOWN);
    }

    @Entity(name = "Moods")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Moods {
        @Id
        Long id = 1L;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "UNKNOWN")
        @Enumerated(EnumType.STRING)
        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        @Column(nullable = false)
        Mood mood = Mood.GLAD;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.NULL)
        @Enumerated(EnumType.STRING)
        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        Mood former = Mood.GLAD;
    }

    @Test
    void aConstantOfTheDatabasesOwnEnumIsWritten() {
        if (family == DatabaseFamily.MARIADB) {
            // It has no such types.
            return;
        }
        Population p = population(Moods.class);
        p.save(new Moods());

        Erased erased = erase(p, Moods.class, 1);

        assertThat(erased.came()).containsExactly("moods{id=1, mood=UNKNOWN}");
        assertThat(p.fromTransaction(session -> session.find(Moods.class, 1L)).mood)
                .isEqualTo(Mood.UNKNOWN);
        assertThat(again(p, Moods.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Entity(name = "Cut")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Cut {
        @Id
        Long id;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, prefix = 2)
        @Column(nullable = false)
        String text;

        Cut() {}

        Cut(long id, String text) {
            this.id = id;
            this.text = text;
        }
    }

    @Test
    void aTextIsCutBetweenCharacters() {
        Population p = population(Cut.class);
        List<String> texts = List.of("a\uD83D\uDE00b", "\uD83D\uDE00bc", "abc", "a", "");
        for (int i = 0; i < texts.size(); i++) {
            p.save(new Cut(i, texts.get(i)));
        }

        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            p.rasura().erasure().erase(SubjectRef.of(Cut.class, i));

            long id = i;
            String cut = p.fromTransaction(session -> session.find(Cut.class, id)).text;
            assertThat(text).as(text).startsWith(cut);
            assertThat(cut.codePoints()).as(text).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
            assertThat(cut.codePointCount(0, cut.length())).isLessThanOrEqualTo(2);
            assertThat(again(p, Cut.class, id).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        }
    }

    @Entity(name = "Tokens")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Tokens {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false, unique = true)
        String email;

        @PersonalData(DataCategory.USER_NAME)
        @Column(nullable = false, unique = true, length = 23)
        String login;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.TOKEN)
        @Column(length = 15)
        String shortName;

        Tokens() {}

        Tokens(long id, String email, String login, String shortName) {
            this.id = id;
            this.email = email;
            this.login = login;
            this.shortName = shortName;
        }
    }

    @Test
    void tokensFitTheirColumnsAndNeverMeet() {
        Population p = population(Tokens.class);
        for (long id = 1; id <= 5; id++) {
            p.save(new Tokens(id, "person" + id + "@a.example", "person" + id, id == 5 ? null : "Short " + id));
        }
        for (long id = 1; id <= 5; id++) {
            eraseWithoutResidue(p, Tokens.class, id);
        }
        Set<String> seen = new HashSet<>();
        p.inTransaction(session -> session.createQuery("from Tokens order by id", Tokens.class)
                .list()
                .forEach(t -> {
                    assertThat(t.email).matches("erased-[0-9a-f]{32}@invalid");
                    assertThat(t.login).matches("erased-[0-9a-f]{16}");
                    if (t.id == 5) {
                        assertThat(t.shortName).as("null says nothing").isNull();
                    } else {
                        assertThat(t.shortName).matches("erased-[0-9a-f]{8}");
                    }
                    seen.add(t.email);
                    seen.add(t.login);
                }));
        assertThat(seen).hasSize(10);
        List<String> before = p.dump();
        assertThat(again(p, Tokens.class, 5).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.dump()).isEqualTo(before);
    }

    @Entity(name = "Fellow")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Table(
            uniqueConstraints = {
                @UniqueConstraint(columnNames = {"club", "nick"}),
                @UniqueConstraint(columnNames = {"club", "handle"})
            })
    static class Fellow {
        @Id
        Long id;

        @NotPersonal
        int club;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.TOKEN)
        @Column(nullable = false, length = 23)
        String nick;

        @PersonalData(DataCategory.USER_NAME)
        String handle;

        Fellow() {}

        Fellow(long id) {
            this.id = id;
            this.club = 7;
            this.nick = "nickname" + id;
            this.handle = "handle-of-" + id;
        }
    }

    @Test
    void manyErasedPeopleMeetInNoKeyOfSeveralColumnsAndNeitherDoesOneErasedTwice() {
        Population p = population(Fellow.class);
        for (long id = 1; id <= 5; id++) {
            p.save(new Fellow(id));
        }
        for (long id = 1; id <= 4; id++) {
            eraseWithoutResidue(p, Fellow.class, id);
        }
        p.database().execute("update Fellow set nick = 'back again', handle = 'here again' where id = 1");

        Erased twice = eraseWithoutResidue(p, Fellow.class, 1);

        assertThat(twice.came()).containsExactly("fellow{club=7, id=1, nick=" + shortToken(p, 1) + "}");
        assertThat(p.database().query(Long.class, "select count(distinct nick) from Fellow"))
                .isEqualTo(5);
        assertThat(p.database().count("Fellow where nick like 'erased-%' and handle is null"))
                .isEqualTo(4);
        assertThat(p.dump()).contains("fellow{club=7, handle=handle-of-5, id=5, nick=nickname5}");
    }

    private static String shortToken(Population p, long id) {
        String nick = p.database().query(String.class, "select nick from Fellow where id = " + id);
        assertThat(nick).matches("erased-[0-9a-f]{16}");
        return nick;
    }

    @Test
    void aValueThatOnlyBeginsLikeATokenIsErasedToo() {
        Population p = population(Tokens.class);
        p.save(new Tokens(1, "erased-anna@a.example", "erased-anna", "erased-a"));

        Erased erased = eraseWithoutResidue(p, Tokens.class, 1);

        assertThat(erased.after().toString()).doesNotContain("anna").doesNotContain("erased-a}");
    }

    @Entity(name = "Dates")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Dates {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email = "anna@a.example";

        @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.GENERALISE)
        LocalDate born = LocalDate.of(1970, 12, 31);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, precision = DatePrecision.MONTH)
        LocalDate joined = LocalDate.of(2020, 1, 31);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, precision = DatePrecision.MONTH)
        LocalDateTime local = LocalDateTime.of(2020, 2, 29, 23, 59, 59, 123_456_000);

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE)
        Instant seen = Instant.parse("2021-01-01T01:30:00Z");

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE)
        Instant never;

        Dates() {}

        Dates(long id) {
            this.id = id;
        }
    }

    @Test
    void datesAreCutInUtcWhateverTheSessionsZone() {
        Population p = population(Dates.class);
        p.save(new Dates(1));

        Erased erased = eraseWithoutResidue(p, Dates.class, 1);

        assertThat(erased.came())
                .containsExactly("dates{born=1970-01-01, id=1, joined=2020-01-01, local=2020-02-01T00:00," + " seen="
                        + point("2021-01-01T00:00") + "}");
        assertThat(again(p, Dates.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    /** A point in time as a dump has it: on MariaDB what the clock says in UTC. */
    private String point(String utc) {
        return family == DatabaseFamily.MARIADB ? utc : utc + ":00Z";
    }
}
