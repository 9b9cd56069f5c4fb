package dev.rasura.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.MapFormat;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.Overwrite;
import dev.rasura.datamap.PersonalAttribute;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.Sweep;
import dev.rasura.erasure.SweepRun;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import dev.rasura.processing.Party;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordDiff;
import dev.rasura.processing.RecordFormat;
import dev.rasura.processing.RecordOfProcessing;
import dev.rasura.processing.Transfer;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the pages on classification, the record of processing, plans and receipts; and what those pages claim. */
class ClassificationSnippetsTest {

    @TempDir
    Path folder;

    @Test
    void theGuideRuns() throws IOException {
        try (EntityManagerFactory factory = factory();
                Rasura rasura = rasura(factory, clinic())) {
            // spotless:off
            rasura.dataMap().assertComplete();
            System.out.println(rasura.dataMap().render(MapFormat.TEXT));
            Files.writeString(folder.resolve("data-map.md"), rasura.dataMap().render(MapFormat.MARKDOWN));
            Files.writeString(folder.resolve("data-map.html"), rasura.dataMap().render(MapFormat.HTML));
            Files.writeString(folder.resolve("data-map.json"), rasura.dataMap().render(MapFormat.JSON));
            // spotless:on
            assertThat(terms(rasura, "Patient", "email"))
                    .isEqualTo(new ProcessingTerms(
                            "Reminders", LegalBasis.CONSENT, "The municipality", List.of("Laboratory")));
            assertThat(terms(rasura, "Patient", "street"))
                    .isEqualTo(new ProcessingTerms(
                            "Letters", LegalBasis.CONTRACT, "The municipality", List.of("Courier")));
            assertThat(terms(rasura, "Patient_allergies", "allergies").purpose())
                    .isEqualTo("Treatment");
            assertThat(terms(rasura, "Visitor", "email"))
                    .isEqualTo(new ProcessingTerms(
                            "Invitation", LegalBasis.LEGITIMATE_INTERESTS, "", List.of("Guard service")));
        }
    }

    private static DataMapCustomizer clinic() {
        // spotless:off
        DataMapCustomizer clinic = map -> {
            map.entity("Visitor")
                    .subject(RowAction.DELETE, "Visitors")
                    .processing(ProcessingTerms.of("Security of the building", LegalBasis.LEGITIMATE_INTERESTS)
                            .withRecipients("Guard service"))
                    .personal("name", DataCategory.FULL_NAME, Overwrite.withToken())
                    .personal("email", PersonalAttribute.of(DataCategory.EMAIL)
                            .withTerms(ProcessingTerms.none().withPurpose("Invitation")))
                    .notPersonal("badge", "worn by somebody else every day")
                    .retention("visitors", "day", Period.ofMonths(1), RowAction.DELETE, "");
        };
        // spotless:on
        return clinic;
    }

    @Test
    void theRecordRuns() throws IOException {
        try (EntityManagerFactory factory = factory();
                Rasura rasura = rasura(factory, clinic())) {
            Files.writeString(
                    folder.resolve("processing.json"),
                    rasura.recordOfProcessing(RecordDetails.none()).render(RecordFormat.JSON));
            // spotless:off
            RecordDetails details = RecordDetails.builder()
                    .system("Clinic")
                    .controller(new Party("Clinic Ltd", "1 Hospital Road, Utopia", "privacy@clinic.example"))
                    .jointControllers()
                    .noRepresentative()
                    .dataProtectionOfficer(new Party("Ada Byron", "1 Hospital Road, Utopia", "dpo@clinic.example"))
                    .transfers(new Transfer("Japan", "Laboratory", "adequacy decision (Art. 45)"))
                    .measures("Access by role", "Encrypted at rest", "Tested restore, every quarter")
                    .build();
            RecordOfProcessing record = rasura.recordOfProcessing(details);
            Files.writeString(folder.resolve("processing.md"), record.render(RecordFormat.MARKDOWN));
            Files.writeString(folder.resolve("processing.csv"), record.render(RecordFormat.CSV));
            RecordDiff diff = record.diff(Files.readString(folder.resolve("processing.json")));
            String comment = diff.markdown();
            // spotless:on
            assertThat(record.missing()).allMatch(part -> part.startsWith("time limit for Patient"));
            assertThat(comment).contains("Clinic Ltd");
        }
    }

