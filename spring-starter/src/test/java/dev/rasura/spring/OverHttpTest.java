package dev.rasura.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rasura.DutyFailedException;
import dev.rasura.SubjectRef;
import dev.rasura.export.ExportFormat;
import dev.rasura.export.ExportManifest;
import dev.rasura.export.Exports;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.logstash.logback.composite.loggingevent.ArgumentsJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What only a real server and real security show. */
@ExtendWith(OutputCaptureExtension.class)
class OverHttpTest {

    private static final String TWISTED = "ad\u202Ea";
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.rasura.audit.request");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext application;

    private final ListAppender<ILoggingEvent> stream = new ListAppender<>();

    @BeforeAll
    static void start() {
        application = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:overhttp",
                "--spring.jpa.hibernate.ddl-auto=create-drop",
                "--rasura.web.enabled=true");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void listen() {
        stream.start();
        LOGGER.addAppender(stream);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.detachAppender(stream);
    }

    @Test
    void aKnownUsersRequestIsALineWithTheRouteAndNeverThePath() throws Exception {
        HttpResponse<String> answer = get("ada", "/letters/4711?password=secret", "X-Request-Id", "abc-1");

        assertThat(answer.body()).isEqualTo("letter 4711");
        JsonNode line = line();
        assertThat(line.toString()).doesNotContain("4711", "secret");
        assertThat(line.get("user").asString()).isEqualTo("ada");
        assertThat(line.get("action").asString()).isEqualTo("GET");
        assertThat(line.get("resource").asString()).isEqualTo("/letters/{id}");
        assertThat(line.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(line.get("status").asInt()).isEqualTo(200);
        assertThat(line.get("outcome").asString()).isEqualTo("SUCCESS");
        assertThat(line.get("requestId").asString()).isEqualTo("abc-1");
        assertThat(stream.list.get(0).getFormattedMessage()).isEqualTo("request");
    }

    @Test
    void whatSecurityDeniesIsALineWithTheRoute() throws Exception {
        assertThat(get("ada", "/secrets/4711").statusCode()).isEqualTo(403);

        JsonNode line = line();
        assertThat(line.get("user").asString()).isEqualTo("ada");
        assertThat(line.get("resource").asString()).isEqualTo("/secrets/{id}");
        assertThat(line.get("outcome").asString()).isEqualTo("DENIED");
    }

    @Test
    void whatFailsIsALine() throws Exception {
        assertThat(get("ada", "/broken").statusCode()).isEqualTo(500);

        JsonNode line = line();
        assertThat(line.get("resource").asString()).isEqualTo("/broken");
        assertThat(line.get("status").asInt()).isEqualTo(500);
        assertThat(line.get("outcome").asString()).isEqualTo("FAILURE");
    }

    @Test
    void whatIsAnsweredLaterIsOneLineAtItsEnd() throws Exception {
        assertThat(get("ada", "/later").body()).isEqualTo("at last");

        JsonNode line = line();
        assertThat(line.get("user").asString()).isEqualTo("ada");
        assertThat(line.get("resource").asString()).isEqualTo("/later");
        assertThat(line.get("status").asInt()).isEqualTo(200);
    }

    @Test
    void strangersAreNotInTheStream() throws Exception {
        assertThat(get(null, "/letters/1").statusCode()).isEqualTo(401);
        assertThat(get("nobody", "/letters/1").statusCode()).isEqualTo(401);

        Thread.sleep(100);
        assertThat(stream.list).isEmpty();
    }

    @Test
    void aNameCannotTurnTheLineRound() throws Exception {
        get(TWISTED, "/letters/1", "X-Request-Id", "forged id {}");

        JsonNode line = line();
        assertThat(line.get("user").asString()).isEqualTo("ad\\u{202e}a");
        assertThat(line.get("requestId").asString()).hasSize(36);
    }

    @Test
    void aDownloadThatFailsAfterItsFirstByteIsCutOffAndNamesNobody(CapturedOutput output) throws Exception {
        assertThatThrownBy(() -> get("ada", "/users/me/data-export")).isInstanceOf(IOException.class);

        assertThat(line().get("status").asInt()).isEqualTo(500);
        assertThat(output)
                .contains("An export failed after its first byte, and the connection is aborted: SQLSTATE 57014")
                .doesNotContain("ada@example.com");
    }

    private JsonNode line() {
        RasuraAutoConfigurationTest.await(() -> !stream.list.isEmpty());
        assertThat(stream.list).hasSize(1);
        LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
        encoder.setContext(LOGGER.getLoggerContext());
        encoder.getProviders().addProvider(new ArgumentsJsonProvider());
        encoder.start();
        String json = new String(encoder.encode(stream.list.get(0)), UTF_8);
        assertThat(json.strip().lines()).hasSize(1);
        return JsonMapper.shared().readTree(json);
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
                            .anyRequest()
                            .authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(List.of("ada", TWISTED).stream()
                    .map(name -> User.withUsername(name)
                            .password("{noop}demo")
                            .roles("MEMBER")
                            .build())
                    .toList());
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
