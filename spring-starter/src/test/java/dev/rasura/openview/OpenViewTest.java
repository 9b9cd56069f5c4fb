package dev.rasura.openview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.spring.RequestContext;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Who was read during a request is recorded, wherever in it, and whatever thread answers it. */
class OpenViewTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ConfigurableApplicationContext application;
    private AuditTrail trail;

    private void start(boolean openInView, boolean cached) {
        application = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:openview" + System.nanoTime(),
                "--spring.jpa.hibernate.ddl-auto=create-drop",
                "--spring.jpa.open-in-view=" + openInView,
                "--spring.jpa.properties.hibernate.cache.use_second_level_cache=" + cached,
                "--spring.jpa.properties.hibernate.cache.region.factory_class=jcache",
                "--spring.jpa.properties.hibernate.javax.cache.missing_cache_strategy=create",
                "--spring.jpa.properties.jakarta.persistence.sharedCache.mode=ENABLE_SELECTIVE",
                "--rasura.audit.requests=false");
        trail = application.getBean(AuditTrail.class);
        application.getBean(EntityManagerFactory.class).runInTransaction(entityManager -> {
            for (long id = 1; id <= 2; id++) {
                Patient patient = new Patient();
                patient.id = id;
                patient.name = "Patient " + id;
                entityManager.persist(patient);
                Patient.Finding finding = new Patient.Finding();
                finding.id = id;
                finding.patient = patient;
                finding.text = "finding of " + id;
                entityManager.persist(finding);
            }
        });
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private int get(String path) throws IOException, InterruptedException {
        String port = application.getEnvironment().getProperty("local.server.port");
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
            assertThat(response.body()).isEqualTo("finding of 1");
        }
        return response.statusCode();
    }

    /** The reads so far: entities, how many rows, who was read, and who read. */
    private List<String> reads(int expected) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<RecordedEvent> events = List.of();
        // The session of a request may be closed after its answer has gone.
        while (events.size() < expected && System.nanoTime() < end) {
            trail.awaitWritten(Duration.ofSeconds(20));
            events = trail.events(AuditQuery.all().ofType("data.read"));
        }
        trail.seal();
        assertThat(trail.verify().intact()).isTrue();
        assertThat(trail.lost()).isEmpty();
        assertThat(trail.events(AuditQuery.all().ofType("data.read"))).hasSize(expected);
        return events.stream().map(this::told).sorted().toList();
    }

    private String told(RecordedEvent event) {
        Map<String, String> patients = new TreeMap<>();
        try (var scope = AuditContext.of(Actor.user("test"), "test").open()) {
            LongStream.rangeClosed(1, 2)
                    .forEach(id -> patients.put(
                            trail.review("test").pseudonym(SubjectRef.of(Patient.class, id)), "Patient#" + id));
        }
        return (event.entity() == null ? event.facts().get("entities") : event.entity()) + " rows="
                + event.facts().get("rows") + " "
                + event.subjects().stream()
                        .map(subject -> patients.get(subject.ref()))
                        .toList() + " by " + event.disclosed().get("actor.id") + " for " + event.purpose();
    }

    @Test
    void whatATransactionLoadsAndWhatTheViewLoadsAfterItIsOneEventEach() throws Exception {
        start(true, false);
        assertThat(get("/patients/1")).isEqualTo(200);

        assertThat(reads(2))
                .containsExactly(
                        "Patient rows=1 [Patient#1] by nurse for care",
                        "Patient$Finding rows=1 [Patient#1] by nurse for care");
    }

    @Test
    void withoutAnOpenViewTheTransactionIsTheUnit() throws Exception {
        start(false, false);
        assertThat(get("/patients/1/text")).isEqualTo(200);

        assertThat(reads(1)).containsExactly("Patient=1,Patient$Finding=1 rows=2 [Patient#1] by nurse for care");
    }

    @Test
    void whatTheSecondLevelCacheServesIsReadToo() throws Exception {
        start(true, true);
        assertThat(get("/patients/1/text")).isEqualTo(200);
        assertThat(get("/patients/1/text")).isEqualTo(200);

        assertThat(reads(2)).containsOnly("Patient=1,Patient$Finding=1 rows=2 [Patient#1] by nurse for care");
    }

    @Test
    void whoWasReadBeforeAFailureIsRecordedThoughTheTransactionRolledBack() throws Exception {
        start(true, false);
        assertThat(get("/patients/1/failing")).isEqualTo(500);

        assertThat(reads(1)).containsExactly("Patient rows=1 [Patient#1] by nurse for care");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/patients/1/later", "/patients/1/stream"})
    void whatAnotherThreadLoadsIsOnTheAccountOfWhoAsked(String path) throws Exception {
        for (boolean openInView : new boolean[] {true, false}) {
            start(openInView, false);
            assertThat(get(path)).isEqualTo(200);
            assertThat(reads(1)).containsExactly("Patient=1,Patient$Finding=1 rows=2 [Patient#1] by nurse for care");
            application.close();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Patient.class)
    @Import({Ward.class, Ward.Files.class})
    static class Application {

        @Bean
        KeyProvider keys() {
            return KeyFile.ephemeral("example.com/openview");
        }

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }

        @Bean
        RequestContext context() {
            return (request, proposed) -> proposed.by(Actor.user("nurse")).withPurpose("care");
        }
    }
}
