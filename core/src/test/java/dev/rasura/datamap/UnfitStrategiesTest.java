package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Every strategy that does not fit its column is named at start, with its cure. */
class UnfitStrategiesTest {

    enum Size {
        S,
        L
    }

    @Entity(name = "Wrong")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Table(
            uniqueConstraints =
                    @UniqueConstraint(
                            name = "uk",
                            columnNames = {"a", "b"}))
    static class Wrong {
        @Id
        Long id;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.NULL)
        @Column(nullable = false)
        String notNull;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.TOKEN)
        Integer number;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.TOKEN)
        @Column(length = 22)
        String tooShort;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEYED_HASH)
        @Column(length = 18)
        String hashTooShort;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "none")
        Integer wrongType;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "anonymous")
        @Column(length = 8)
        String tooLong;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "x")
        @Column(unique = true)
        String unique;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "M")
        @Enumerated(EnumType.STRING)
        Size size;

        @PersonalData(value = DataCategory.OTHER)
        @Column(nullable = false)
        LocalDate noChoice;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE)
        String noDate;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEEP)
        String keptWithoutReason;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "x")
        String a;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "x")
        String b;
    }

    @Test
    void everyStrategyThatDoesNotFitIsNamedInOneException() {
        List<String> findings = findings(Wrong.class);
        assertFinding(findings, "Wrong.notNull", "NOT NULL", "Choose TOKEN");
        assertFinding(findings, "Wrong.number", "cannot hold a text token", "Choose NULL");
        assertFinding(findings, "Wrong.tooShort", "22 characters", "needs 23");
        assertFinding(findings, "Wrong.hashTooShort", "18 characters", "needs 19");
        assertFinding(findings, "Wrong.wrongType", "cannot be read as integer");
        assertFinding(findings, "Wrong.tooLong", "longer than the column's 8");
        assertFinding(findings, "Wrong.unique", "is unique", "Choose TOKEN");
        assertFinding(findings, "Wrong.size", "no value of Size");
        assertFinding(
                findings, "Wrong.noChoice", "NOT NULL", "Choose @PersonalData(onErasure = CONSTANT or GENERALISE)");
        assertFinding(findings, "Wrong.noDate", "how many characters", "prefix = 2");
        assertFinding(findings, "Wrong.keptWithoutReason", "needs its reason");
        assertFinding(findings, "Wrong", "[a, b]", "TOKEN or NULL");
        assertThat(findings).hasSize(12);
    }

    @Entity(name = "Spelt")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Spelt {
        @Id
        Long id;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.CONSTANT, constant = "5000000000")
        @Column(columnDefinition = "int8")
        Long eightBytes;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.CONSTANT, constant = "40000")
        @Column(columnDefinition = "int2")
        Integer twoBytes;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.CONSTANT, constant = "5000000000")
        @Column(columnDefinition = "int4")
        Long fourBytes;

        @PersonalData(DataCategory.DOCUMENT)
        @Column(nullable = false)
        byte[] scan;

        @PersonalData(DataCategory.OTHER)
        @Column(nullable = false, unique = true)
        Integer number;
    }

    @Test
    void whatIsNamedIsWhatTheColumnTakes() {
        List<String> findings = findings(Spelt.class);
        assertFinding(findings, "Spelt.twoBytes", "beyond the range of int2");
        assertFinding(findings, "Spelt.fourBytes", "beyond the range of int4");
        assertFinding(findings, "Spelt.scan", "NOT NULL", "onErasure = CUSTOM)");
        assertFinding(findings, "Spelt.number", "NOT NULL", "onErasure = CUSTOM)");
        assertThat(findings).hasSize(4);
    }

    /** Takes nothing. */
    static class Picky implements OverwriteStrategy {
        @Override
        public String describe() {
            return "nothing";
        }

        @Override
        public Result result() {
            return Result.ANONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return Optional.of("is not to my taste: " + target.sqlType() + ". Choose NULL");
        }
    }

    @Entity(name = "Unfit")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Unfit {
        @Id
        Long id;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM)
        String unnamed;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = Picky.class)
        String picky;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE)
        Integer noWidth;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "0.5")
        Integer half;

        @PersonalData(value = DataCategory.NETWORK_ADDRESS, onErasure = Strategy.GENERALISE)
        @Column(length = 15)
        String address;

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.JSON,
                reason = "a reason",
                json = @JsonPart(path = "name"))
        String document;

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.JSON,
                reason = "a reason",
                json = {@JsonPart(path = "$.a"), @JsonPart(path = "$.a.b")})
        String twice;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.JSON, json = @JsonPart(path = "$.a"))
        String noReason;

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.NULL,
                keepWhen = "nowidth > 0",
                reason = "a reason")
        String kept;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.NULL, keepWhen = "id > 0")
        String unexplained;
    }

    @Test
    void whatDoesNotFitIsNamedWithItsCure() {
        List<String> findings = findings(Unfit.class);

        assertFinding(findings, "Unfit.unnamed", "CUSTOM needs the class");
        assertFinding(findings, "Unfit.picky", "not to my taste");
        assertFinding(findings, "Unfit.noWidth", "needs the width", "bucket = ");
        assertFinding(findings, "Unfit.half", "multiples of 0.5", "wider bucket");
        assertFinding(findings, "Unfit.address", "IPv6", "15 characters");
        assertFinding(findings, "Unfit.document", "the JSON path 'name' cannot be read");
        assertFinding(findings, "Unfit.twice", "$.a.b", "another path");
        assertFinding(findings, "Unfit.noReason", "needs its reason");
        assertFinding(findings, "Unfit.kept", "keepWhen names noWidth", "overwritten itself");
        assertFinding(findings, "Unfit.unexplained", "keepWhen needs the reason", "reason = ");
        assertThat(findings).hasSize(10);
    }

    @Entity(name = "Member")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Table(
            uniqueConstraints = {
                @UniqueConstraint(
                        name = "uk_1",
                        columnNames = {"tenant", "nick"}),
                @UniqueConstraint(
                        name = "uk_2",
                        columnNames = {"tenant", "handle"})
            })
    static class Member {
        @Id
        Long id;

        @NotPersonal
        int tenant;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.CONSTANT, constant = "gone")
        String nick;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.TOKEN)
        @Column(length = 20)
        String handle;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.CONSTANT, constant = "0.125")
        @Column(precision = 6, scale = 2)
        BigDecimal fee;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.CONSTANT, constant = "40000")
        Short points;
    }

    @Test
    void aKeyOfSeveralColumnsHoldsNoValueTwiceAndNumbersAreNotRounded() {
        List<String> findings = findings(Member.class);

        assertFinding(findings, "[tenant, nick]", "same values twice", "TOKEN or NULL");
        assertFinding(findings, "Member.handle", "20 characters", "a token needs 23");
        assertFinding(findings, "Member.fee", "without rounding");
        assertFinding(findings, "Member.points", "beyond the range");
        assertThat(findings).hasSize(4);
    }

    @Entity(name = "Fellow")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Table(name = "club_member")
    static class Fellow {
        @Id
        Long id;

        @Column(unique = true)
        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.CONSTANT, constant = "gone")
        String nick;

        @Column(unique = true)
        @PersonalData(
                value = DataCategory.DATE_OF_BIRTH,
                onErasure = Strategy.GENERALISE,
                precision = DatePrecision.YEAR)
        LocalDate born;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "wide")
        BigDecimal income;
    }

    @Test
    void valuesThatTwoErasedPeopleWouldShareInAUniqueColumnAndABucketThatIsNoNumber() {
        List<String> findings = findings(Fellow.class);
        assertFinding(findings, "is unique, so a constant would fail for the second person erased");
        assertFinding(findings, "is unique, so values that are made coarser could meet");
        assertFinding(findings, "the bucket 'wide' is no number");
    }

    @Entity(name = "Cornered")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Cornered {
        @Id
        Long id;

        @Column(nullable = false, unique = true, length = 3)
        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.TOKEN)
        String code;

        @Column(nullable = false, unique = true, precision = 2, scale = 0)
        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "0")
        BigDecimal place;

        @Column(nullable = false)
        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.NULL)
        Integer points;
    }

    @Test
    void aCureIsNoneThatTheColumnRefusesAsWell() {
        List<String> findings = findings(Cornered.class);

        assertFinding(findings, "Cornered.code", "Let it be null, or longer, or let the row be deleted");
        assertFinding(findings, "Cornered.place", "Let it be null, or let the row be deleted");
        assertFinding(findings, "Cornered.points", "Choose CONSTANT or GENERALISE, or let the row be deleted");
        assertThat(findings).hasSize(3);
    }

    @Embeddable
    static class Card {
        @PersonalData(value = DataCategory.FREE_TEXT, onErasure = Strategy.NULL)
        String note;

        @PersonalData(value = DataCategory.BEHAVIOUR, onErasure = Strategy.KEEP, reason = "statistics")
        String visits;

        String colour;
    }

    @Entity(name = "Visitor")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Visitor {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        Card card;
    }

    @Test
    void aColumnOfSeveralPartsOfWhichSomeAreKeptAndOneIsUnknown() {
        assertFinding(
                findings(Visitor.class),
                "is stored in one column and overwritten as a whole, but some of its personal parts are to be kept");
    }

    @Entity(name = "Grounded")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Retain(ground = "Not closed", when = "status <> 'CLOSED'")
    static class Grounded {
        @Id
        Long id;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        String status;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Test
    void aGroundDoesNotDecideByAValueThatIsOverwrittenBeforeTheRest() {
        List<String> findings = findings(Grounded.class);

        assertOneFinding(findings, "Grounded", "'Not closed' decides by status", "a column that stays");
    }
}
