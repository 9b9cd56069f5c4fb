package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person is told with the data: from where, for whom and for how long (GDPR Art. 15(1)(c), (d), (g)). */
class ExportTermsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Entity(name = "Lodger")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Lodger {
        @Id
        Long id = 1L;

        @PersonalData(DataCategory.EMAIL)
        String email = "lodger@a.example";
    }

    @Entity(name = "Rent")
    @Processing(
            source = "The bank",
            recipients = {"Tax adviser", "Landlord"})
    @Retain(ground = "tax law", until = "ten years after the end of the year", when = "paid > 0")
    @Retention(rule = "rents", start = "due", period = "P11Y", action = RowAction.DELETE)
    static class Rent {
        @Id
        Long id = 5L;

        @ManyToOne
        Lodger lodger;

        @PersonalData(DataCategory.FINANCIAL)
        Integer paid = 700;

        @PersonalData(value = DataCategory.BEHAVIOUR, source = "The calendar", recipients = Processing.NOBODY)
        LocalDate due = LocalDate.of(2025, 1, 1);
    }

    @OnEachDatabase
    void whatIsHeldComesWithItsSourceItsRecipientsAndItsTime(DatabaseFamily family) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Population p = Population.of(family, Lodger.class, Rent.class)) {
            Rent rent = new Rent();
            rent.lodger = new Lodger();
            p.save(rent.lodger, rent);
            p.rasura().export().write(SubjectRef.of("Lodger", 1L), ExportFormat.JSON, out);
        }

        JsonNode rents = table(out, "Rent");
        assertThat(column(rents, "paid")).isEqualTo(JSON.readTree("""
                {"name": "paid", "attribute": "Rent.paid", "category": "financial",
                 "source": "The bank", "recipients": ["Tax adviser", "Landlord"]}"""));
        assertThat(column(rents, "due")).isEqualTo(JSON.readTree("""
                {"name": "due", "attribute": "Rent.due", "category": "behaviour",
                 "source": "The calendar", "recipients": ["nobody"]}"""));
        assertThat(rents.get("retention")).isEqualTo(JSON.readTree("""
                [{"rule": "rents", "start": "Rent.due", "period": "P11Y"}]"""));
        assertThat(rents.get("retained")).isEqualTo(JSON.readTree("""
                [{"ground": "tax law", "until": "ten years after the end of the year"}]"""));
        assertThat(table(out, "Lodger").has("retention")).isFalse();
        assertThat(table(out, "Lodger").has("retained")).isFalse();
        assertThat(column(table(out, "Lodger"), "email").has("recipients")).isFalse();
    }

    private static JsonNode table(ByteArrayOutputStream export, String entity) {
        return JSON.readTree(export.toByteArray())
                .get("tables")
                .valueStream()
                .filter(t -> t.get("entity").asString().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode column(JsonNode table, String name) {
        return table.get("columns")
                .valueStream()
                .filter(c -> c.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
