package dev.rasura.example.recruitment.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.Outcome;
import dev.rasura.datamap.DataMap;
import dev.rasura.example.recruitment.RecruitmentGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:recruitment-over-http",
            "recruitment.people=160",
            "rasura.audit.stream.target=file",
            "rasura.audit.stream.file=target/audit-stream/audit.json"
        })
class RecruitmentOverHttpTest {

    private static final Path STREAM = Path.of("target/audit-stream/audit.json");
    private static final long CANDIDATE = RecruitmentGenerator.firstCandidate(160);
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static {
        try {
            Files.deleteIfExists(STREAM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Autowired
    private DataMap dataMap;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private JdbcTemplate sql;

    @Autowired
    @Qualifier("rasuraRetentionRun")
    private Runnable weeklyRun;

    @Value("${local.server.port}")
    private int port;

    @Test
    void aCandidateTakesTheirDataAndGoes() throws Exception {
        Map<String, Object> before = person();
        String email = (String) before.get("email");

        HttpResponse<byte[]> download = call("GET", "/users/me/data-export", "candidate");
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value ->
                        assertThat(value).contains("attachment", "filename=\"user_data_" + CANDIDATE + ".zip\""));
        assertThat(download.headers().firstValue("Cache-Control")).hasValue("no-store");

        Map<String, byte[]> parts = unzip(download.body());
        assertManifestMatches(parts);
        String everything =
                parts.values().stream().map(part -> new String(part, UTF_8)).collect(Collectors.joining("\n"));
        assertThat(EMAIL.matcher(everything).results().map(MatchResult::group).collect(Collectors.toSet()))
                .containsExactly(email);
        assertThat(everything).contains((String) before.get("given_name"), (String) before.get("family_name"));

        JsonNode receipt = json(call("DELETE", "/users/me", "candidate"), 200);
        assertThat(receipt.get("outcome").asString()).isEqualTo("EXECUTED");
        assertThat(receipt.get("rows").get("ANONYMISED").asLong()).isPositive();
        assertThat(receipt.get("kept")).isNotEmpty();
        assertThat(receipt.get("kept").get(0).get("ground").asString()).contains("hired");

        Map<String, Object> after = person();
        for (String column : List.of("email", "given_name", "family_name", "user_name", "password_hash")) {
            assertThat(after.get(column)).as(column).isNotEqualTo(before.get(column));
        }

        assertThat(json(call("DELETE", "/users/me", "candidate"), 200)
                        .get("outcome")
                        .asString())
                .isEqualTo("ALREADY_ERASED");
        assertThat(person()).isEqualTo(after);

        assertThat(lines("Candidate", "/users/me/data-export", 1))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.get("action").asString()).isEqualTo("GET");
                    assertThat(line.get("values").get("origin.address").asString())
                            .isEqualTo("127.0.0.1");
                    assertThat(line.get("facts").get("status").asString()).isEqualTo("200");
                    assertThat(line.get("logger").asString()).isEqualTo("dev.rasura.audit.event");
                    assertThat(line.get("time").asString()).endsWith("Z");
                });
        assertThat(lines("Candidate", "/users/me", 2))
                .allSatisfy(line -> assertThat(line.get("action").asString()).isEqualTo("DELETE"));
        assertThat(Files.readString(STREAM)).doesNotContain(email);

