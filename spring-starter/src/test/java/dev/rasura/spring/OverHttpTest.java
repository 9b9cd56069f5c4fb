package dev.rasura.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rasura.DutyFailedException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.export.ExportFormat;
import dev.rasura.export.ExportManifest;
import dev.rasura.export.Exports;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.spi.StreamedEvent;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What only a real server and real security show. */
@ExtendWith(OutputCaptureExtension.class)
class OverHttpTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<StreamedEvent> STREAM = new CopyOnWriteArrayList<>();
    private static ConfigurableApplicationContext application;
    private static AuditTrail trail;

    private int before;

    @BeforeAll
    static void start() {
        application = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:overhttp",
                "--spring.jpa.hibernate.ddl-auto=create-drop",
                "--rasura.web.enabled=true");
        trail = application.getBean(AuditTrail.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void begin() {
        trail.awaitWritten(PATIENCE);
        STREAM.clear();
        before = inTheTrail().size();
    }

    @Test
    void aKnownUsersRequestIsAnEventOfTheStreamWithTheRouteAndNeverThePath() throws Exception {
        HttpResponse<String> answer =
                get("ada", "/letters/4711?password=secret", "X-Request-Id", "abc-1", "User-Agent", "curl/8");

        assertThat(answer.body()).isEqualTo("letter 4711");
        StreamedEvent streamed = streamed();
        RecordedEvent event = streamed.event();
        assertThat(event.type()).isEqualTo("http.request");
        assertThat(event.toString() + streamed.values()).doesNotContain("4711", "secret");
        assertThat(event.actor()).isEqualTo(ada());
        assertThat(event.action()).isEqualTo("GET");
        assertThat(event.entity()).isEqualTo("/letters/{id}");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.facts()).containsOnly(entry("status", "200"));
        assertThat(event.requestId()).isEqualTo("abc-1");
        assertThat(streamed.values())
                .containsOnly(entry("origin.address", "127.0.0.1"), entry("origin.userAgent", "curl/8"));
        assertThat(trailed()).isEmpty();
    }

    @Test
    void whatTheApplicationSaysOfARequestIsInItsEvent() throws Exception {
        get("ada", "/letters/1", "X-Purpose", "support");

        assertThat(streamed().event().purpose()).isEqualTo("support");
    }

    @Test
    void whatSecurityDeniesIsAnEventOfTheTrailWithTheRoute() throws Exception {
        assertThat(get("ada", "/secrets/4711").statusCode()).isEqualTo(403);

        assertThat(trailed()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("http.denied");
            assertThat(event.actor()).isEqualTo(ada());
            assertThat(event.entity()).isEqualTo("/secrets/{id}");
            assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(event.reason()).isEqualTo("status 403");
            assertThat(event.disclosed()).containsEntry("origin.address", "127.0.0.1");
        });
        assertThat(STREAM).isEmpty();
    }

    @Test
    void whatFailsIsAnEventOfTheTrail() throws Exception {
        assertThat(get("ada", "/broken").statusCode()).isEqualTo(500);

        assertThat(trailed()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("http.failed");
            assertThat(event.entity()).isEqualTo("/broken");
            assertThat(event.facts()).containsEntry("status", "500");
            assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
        });
    }

    @Test
    void whatIsAnsweredLaterIsOneEventAtItsEnd() throws Exception {
        assertThat(get("ada", "/later").body()).isEqualTo("at last");

        RecordedEvent event = streamed().event();
        assertThat(event.actor()).isEqualTo(ada());
        assertThat(event.entity()).isEqualTo("/later");
        assertThat(event.facts()).containsEntry("status", "200");
    }

    @Test
    void strangersWhoAreDeniedAreInTheTrailTenTimesAMinuteAndThenInTheStream() throws Exception {
        int requests = 2 * StrangersLimit.A_MINUTE + 5;
        for (int i = 0; i < requests; i++) {
            assertThat(get(i % 2 == 0 ? null : "nobody", "/letters/1").statusCode())
                    .isEqualTo(401);
        }
        await(() -> trailed().size() + STREAM.size() == requests);

        // The minute may turn once meanwhile.
        assertThat(trailed()).hasSizeBetween(1, 2 * StrangersLimit.A_MINUTE).allSatisfy(event -> {
            assertThat(event.type()).isEqualTo("http.denied");
            assertThat(event.actor().ref()).isEqualTo("unknown");
            assertThat(event.entity()).isEqualTo("/letters/{id}");
        });
        assertThat(STREAM).isNotEmpty().allSatisfy(streamed -> {
            assertThat(streamed.event().type()).isEqualTo("http.request");
            assertThat(streamed.event().outcome()).isEqualTo(Outcome.DENIED);
        });
    }

    @Test
    void whatStrangersMayDoIsNotRecorded() throws Exception {
        assertThat(get(null, "/open").statusCode()).isEqualTo(200);
        assertThat(get("ada", "/open").statusCode()).isEqualTo(200);

        assertThat(streamed().event().actor()).isEqualTo(ada());
        assertThat(trailed()).isEmpty();
    }

    @Test
    void aMethodOrIdOfTheCallersMakingIsNotKept() throws Exception {
        get("ada", "/letters/1", "X-Request-Id", "forged id {}");

        assertThat(streamed().event().requestId()).hasSize(36);
    }

    @Test
    void aTrailThatCannotTakeTheEventBreaksNoRequest() throws Exception {
        JdbcTemplate sql = application.getBean(JdbcTemplate.class);
        sql.execute("alter table rasura_audit_staged add constraint no_room check (n < 0) nocheck");
        long lost;
        try {
            assertThat(get("ada", "/secrets/1").statusCode()).isEqualTo(403);
            await(() -> trail.lost().containsKey("http.denied"));
            lost = trail.lost().get("http.denied");
        } finally {
            sql.execute("alter table rasura_audit_staged drop constraint no_room");
        }
        assertThat(lost).isEqualTo(1);
        trail.seal();
        assertThat(trail.events(AuditQuery.all().ofType("rasura.lost")))
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("of.http.denied", "1"));
    }

    @Test
    void aDownloadThatFailsAfterItsFirstByteIsCutOffAndNamesNobody(CapturedOutput output) throws Exception {
        assertThatThrownBy(() -> get("ada", "/users/me/data-export")).isInstanceOf(IOException.class);

        await(() -> !trailed().isEmpty());
        assertThat(trailed().get(0).facts()).containsEntry("status", "500");
        assertThat(output)
                .contains("An export failed after its first byte, and the connection is aborted: SQLSTATE 57014")
                .doesNotContain("ada@example.com");
    }

    private static Party ada() {
        try (var scope = AuditContext.of(Actor.user("test"), "test").open()) {
            return new Party("Member", trail.review("test").pseudonym(SubjectRef.of(Member.class, 1)));
        }
    }

    private static void await(BooleanSupplier condition) {
        RasuraAutoConfigurationTest.await(condition);
    }

    private static StreamedEvent streamed() {
        await(() -> !STREAM.isEmpty());
        assertThat(STREAM).hasSize(1);
        return STREAM.get(0);
    }

    private List<RecordedEvent> trailed() {
        trail.awaitWritten(PATIENCE);
        List<RecordedEvent> all = inTheTrail();
        return all.subList(before, all.size());
    }

    private static List<RecordedEvent> inTheTrail() {
        return Stream.of("http.request", "http.denied", "http.failed")
                .flatMap(type -> trail.events(AuditQuery.all().ofType(type)).stream())
                .sorted(Comparator.comparing(RecordedEvent::time))
                .toList();
    }

    private static HttpResponse<String> get(String user, String path, String... headers)
            throws IOException, InterruptedException {
        String port = application.getEnvironment().getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (user != null) {
            request.header(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes(UTF_8)));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Member.class)
    @Import(Letters.class)
    static class Application {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/secrets/**")
                            .hasRole("ADMIN")
                            .requestMatchers("/open")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(User.withUsername("ada")
                    .password("{noop}demo")
                    .roles("MEMBER")
                    .build());
        }

        @Bean
        EventSink stream() {
            return STREAM::add;
        }

        @Bean
        RequestContext context() {
            return (request, proposed) -> proposed.withPurpose(request.getHeader("X-Purpose"));
        }

        @Bean
        KeyProvider keys() {
            return KeyFile.ephemeral("example.com/http");
        }

        @Bean
        SubjectResolver resolver() {
            return user -> Optional.of(SubjectRef.of(Member.class, 1));
        }

        @Bean
        Exports exports() {
            return new BreakingExports();
        }
    }

    /** An application's own endpoints. */
    @RestController
    static class Letters {

        @GetMapping({"/letters/{id}", "/secrets/{id}"})
        String letter(@PathVariable String id) {
            return "letter " + id;
        }

        @GetMapping("/open")
        String open() {
            return "open";
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("broken");
        }

        @GetMapping("/later")
        Callable<String> later() {
            return () -> "at last";
        }
    }

    /** Breaks off in the middle, for a reason that quotes a row. */
    private static final class BreakingExports implements Exports {

        @Override
        public ExportManifest write(SubjectRef subject, ExportFormat format, OutputStream out) {
            try {
                out.write(new byte[100_000]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new DutyFailedException("SQLSTATE 57014", new IllegalStateException("row (ada@example.com)"));
        }

        @Override
        public ExportManifest write(
                SubjectRef subject, ExportFormat format, OutputStream out, EntityManager entityManager) {
            throw new UnsupportedOperationException();
        }
    }
}
