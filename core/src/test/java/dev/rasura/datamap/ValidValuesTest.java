package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import dev.rasura.testing.Population;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an erasure will write is held, at start, against all that the database and the application ask of a value. */
class ValidValuesTest {

    private static List<String> findings(DataMapCustomizer customizer, Class<?>... entities) {
        DataMapException refused = catchThrowableOfType(
                DataMapException.class,
                () -> Population.of(DatabaseFamily.H2, Map.of(), List.of(), customizer, entities)
                        .close());
        assertThat(refused).as("the start is refused").isNotNull();
        return refused.findings();
    }

    private static DataMap map(DataMapCustomizer customizer, Class<?>... entities) {
        try (Population p = Population.of(DatabaseFamily.H2, Map.of(), List.of(), customizer, entities)) {
            return p.rasura().dataMap();
        }
    }

    private static Overwrite overwrite(DataMap map, String table, String column) {
        return map.table(table).orElseThrow().columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow()
                .onErasure();
    }

    private static void assertFinding(List<String> findings, String... parts) {
        assertThat(findings).anySatisfy(f -> assertThat(f).contains(parts));
    }

    // --- Bean Validation

    @Entity(name = "Validated")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Validated {
        @Id
        Long id;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.NULL)
        @NotNull
        String name;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.CONSTANT, constant = "gone")
        @Email
        String email;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.TOKEN)
        @Size(max = 20)
        String login;

        @PersonalData(value = DataCategory.PHONE, onErasure = Strategy.TOKEN)
        @Pattern(regexp = "\\+\\d+")
        String phone;

        @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.CONSTANT, constant = "2999-01-01")
        @Past
        LocalDate born;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE)
        @Future
        LocalDate expires;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "1000")
        @Min(500)
        Integer salary;

        @PersonalData(value = DataCategory.POSTAL_CODE, onErasure = Strategy.GENERALISE, prefix = 2)
        @Size(min = 5)
        String postcode;
    }

    @Test
    void aValueThatTheApplicationWouldNotTakeIsRefusedWithColumnStrategyConstraintAndCure() {
        List<String> findings = findings(map -> {}, Validated.class);

        assertFinding(findings, "Validated.name", "NULL", "@NotNull", "Choose a strategy");
        assertFinding(findings, "Validated.email", "CONSTANT", "'gone'", "@Email");
        assertFinding(findings, "Validated.login", "TOKEN", "@Size");
        assertFinding(findings, "Validated.phone", "TOKEN", "@Pattern");
        assertFinding(findings, "Validated.born", "CONSTANT", "@Past");
        assertFinding(findings, "Validated.expires", "GENERALISE", "@Future");
        assertFinding(findings, "Validated.salary", "GENERALISE", "buckets of 1000", "@Min");
        assertFinding(findings, "Validated.postcode", "GENERALISE", "first 2 characters", "@Size");
        assertThat(findings).hasSize(8);
    }

    @Entity(name = "Valid")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Valid {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @NotNull
        @Email
        String email;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "500")
        @Min(500)
        Integer salary;

        @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.GENERALISE)
        @Past
        LocalDate born;

        @PersonalData(value = DataCategory.PHONE, onErasure = Strategy.CONSTANT, constant = "+0")
        @Pattern(regexp = "\\+\\d+")
        String phone;
    }

    @Test
    void whatTheApplicationTakesIsTakenAndNotNullMovesTheChoiceByType() {
        DataMap map = map(m -> {}, Valid.class);

        assertThat(overwrite(map, "Valid", "email").strategy()).isEqualTo(Strategy.TOKEN);
        assertThat(overwrite(map, "Valid", "email").origin()).isEqualTo("chosen by type");
    }

    // --- check constraints

    @Entity(name = "Checked")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Table(check = @CheckConstraint(constraint = "length(initials) <= 3"))
    static class Checked {
        @Id
        Long id;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "gone")
        String initials;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "-1")
        @Column(check = @CheckConstraint(constraint = "age > 0"))
        Integer age;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "1")
        @Column(check = @CheckConstraint(constraint = "height > 0"))
        Integer height;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.GENERALISE, bucket = "10")
        @Column(check = @CheckConstraint(constraint = "weight > 0"))
        Integer weight;
    }

    @Test
    void aCheckConstraintIsTriedOnTheDatabaseBeforeAnythingIsErased() {
        List<String> findings = findings(m -> {}, Checked.class);

        assertFinding(findings, "Checked", "check constraint", "initials", "'gone'", "does not let pass");
        assertFinding(findings, "Checked", "check constraint of age", "'-1'");
        assertThat(findings).hasSize(2);
    }

    @Test
    void whatCannotBeTriedIsSaid() {
        DataMap map = map(
                m -> m.entity(Checked.class)
                        .personal("initials", DataCategory.OTHER, Overwrite.withConstant("x"))
                        .personal("age", DataCategory.OTHER, Overwrite.withNull()),
                Checked.class);

        assertThat(map.notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("check constraint of weight", "cannot be told at start", "buckets of 10"))
                .noneMatch(note -> note.contains("height"));
    }

    // --- converters

    /** As one that encrypts does: it reads only what it has written. */
    static class Sealing implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String attribute) {
            return attribute == null ? null : "sealed:" + attribute;
        }

        @Override
        public String convertToEntityAttribute(String column) {
            if (column != null && !column.startsWith("sealed:")) {
                throw new IllegalArgumentException("not sealed");
            }
            return column == null ? null : column.substring(7);
        }
    }

    @Entity(name = "Sealed")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Sealed {
        @Id
        Long id;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.TOKEN)
        @Convert(converter = Sealing.class)
        String name;

        @PersonalData(value = DataCategory.CITY, onErasure = Strategy.CONSTANT, constant = "sealed:nowhere")
        @Convert(converter = Sealing.class)
        String city;
    }

    @Test
    void aValueThatTheConverterCannotReadBackIsRefused() {
        List<String> findings = findings(m -> {}, Sealed.class);

        assertThat(findings).hasSize(1);
        assertFinding(findings, "Sealed.name", "converter cannot read back", "TOKEN", "Choose NULL");
    }

    // --- unique keys, numbers

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

        @dev.rasura.annotation.NotPersonal
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
        List<String> findings = findings(m -> {}, Member.class);

        assertFinding(findings, "[tenant, nick]", "same values twice", "TOKEN or NULL");
        assertFinding(findings, "Member.handle", "20 characters", "a token needs 23");
        assertFinding(findings, "Member.fee", "without rounding");
        assertFinding(findings, "Member.points", "beyond the range");
        assertThat(findings).hasSize(4);
    }

    // --- strategies that do not fit

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
        List<String> findings = findings(m -> {}, Unfit.class);

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

    @Entity(name = "Grounded")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @dev.rasura.annotation.Retain(ground = "Not closed", when = "status <> 'CLOSED'")
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
        List<String> findings = findings(m -> {}, Grounded.class);

        assertThat(findings).hasSize(1);
        assertFinding(findings, "Grounded", "'Not closed' decides by status", "a column that stays");
    }

    // --- defaults

    @Entity(name = "Defaulted")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ErasureDefault(value = DataCategory.CITY, onErasure = Strategy.CONSTANT, constant = "nowhere")
    @ErasureDefault(value = DataCategory.REGION, onErasure = Strategy.CONSTANT, constant = "annotated")
    static class Defaulted {
        @Id
        Long id;

        @PersonalData(value = DataCategory.CITY, onErasure = Strategy.TOKEN)
        String said;

        @PersonalData(DataCategory.CITY)
        String city;

        @PersonalData(DataCategory.REGION)
        String region;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.DATE_OF_BIRTH)
        LocalDate born;

        @PersonalData(DataCategory.PHONE)
        String phone;
    }

    @Test
    void whatIsNearerWinsAndTheMapSaysWhereItCameFrom() {
        DataMap map = map(
                m -> {
                    m.defaultFor(DataCategory.EMAIL, Overwrite.withToken())
                            .defaultFor(
                                    DataCategory.DATE_OF_BIRTH,
                                    Overwrite.generalised(dev.rasura.annotation.DatePrecision.YEAR))
                            .defaultFor(DataCategory.CITY, Overwrite.withKeyedHash());
                    m.entity(Defaulted.class).defaultFor(DataCategory.REGION, Overwrite.withConstant("coded"));
                },
                Defaulted.class);

        assertDecided(map, "said", Strategy.TOKEN, "said at the attribute");
        assertDecided(map, "city", Strategy.CONSTANT, "default of Defaulted for CITY");
        assertDecided(map, "region", Strategy.CONSTANT, "default of Defaulted for REGION");
        assertThat(overwrite(map, "Defaulted", "region").constant()).isEqualTo("coded");
        assertDecided(map, "email", Strategy.TOKEN, "default of the application for EMAIL");
        assertDecided(map, "born", Strategy.GENERALISE, "default of the application for DATE_OF_BIRTH");
        assertDecided(map, "phone", Strategy.NULL, "chosen by type");
    }

    private static void assertDecided(DataMap map, String column, Strategy strategy, String origin) {
        Overwrite overwrite = overwrite(map, "Defaulted", column);
        assertThat(overwrite.strategy()).as(column).isEqualTo(strategy);
        assertThat(overwrite.origin()).as(column).isEqualTo(origin);
    }

    @Test
    void aDefaultThatDoesNotFitIsRefusedWithItsPlace() {
        List<String> findings =
                findings(m -> m.defaultFor(DataCategory.DATE_OF_BIRTH, Overwrite.withToken()), Defaulted.class);

        assertThat(findings).hasSize(1);
        assertFinding(
                findings, "Defaulted.born", "cannot hold a text token", "default of the application for DATE_OF_BIRTH");
    }
}