        JsonNode events = json(call("GET", "/audit/events", "dpo"), 200);
        assertThat(events.valueStream().map(event -> event.get("type").asString()))
                .contains("export.started", "export.completed", "erasure.executed");
        assertThat(events.toString()).doesNotContain(email);
    }

    @Test
    void everyColumnIsClassified() {
        dataMap.assertComplete();
    }

    @Test
    void strangersAreTurnedAwayAndWhatTheyMayDoLeavesNoLine() throws Exception {
        for (String path : List.of("/users/me/data-export", "/applications", "/candidates/1", "/audit/events")) {
            assertThat(call("GET", path, null).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(call("DELETE", "/users/me", null).statusCode()).isEqualTo(401);
        assertThat(call("GET", "/jobs", null).statusCode()).isEqualTo(200);
        assertThat(Files.readString(STREAM)).doesNotContain("/jobs");
    }

    @Test
    void whoIsNobodysSubjectHasNothingToTakeOrErase() throws Exception {
        assertThat(json(call("GET", "/users/me/data-export", "dpo"), 404)
                        .get("detail")
                        .asString())
                .isEqualTo("No personal data belongs to this account.");
        assertThat(call("DELETE", "/users/me", "admin").statusCode()).isEqualTo(404);
    }

    @Test
    void eachRequestOfAKnownUserIsALineWithItsRoute() throws Exception {
        long other = CANDIDATE + 5;
        JsonNode profile = json(call("GET", "/candidates/" + other + "?reason=curious", "recruiter"), 200);
        assertThat(json(call("GET", "/applications", "recruiter"), 200)).isNotEmpty();
        assertThat(call("GET", "/candidates/" + other, "candidate").statusCode())
                .isEqualTo(403);

        assertThat(lines("Recruiter", "/candidates/{id}", 1)).singleElement().satisfies(line -> {
            assertThat(line.get("outcome").asString()).isEqualTo("SUCCESS");
            assertThat(line.get("requestId").asString()).isNotBlank();
        });
        lines("Recruiter", "/applications", 1);
        trail.awaitWritten(Duration.ofSeconds(20));
        AuditQuery denials = AuditQuery.all().ofType(EventCatalogue.HTTP_DENIED).on("/candidates/{id}");
        assertThat(trail.events(denials))
                .filteredOn(event -> event.actor().type().equals("Candidate"))
                .singleElement()
                .satisfies(event -> assertThat(event.outcome()).isEqualTo(Outcome.DENIED));
        assertThat(Files.readString(STREAM))
                .doesNotContain(
                        "/candidates/" + other, "curious", profile.get("name").asString());
    }

    @Test
    void applicationsOlderThanTwoYearsGoAndNoOthers() throws Exception {
        Timestamp cutoff = Timestamp.from(
                ZonedDateTime.now(ZoneId.systemDefault()).minusYears(2).toInstant());
        Set<Long> due = applications("submitted_at < ? and status <> 'HIRED'", cutoff);
        Set<Long> others = applications("submitted_at >= ? or status = 'HIRED'", cutoff);
        assertThat(due).isNotEmpty();
        assertThat(applications("submitted_at < ? and status = 'HIRED'", cutoff))
                .isNotEmpty();
        assertThat(json(call("GET", "/retention", "admin"), 200)
                        .get(0)
                        .get("matched")
                        .asInt())
                .isEqualTo(due.size());

        weeklyRun.run();

        assertThat(applications("submitted_at is not null or ? is null", cutoff))
                .isEqualTo(others);
    }

    private Map<String, Object> person() {
        return sql.queryForMap(
                "select * from users join candidate on candidate.id = users.id where users.id = ?", CANDIDATE);
    }

    private Set<Long> applications(String condition, Timestamp cutoff) {
        return Set.copyOf(sql.queryForList("select id from job_application where " + condition, Long.class, cutoff));
    }

    /** The lines of the stream about one kind of user and one route, when there are so many: they come after the answer. */
    private static List<JsonNode> lines(String actor, String route, int expected) throws IOException {
        List<JsonNode> lines = List.of();
        for (Instant end = Instant.now().plusSeconds(20);
                lines.size() < expected && Instant.now().isBefore(end);
                Thread.onSpinWait()) {
            lines = Files.readAllLines(STREAM).stream()
                    .filter(line -> line.endsWith("}"))
                    .map(line -> JsonMapper.shared().readTree(line))
                    .filter(line -> line.path("actor").path("type").asString("").equals(actor)
                            && line.path("entity").asString("").equals(route))
                    .toList();
        }
        assertThat(lines).hasSize(expected);
        return lines;
    }

    private static void assertManifestMatches(Map<String, byte[]> parts) throws NoSuchAlgorithmException {
        JsonNode manifest = JsonMapper.shared().readTree(parts.get("manifest.json"));
        Map<String, String> listed = manifest.get("parts")
                .valueStream()
                .collect(Collectors.toMap(
                        part -> part.get("name").asString(),
                        part -> part.get("sha256").asString()));
        Map<String, String> present = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            if (!part.getKey().equals("manifest.json")) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(part.getValue());
                present.put(part.getKey(), HexFormat.of().formatHex(hash));
            }
        }
        assertThat(listed).isEqualTo(present).containsKey("data.json");
        assertThat(manifest.get("complete").asBoolean()).isTrue();
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private static JsonNode json(HttpResponse<byte[]> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<byte[]> call(String method, String path, @Nullable String user)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (user != null) {
            String login = user + ":" + DemoUsers.PASSWORD;
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }
}
