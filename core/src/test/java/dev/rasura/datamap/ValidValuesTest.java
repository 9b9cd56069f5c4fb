package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static dev.rasura.datamap.AtStart.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an erasure will write is held, at start, against all that the database and the application ask of a value. */
class ValidValuesTest {

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
        List<String> findings = findings(Validated.class);

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
        DataMap map = map(Valid.class);

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
        List<String> findings = findings(Checked.class);

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
        List<String> findings = findings(Sealed.class);

        assertOneFinding(findings, "Sealed.name", "converter cannot read back", "TOKEN", "Choose NULL");
    }
}
