package dev.rasura.export;

import static dev.rasura.export.AliceAndBob.ALICE;
import static dev.rasura.export.AliceAndBob.BOB;
import static dev.rasura.export.AliceAndBob.SCAN;
import static dev.rasura.export.AliceAndBob.THUMB;
import static dev.rasura.export.AliceAndBob.TRANSCRIPT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document of an export: all that is hers with its types, and of others nothing but that it is withheld. */
class ExportedDocumentTest extends ExportContract {

    @Test
    void allThatIsHersIsInTheDocumentWithItsTypes() {
        JsonNode data = json(ALICE);

        assertThat(data.get("format").asString()).isEqualTo("rasura-export");
        assertThat(data.get("version").asInt()).isEqualTo(1);
        assertThat(data.get("subject").get("type").asString()).isEqualTo("Person");
        assertThat(data.get("exportedAt").asString()).isEqualTo("2026-03-01T10:15:30.123456Z");
        assertThat(data.get("complete").asBoolean()).isTrue();
        assertRows(data, "Person", """
                [{"id": 7001, "name": "Alice Applicant", "email": "alice@example.org", "newsletter": true,
                  "street": "1 Her Street", "town": "Oslo", "address_id": 501}]""");
        assertRows(data, "Member", """
                [{"id": 7001, "points": 17}]""");
        assertRows(data, "nickname", """
                [{"person_id": 7001, "pos": 0, "nickname": "=Al"}, {"person_id": 7001, "pos": 1, "nickname": "Allie"}]""");
        assertRows(data, "interest", """
                [{"person_id": 7001, "topic_id": 31}]""");
        assertRows(data, "Address", """
                [{"id": 501, "line": "1 Her Street", "city_id": 41}]""");
        assertRows(data, "Activity", """
                [{"kind": "Login", "id": 901, "person_id": 7001, "address": "192.0.2.7", "amount": null},
                 {"kind": "Purchase", "id": 902, "person_id": 7001, "address": null, "amount": -12.50}]""");
        assertRows(data, "Subscription", """
                [{"id": 61, "email": "ALICE@example.org", "list": "news"}]""");
        assertRows(data, "Facts", """
                [{"id": "11111111-2222-3333-4444-555555555555", "person_id": 7001, "born": "1985-03-31",
                  "wakes": "06:30:00", "met": "2024-03-10T02:30:00", "seen": "2024-07-01T12:00:00.000001Z",
                  "wealth": 12345678901234567890.0123456789, "height": 1.5, "married": false,
                  "steps": 9007199254740993, "motto": "\\"quoted\\", \\u00e9\\n", "empty": "",
                  "settings": {"sizes": [1, 2.50], "theme": "dark"}, "tags": %s}]""".formatted(
                        switch (family) {
                            case H2 -> "\"[a, b]\"";
                            case POSTGRESQL -> "\"{a,b}\"";
                            case MARIADB -> "[\"a\",\"b\"]";
                        }));
        assertThat(tables(data))
                .containsExactlyInAnyOrder(
                        "Person",
                        "Member",
                        "nickname",
                        "friend",
                        "interest",
                        "Address",
                        "Activity",
                        "Subscription",
                        "Facts",
                        "Message",
                        "Note",
                        "../Paper: Scan");
    }

    @Test
    void numbersKeepTheirDigits() throws IOException {
        String text = new String(write(ALICE, ExportFormat.JSON), UTF_8);

        assertThat(text)
                .contains("\"wealth\":12345678901234567890.0123456789")
                .contains("\"amount\":-12.50")
                .contains("\"steps\":9007199254740993")
                .contains("\"sizes\"");
    }

    @Test
    void columnsSayWhatTheyAreAndWhy() {
        JsonNode columns = table(json(ALICE), "Person").get("columns");

        assertThat(columns.valueStream()
                        .filter(c -> c.get("name").asString().equals("name"))
                        .findFirst())
                .contains(JSON.readTree("""
                        {"name": "name", "attribute": "Person.name", "category": "full_name",
                         "purpose": "to address you", "basis": "contract",
                         "source": "your employer", "recipients": ["Courier", "Bank"]}"""));
    }

    @Test
    void messagesSentAndReceivedAreHersAndTheOtherSideIsWithheld() {
        assertRows(json(ALICE), "Message", """
                [{"id": 101, "sender_id": 7001, "reply_to": null, "body": "Hello"},
                 {"id": 102, "recipient_id": 7001, "reply_to": 101, "body": "Hello yourself"},
                 {"id": 103, "sender_id": 7001, "recipient_id": 7001, "body": "To myself"}]""");
        assertRows(json(BOB), "Message", """
                [{"id": 101, "recipient_id": 7002, "reply_to": null, "body": "Hello"},
                 {"id": 102, "sender_id": 7002, "reply_to": 101, "body": "Hello yourself"},
                 {"id": 6601, "sender_id": 7002, "recipient_id": 7002, "reply_to": null, "body": "Bobby's own"}]""");
    }

