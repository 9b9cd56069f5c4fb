package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A bag's table has no key, so that its rows are read in the order in which they lie. */
class KeylessTablesTest {

    @Entity(name = "Caller")
    @DataSubject
    static class Caller {
        @Id
        Long id;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        @Column(nullable = false)
        List<String> numbers = List.of();
    }

    private static Caller caller(long id, String... numbers) {
        Caller caller = new Caller();
        caller.id = id;
        caller.numbers = List.of(numbers);
        return caller;
    }

    @OnEachDatabase
    void everyValueOfABagIsExportedAndNoneOfOthers(DatabaseFamily family) {
        try (Population p = Population.of(family, Caller.class)) {
            p.save(caller(70, "+4917011111", "+4917022222"), caller(80, "+4917033333"));
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            p.rasura().export().write(SubjectRef.of(Caller.class, 70), ExportFormat.JSON, out);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("+4917011111", "+4917022222")
                    .doesNotContain("+4917033333");
        }
    }
}
