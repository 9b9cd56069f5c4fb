package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.ReviewedTrail.viewed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditFormat;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Origin;
import dev.rasura.audit.PersonalValues;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events in other people's formats. */
class EventExportTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SubjectRef ANNA = SubjectRef.of("Customer", 1);

    @TempDir
    Path folder;

    private static void fill(ReviewedTrail reviewed) {
        reviewed.trail.record(viewed(Actor.user("recruiter-7"), ANNA)
                .legalBasis("contract")
                .fact("formula", "=1+1")
                .personal("search", "Anna \u202e\n\"Berg\"")
                .origin(new Origin("192.0.2.17", "Mozilla/5.0", "trace-1", "request-1"))
                .build());
        reviewed.trail.record(AuditEvent.of("import.run", Actor.system("nightly"))
                .action("=import")
                .failed("@disk")
                .build());
        reviewed.trail.seal();
        reviewed.trail.record(viewed(Actor.user("8").onBehalfOf(Actor.user("9")), ANNA)
                .action("delete")
                .denied("not yours")
                .build());
    }

    private static String export(ReviewedTrail reviewed, AuditFormat format, PersonalValues values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var scope = AuditContext.of(Actor.user("officer"), "monitoring").open()) {
            reviewed.trail.review("case 7").export(AuditQuery.all(), format, values, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> lines(ReviewedTrail reviewed, AuditFormat format, PersonalValues values) {
        List<JsonNode> lines = new ArrayList<>();
        export(reviewed, format, values).lines().forEach(line -> lines.add(JSON.readTree(line)));
        return lines;
    }

    private static JsonNode of(List<JsonNode> lines, String pointer, String value) {
        return lines.stream()
                .filter(line -> value.equals(line.at(pointer).asString("")))
                .findFirst()
                .orElseThrow();
    }

    @OnEachDatabase
    void aJsonLineSaysAllThatTheEventSays(DatabaseFamily family) {
        try (ReviewedTrail reviewed = new ReviewedTrail(family, folder)) {
            fill(reviewed);
            List<JsonNode> lines = lines(reviewed, AuditFormat.JSON_LINES, PersonalValues.INCLUDED);
            JsonNode view = of(lines, "/action", "view");
            assertThat(view.at("/leafIndex").isNumber()).isTrue();
            assertThat(view.at("/disclosed/actor.id").asString()).isEqualTo("recruiter-7");
            assertThat(view.at("/disclosed/personal.search").asString()).isEqualTo("Anna \u202e\n\"Berg\"");
            assertThat(view.at("/subjects/0/ref").asString()).isEqualTo(reviewed.keys.pseudonym(ANNA));
            assertThat(of(lines, "/action", "delete").has("leafIndex")).isFalse();
            assertThat(of(lines, "/type", "review.exported").at("/facts/why").asString())
                    .isEqualTo("case 7");
            assertThat(export(reviewed, AuditFormat.JSON_LINES, PersonalValues.LEFT_OUT))
                    .doesNotContain("recruiter-7", "192.0.2.17", "Berg");
        }
    }

    @OnEachDatabase
    void noCellOfTheCsvIsAFormula(DatabaseFamily family) {
        try (ReviewedTrail reviewed = new ReviewedTrail(family, folder)) {
            fill(reviewed);
            String csv = export(reviewed, AuditFormat.CSV, PersonalValues.INCLUDED);
            assertThat(csv).startsWith("id,time,leaf_index,type,action").contains("'=import", "'@disk", "\r\n");
            assertThat(csv).doesNotContainPattern("(^|,|\r\n)[=@+]");
        }
    }

    @OnEachDatabase
    void everyOcsfEventHasWhatThePublishedClassRequiresAndNothingElse(DatabaseFamily family) throws IOException {
        JsonNode published;
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("/dev/rasura/audit/ocsf-1.2.0-api-activity.json"))) {
            published = JSON.readTree(in);
        }
        try (ReviewedTrail reviewed = new ReviewedTrail(family, folder)) {
            fill(reviewed);
            for (PersonalValues values : PersonalValues.values()) {
                List<JsonNode> lines = lines(reviewed, AuditFormat.OCSF, values);
                assertThat(lines).hasSizeGreaterThan(3);
                lines.forEach(line -> {
                    assertThat(line.at("/class_uid").asInt()).isEqualTo(6003);
                    assertThat(line.at("/type_uid").asInt())
                            .isEqualTo(600300 + line.at("/activity_id").asInt());
                    assertConforms(published, "api_activity", line);
                });
                assertThat(of(lines, "/activity_name", "view")
                                .at("/activity_id")
                                .asInt())
                        .isEqualTo(2);
                assertThat(of(lines, "/activity_name", "delete")
                                .at("/status_code")
                                .asString())
                        .isEqualTo("DENIED");
            }
            assertThat(of(lines(reviewed, AuditFormat.OCSF, PersonalValues.INCLUDED), "/activity_name", "view")
                            .at("/src_endpoint/ip")
                            .asString())
                    .isEqualTo("192.0.2.17");
        }
    }

    /** The object has every required attribute, one of those of which it needs one, and none that is not published. */
    private static void assertConforms(JsonNode published, String object, JsonNode value) {
        JsonNode definition = published.get(object);
        List<String> names = new ArrayList<>(value.propertyNames());
        definition.get("required").forEach(name -> assertThat(names).as(object).contains(name.asString()));
        List<String> oneOf = new ArrayList<>();
        definition.get("atLeastOne").forEach(name -> oneOf.add(name.asString()));
        if (!oneOf.isEmpty()) {
            assertThat(names).as(object).containsAnyElementsOf(oneOf);
        }
        List<String> known = new ArrayList<>();
        definition.get("attributes").forEach(name -> known.add(name.asString()));
        assertThat(known).as(object).containsAll(names);
        for (String name : names) {
            JsonNode part = value.get(name);
            if (published.has(name) && part.isObject()) {
                assertConforms(published, name, part);
            } else if (published.has(name) && part.isArray()) {
                part.forEach(item -> assertConforms(published, name, item));
            }
        }
    }

    @OnEachDatabase
    void anEcsEventUsesTheAllowedWords(DatabaseFamily family) {
        try (ReviewedTrail reviewed = new ReviewedTrail(family, folder)) {
            fill(reviewed);
            List<JsonNode> lines = lines(reviewed, AuditFormat.ECS, PersonalValues.INCLUDED);
            lines.forEach(line -> {
                assertThat(line.at("/@timestamp").asString()).isNotBlank();
                assertThat(line.at("/ecs/version").asString()).isEqualTo("8.11.0");
                assertThat(line.at("/event/kind").asString()).isEqualTo("event");
                assertThat(line.at("/event/category/0").asString()).isEqualTo("database");
                assertThat(line.at("/event/type/0").asString()).isIn("access", "change", "info");
                assertThat(line.at("/event/outcome").asString()).isIn("success", "failure");
            });
            JsonNode view = of(lines, "/event/action", "view");
            assertThat(view.at("/user/id").asString()).isEqualTo("recruiter-7");
            assertThat(view.at("/source/ip").asString()).isEqualTo("192.0.2.17");
            assertThat(view.at("/rasura/purpose").asString()).isEqualTo("selection");
        }
    }

    @OnEachDatabase
    void anExportGoesOnOverManyPagesWhateverTheLimit(DatabaseFamily family) throws IOException {
        try (ReviewedTrail reviewed = new ReviewedTrail(family, folder)) {
            for (int i = 0; i < 450; i++) {
                reviewed.trail.record(viewed(Actor.user("7"), ANNA).build());
                if (i == 300) {
                    reviewed.trail.seal();
                }
            }
            try (var scope =
                    AuditContext.of(Actor.user("officer"), "monitoring").open()) {
                assertThat(reviewed.trail
                                .review("case 7")
                                .export(
                                        AuditQuery.all()
                                                .about(ANNA)
                                                .ofType("candidate.viewed")
                                                .limit(3),
                                        AuditFormat.ECS,
                                        PersonalValues.LEFT_OUT,
                                        new ByteArrayOutputStream()))
                        .isEqualTo(450);
            }
        }
    }
}