    @Test
    void thePlanRuns() throws IOException {
        try (EntityManagerFactory factory = factory();
                Rasura rasura = rasura(factory, clinic())) {
            factory.runInTransaction(em -> em.createQuery(
                            "insert into Patient (id, name, email, visits) values (1, 'Mary Major', 'mary@example.org', 3)")
                    .executeUpdate());
            SubjectRef subject = SubjectRef.of(Patient.class, 1);
            // spotless:off
            ErasurePlan plan = rasura.erasure().plan(subject);
            System.out.println(plan.toText());
            for (TableCount count : plan.tables()) {
                System.out.println(count.table() + ": " + count.rows() + " " + count.treatment() + " " + count.columns());
            }
            ErasureReceipt receipt = rasura.erasure().execute(plan);
            boolean first = receipt.outcome() == ErasureReceipt.Outcome.EXECUTED;
            long overwritten = receipt.rows(Treatment.ANONYMISED);
            SweepRun run = rasura.erasure().sweep();
            for (Sweep sweep : run.sweeps()) {
                System.out.println(sweep.erasure() + ": " + sweep.rows() + " late rows, left to others: " + sweep.leftToOthers());
            }
            Attestation attestation = rasura.erasure().attest(receipt.id(), ScanArea.DATABASE);
            // spotless:on
            assertThat(run.waiting()).as("on H2 it is waited for by the clock").isOne();
            assertThat(first).isTrue();
            assertThat(overwritten).isOne();
            assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        }
    }

    @Test
    void theTableOfCategoriesIsComplete() throws IOException {
        String page = Files.readString(projectRoot().resolve("docs/classification.md"));
        for (DataCategory category : DataCategory.values()) {
            String marked = category.distinctive() ? "yes" : "(no|with the (family|given) name)";
            assertThat(page).containsPattern(Pattern.compile("\\| `" + category + "` \\| " + marked + " \\|"));
        }
    }

    @Test
    void everyStrategyIsInTheCatalogue() throws IOException {
        String page = Files.readString(projectRoot().resolve("docs/strategies.md"));
        for (Strategy strategy : Strategy.values()) {
            assertThat(page).contains("| `" + strategy + "` |");
        }
    }

    @Test
    void theTreatmentsAndTheResultsAreExplained() throws IOException {
        String page = Files.readString(projectRoot().resolve("docs/plans-and-receipts.md"));
        Stream.concat(Stream.of(Treatment.values()), Stream.of(Attestation.Result.values()))
                .forEach(term -> assertThat(page).contains("| `" + term + "` |"));
    }

    @Test
    void theSchemasOfTheDocumentationAreThoseOfTheJar() throws IOException {
        for (String schema :
                List.of("data-map-1.schema.json", "record-of-processing-1.schema.json", "erasure-plan-1.schema.json")) {
            try (var in = Rasura.class.getResourceAsStream("/dev/rasura/schema/" + schema)) {
                assertThat(projectRoot().resolve("docs/schemas/" + schema))
                        .hasBinaryContent(Objects.requireNonNull(in).readAllBytes());
            }
        }
    }

    private static ProcessingTerms terms(Rasura rasura, String table, String column) {
        return rasura.dataMap().table(table).orElseThrow().columns().stream()
                .filter(c -> c.name().equals(column))
                .map(MappedColumn::terms)
                .findFirst()
                .orElseThrow();
    }

    private Rasura rasura(EntityManagerFactory factory, DataMapCustomizer customizer) {
        Path file = folder.resolve("rasura.keys");
        Keygen.generate(file, "docs.example/audit");
        return Rasura.builder(factory)
                .keys(KeyFile.read(file))
                .customize(customizer)
                .customize(map -> map.entity("Visitor").restNotPersonal("a day alone"))
                .createTables(true)
                .build();
    }

    private static EntityManagerFactory factory() {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("docs");
        configuration.managedClasses(Patient.class, Visitor.class);
        configuration.properties(Map.of(
                "jakarta.persistence.jdbc.url",
                "jdbc:h2:mem:classification-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=DAY",
                "jakarta.persistence.schema-generation.database.action",
                "create"));
        return configuration.createEntityManagerFactory();
    }

    private static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the project's root");
        }
        return folder;
    }
}
