package dev.rasura.example.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.Keygen;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.VerificationReport;
import dev.rasura.datamap.MapFormat;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.AttestationRun;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.ScanOptions;
import dev.rasura.erasure.SweepRun;
import dev.rasura.erasure.Treatment;
import dev.rasura.export.ExportFormat;
import dev.rasura.export.ExportManifest;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordFormat;
import dev.rasura.processing.RecordOfProcessing;
import dev.rasura.retention.RetentionPreview;
import dev.rasura.retention.RetentionReport;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java snippet of the documentation is in a file of this package, where it is compiled and run. */
class SnippetsTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void everySnippetIsCompiledHere() throws IOException {
        Path root = projectRoot();
        Path here = root.resolve("examples/quickstart/src/test/java/dev/rasura/example/docs");
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(here)) {
            for (Path file : files.toList()) {
                sources.add(folded(Files.readString(file)));
            }
        }
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        int snippets = 0;
        for (Path page : pages) {
            for (Matcher matcher = JAVA.matcher(Files.readString(page)); matcher.find(); snippets++) {
                String snippet = folded(matcher.group(1));
                assertThat(sources)
                        .as("a snippet of " + root.relativize(page) + ":\n" + matcher.group(1))
                        .anyMatch(source -> source.contains(snippet));
            }
        }
        assertThat(snippets).isGreaterThanOrEqualTo(9);
    }

    @Test
    void theFirstScreenRuns() throws IOException {
        Path keyFile = keyFile();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EntityManagerFactory entityManagerFactory = factory(Member.class)) {
            run(entityManagerFactory, "insert into Member (id, email, points) values (42, 'mary@example.org', 3)");
            // spotless:off
            Rasura rasura = Rasura.builder(entityManagerFactory).keys(KeyFile.read(keyFile)).createTables(true).build();
            SubjectRef member = SubjectRef.of(Member.class, 42);
            rasura.export().write(member, ExportFormat.ZIP, out);
            ErasureReceipt receipt = rasura.erasure().erase(member);
            rasura.erasure().sweep();
            Attestation attestation = rasura.erasure().attest(receipt.id(), ScanArea.DATABASE);
            // spotless:on
            assertThat(out.size()).isPositive();
            assertThat(receipt.rows(Treatment.ANONYMISED)).isOne();
            assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        }
    }

    @Test
    void theFirstProgramRuns() {
        Path checkpoints = folder.resolve("checkpoints");
        Library.main(new String[] {keyFile().toString(), checkpoints.toString()});
        assertThatThrownBy(
                        () -> Library.main(new String[] {folder.resolve("none").toString(), checkpoints.toString()}))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void theMapOfGettingStartedIsTheOneThatIsPrinted() throws IOException {
        try (EntityManagerFactory entityManagerFactory = factory(Reader.class, Loan.class)) {
            Rasura rasura = Library.start(entityManagerFactory, keyFile(), folder.resolve("checkpoints"));
            assertThat(projectRoot().resolve("docs/getting-started.md"))
                    .content()
                    .contains("```text\n"
                            + rasura.dataMap().render(MapFormat.TEXT).strip() + "\n```");
        }
    }

    @Test
    void gettingStartedRuns() throws IOException {
        Path keyFile = keyFile();
        Path checkpoints = folder.resolve("checkpoints");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EntityManagerFactory entityManagerFactory = factory(Reader.class, Loan.class)) {
            run(
                    entityManagerFactory,
                    "insert into Reader (id, givenName, familyName, email, loans)"
                            + " values (7, 'Mary', 'Major', 'mary@example.org', 2)");
            run(
                    entityManagerFactory,
                    "insert into Loan (id, reader, title, returned)"
                            + " select 1, r, 'On Time', local date - 800 day from Reader r");
            run(
                    entityManagerFactory,
                    "insert into Loan (id, reader, title, returned) select 2, r, 'Out', null from Reader r");
            Rasura rasura = Library.start(entityManagerFactory, keyFile, checkpoints);
            // spotless:off
            rasura.dataMap().assertComplete();
            RetentionPreview preview = rasura.retention().preview("loans-after-a-year");
            RetentionReport report = rasura.retention().run("loans-after-a-year");
            // spotless:on
            assertThat(preview.matched()).isOne();
            assertThat(report.removed()).isOne();
            // spotless:off
            SubjectRef reader = SubjectRef.of(Reader.class, 7);

            ExportManifest manifest = rasura.export().write(reader, ExportFormat.ZIP, out);

            ErasurePlan plan = rasura.erasure().plan(reader);
            System.out.println(plan.toText());
            ErasureReceipt receipt = rasura.erasure().execute(plan);

            SweepRun swept = rasura.erasure().sweep();
            AttestationRun attested = rasura.erasure().attestPending(ScanOptions.of(ScanArea.DATABASE));

            RecordOfProcessing record = rasura.recordOfProcessing(RecordDetails.none());
            System.out.println(record.render(RecordFormat.MARKDOWN));
            // spotless:on
            assertThat(manifest.complete()).isTrue();
            assertThat(swept.waiting())
                    .as("on H2 it is waited for by the clock")
                    .isOne();
            assertThat(record.missing()).isNotEmpty();
            assertThat(receipt.rows(Treatment.RETAINED)).isOne();
            assertThat(attested.attestations())
                    .extracting(Attestation::result)
                    .containsExactly(Attestation.Result.NONE_FOUND);
            try (EntityManager entityManager = entityManagerFactory.createEntityManager()) {
                entityManager.getTransaction().begin();
                // spotless:off
                rasura.erasure().erase(reader, entityManager);
                // spotless:on
                entityManager.getTransaction().commit();
            }
            // spotless:off
            try (var scope = AuditContext.of(Actor.user("42"), "request of the data subject").open()) {
                rasura.audit().record(AuditEvent.of("file.read", AuditContext.current().actor())
                        .subject(reader)
                        .build());
            }
            SealReport sealed = rasura.audit().seal();
            VerificationReport verified = rasura.audit().verify();
            // spotless:on
            assertThat(sealed.checkpoint()).isNotNull();
            assertThat(verified.intact()).isTrue();
            assertThat(verified.anchored()).isTrue();
        }
    }

    private Path keyFile() {
        Path file = folder.resolve("rasura.keys");
        Keygen.generate(file, "docs.example/audit");
        return file;
    }

    private static EntityManagerFactory factory(Class<?>... entities) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("docs");
        configuration.managedClasses(entities);
        configuration.properties(Map.of(
                "jakarta.persistence.jdbc.url",
                "jdbc:h2:mem:docs-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
                "jakarta.persistence.schema-generation.database.action",
                "create"));
        return configuration.createEntityManagerFactory();
    }

    private static void run(EntityManagerFactory factory, String hql) {
        factory.runInTransaction(em -> em.createQuery(hql).executeUpdate());
    }

    private static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = java.util.Objects.requireNonNull(folder.getParent(), "the project's root");
        }
        return folder;
    }

    private static String folded(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("// spotless:"))
                .reduce("", (a, b) -> a + "\n" + b);
    }
}