    @Test
    void friendshipsAreGivenFromBothSidesWithoutTheFriend() {
        assertRows(json(ALICE), "friend", """
                [{"friend_id": 7001}, {"person_id": 7001}]""");
    }

    @Test
    void whatIsWithheldIsSaidWithItsReason() {
        ExportManifest manifest = manifest(ALICE, ExportFormat.JSON);

        assertThat(manifest.withheld().stream().map(w -> w.table() + "." + w.column() + ": " + w.reason()))
                .containsExactlyInAnyOrder(
                        "Person.password: a secret, which no export holds",
                        "Person.invited_by: names rows of other people; given only where it names a row of the"
                                + " subject's own",
                        "Note.author_id: names rows of other people",
                        "Message.sender_id: names rows of other people; given only where it names a row of the"
                                + " subject's own",
                        "Message.recipient_id: names rows of other people; given only where it names a row of the"
                                + " subject's own",
                        "Message.reply_to: names rows of other people; given only where it names a row of the"
                                + " subject's own",
                        "friend.person_id: names rows of other people; given only where it names a row of the"
                                + " subject's own",
                        "friend.friend_id: names rows of other people; given only where it names a row of the"
                                + " subject's own");
        assertThat(json(ALICE).get("withheld")).hasSize(8);
    }

    @Test
    void whatNamesNobodyElseIsNotSaidToBeWithheld() {
        factory.inTransaction(session -> {
            var carl = AliceAndBob.persist(session, new People.Person(), p -> {
                p.id = 7003;
                p.name = "Carl";
            });
            AliceAndBob.message(session, 104, carl, carl, null, "To myself");
        });

        assertThat(manifest(SubjectRef.of("Person", 7003), ExportFormat.JSON).withheld())
                .extracting(ExportManifest.Withheld::column)
                .containsExactly("password");
    }

    @Test
    void largeValuesStandInTheDocument() {
        JsonNode paper = table(json(ALICE), "../Paper: Scan").get("rows").get(0);

        assertThat(Base64.getDecoder().decode(paper.get("scan/1").asString())).isEqualTo(SCAN);
        assertThat(Base64.getDecoder().decode(paper.get("thumb").asString())).isEqualTo(THUMB);
        assertThat(paper.get("transcript").asString()).isEqualTo(TRANSCRIPT);
        JsonNode blank = table(json(ALICE), "../Paper: Scan").get("rows").get(1);
        assertThat(blank.get("scan/1").isNull()).isTrue();
        assertThat(blank.get("thumb").asString()).isEmpty();
    }

    @Test
    void anUnclassifiedColumnMakesItIncomplete() {
        assertThat(manifest(ALICE, ExportFormat.JSON).complete()).isTrue();
        factory.inTransaction(session -> {
            var survey = new People.Survey();
            survey.id = 71;
            survey.person = session.getReference(People.Person.class, 7001L);
            survey.answer = "unlooked-at";
            session.persist(survey);
        });

        ExportManifest manifest = manifest(ALICE, ExportFormat.ZIP);
        JsonNode data = json(ALICE);

        assertThat(manifest.complete()).isFalse();
        assertThat(manifest.unclassified()).containsExactly("Survey.answer");
        assertThat(data.get("complete").asBoolean()).isFalse();
        assertThat(data.get("unclassified").valueStream().map(JsonNode::asString))
                .containsExactly("Survey.answer");
        assertRows(data, "Survey", "[{\"id\": 71, \"person_id\": 7001}]");
        assertThat(data.toString()).doesNotContain("unlooked-at");
    }

    @Test
    void subjectsThatShareATableAreToldApart() {
        factory.inTransaction(session -> AliceAndBob.persist(session, new People.Guard(), g -> {
            g.id = 8801;
            g.name = "Gus Guard";
        }));

        assertRows(json(SubjectRef.of("Guard", 8801)), "Staff", """
                [{"role": "Guard", "id": 8801, "name": "Gus Guard"}]""");
        assertThatThrownBy(() -> json(SubjectRef.of("Clerk", 8801))).isInstanceOf(SubjectNotFoundException.class);
    }

    @Test
    void aSubjectInSeveralTablesIsFoundByItsKind() {
        factory.inTransaction(session -> AliceAndBob.persist(session, new People.Supplier(), p -> {
            p.id = 91;
            p.name = "Sam Supplier";
            p.account = "DE00 1234";
        }));

        JsonNode data = json(SubjectRef.of("Supplier", 91));

        assertRows(data, "Partner", """
                [{"sort": "Supplier", "id": 91, "name": "Sam Supplier"}]""");
        assertRows(data, "Supplier", """
                [{"id": 91, "account": "DE00 1234"}]""");
    }
}
