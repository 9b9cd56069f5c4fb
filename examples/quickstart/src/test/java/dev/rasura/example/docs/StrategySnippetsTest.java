package dev.rasura.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Overwrite;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the strategy catalogue, compiled and run. */
class StrategySnippetsTest {

    @TempDir
    Path folder;

    @Test
    void theCatalogueRuns() {
        Path keyFile = folder.resolve("rasura.keys");
        Keygen.generate(keyFile, "docs.example/audit");
        // spotless:off
        DataMapCustomizer defaults = map -> {
            map.defaultFor(DataCategory.EMAIL, Overwrite.withToken());
            map.defaultFor(DataCategory.DATE_OF_BIRTH, Overwrite.generalised(DatePrecision.YEAR));
            map.entity(Payer.class).defaultFor(DataCategory.CITY, Overwrite.withConstant("nowhere"));
        };
        // spotless:on
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("strategies");
        configuration.managedClass(Payer.class);
        configuration.properties(Map.of(
                "jakarta.persistence.jdbc.url",
                "jdbc:h2:mem:strategies;DB_CLOSE_DELAY=-1",
                "jakarta.persistence.schema-generation.database.action",
                "create"));
        try (EntityManagerFactory factory = configuration.createEntityManagerFactory();
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.read(keyFile))
                        .createTables(true)
                        .customize(defaults)
                        .build()) {
            factory.runInTransaction(em -> em.persist(mary()));
            SubjectRef payer = SubjectRef.of(Payer.class, 7);
            // spotless:off
            ErasurePlan plan = rasura.erasure().plan(payer);
            String forTheApprover = plan.toText();
            String kept = plan.toJson();
            ErasureReceipt receipt = rasura.erasure().execute(ErasurePlan.fromJson(kept));
            // spotless:on
            assertThat(forTheApprover).contains("## Anonymised: 3").doesNotContain("mary");
            assertThat(receipt.planHash()).isEqualTo(plan.hash());
            Payer after = factory.callInTransaction(em -> em.find(Payer.class, 7L));
            assertThat(after.email).matches("erased-[0-9a-f]{32}@invalid");
            assertThat(after.city).isEqualTo("nowhere");
            assertThat(after.born).isEqualTo(LocalDate.of(1970, 1, 1));
            assertThat(after.income).isEqualTo(40_000);
            assertThat(after.lastAddress).isEqualTo("203.0.113.0");
            assertThat(after.iban).isEqualTo("0042");
            assertThat(after.phone).isNull();
            assertThat(after.profile).startsWith("{\"theme\":\"dark\",\"contacts\":[{\"email\":\"erased-");
        }
    }

    private static Payer mary() {
        Payer payer = new Payer();
        payer.id = 7L;
        payer.email = "mary@example.org";
        payer.city = "Malmo";
        payer.born = LocalDate.of(1970, 5, 17);
        payer.income = 43_210;
        payer.lastAddress = "203.0.113.77";
        payer.iban = "SE45500000000042";
        payer.phone = "555-1001";
        payer.profile = "{\"name\": \"Mary\", \"theme\": \"dark\", \"contacts\": [{\"email\": \"mary@example.org\"}]}";
        return payer;
    }
}
