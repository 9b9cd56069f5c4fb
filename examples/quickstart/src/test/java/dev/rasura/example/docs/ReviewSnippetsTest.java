package dev.rasura.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AccessHistory;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AffectedSubject;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditCursor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditFormat;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditReview;
import dev.rasura.audit.BreachReport;
import dev.rasura.audit.BreachScope;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.VerificationReport;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManagerFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the reviewer's guide. */
class ReviewSnippetsTest {

    @TempDir
    Path folder;

    @SuppressWarnings("UnusedVariable") // a reader of the guide goes on with the page
    @Test
    void theQuestionsOfTheGuideAreAnswered() throws IOException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:docs-review;DB_CLOSE_DELAY=-1");
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("docs");
        configuration.managedClasses(Member.class);
        configuration.properties(Map.of(
                "jakarta.persistence.nonJtaDataSource",
                dataSource,
                "jakarta.persistence.schema-generation.database.action",
                "create"));
        Path keys = folder.resolve("keys");
        Keygen.generate(keys, "example.com/audit");
        SubjectRef candidate = SubjectRef.of(Member.class, 42);
        Instant monday = Instant.now().minus(Duration.ofDays(1));
        Instant friday = monday.plus(Duration.ofDays(4));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EntityManagerFactory factory = configuration.createEntityManagerFactory();
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.read(keys))
                        .anchor(new FileAnchor(folder.resolve("anchor")))
                        .createTables(true)
                        .build()) {
            rasura.audit()
                    .record(AuditEvent.of("candidate.viewed", Actor.user("recruiter-7"))
                            .action("view")
                            .entity("Member")
                            .attributes("email")
                            .subject(candidate)
                            .purpose("selection")
                            .build());
            rasura.audit().seal();
            // spotless:off
            try (var scope = AuditContext.of(Actor.user("officer-3"), "oversight").open()) {
                AuditReview review = rasura.audit().review("case 4711");
                AuditPage page = review.page(AuditQuery.all().about(candidate));
            }
            // spotless:on
            try (var officer =
                    AuditContext.of(Actor.user("officer-3"), "oversight").open()) {
                answers(rasura, candidate, monday, friday, out);
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"class_uid\":6003");
    }

    private static void answers(
            Rasura rasura, SubjectRef candidate, Instant monday, Instant friday, ByteArrayOutputStream out)
            throws IOException {
        AuditReview review = rasura.audit().review("case 4711");
        List<String> lines = new ArrayList<>();
        // spotless:off
        AuditQuery seen = AuditQuery.all().about(candidate).ofType("candidate.viewed").limit(100);
        AuditPage views;
        do {
            views = review.page(seen);
            for (RecordedEvent view : views.events()) {
                lines.add(view.time() + " " + view.disclosed().getOrDefault("actor.id", view.actor().ref()) + ": " + view.purpose());
            }
            seen = seen.after(views.next());
        } while (views.more());
        // spotless:on
        assertThat(lines).singleElement().satisfies(line -> assertThat(line).endsWith("recruiter-7: selection"));
        // spotless:off
        List<AffectedSubject> people = new ArrayList<>();
        BreachScope scope = BreachScope.by(Actor.user("recruiter-7"), monday, friday);
        BreachReport report = review.breachReport(scope, people::add);
        // spotless:on
        assertThat(report.subjects()).isOne();
        assertThat(people.get(0).subject().ref()).isEqualTo(review.pseudonym(candidate));
        assertThat(people.get(0).categories()).isNotEmpty();
        assertThat(people.get(0).proofs()).hasSize(1);
        // spotless:off
        VerificationReport verified = rasura.audit().verify();
        boolean intact = verified.intact() && verified.anchored();
        // spotless:on
        assertThat(intact).isTrue();
        // spotless:off
        AccessHistory history = review.accessHistory(candidate, AuditCursor.START, 100);
        // spotless:on
        assertThat(history.accesses()).isNotEmpty();
        // spotless:off
        long written = review.export(AuditQuery.all().between(monday, friday), AuditFormat.OCSF, PersonalValues.LEFT_OUT, out);
        // spotless:on
        assertThat(written).isPositive();
    }
}
