package dev.rasura.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.Rasura;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an export promises, on whatever database. The subject is Alice; Bob and the clerk are not to be seen. */
abstract class ExportContract {

    private static final SubjectRef ALICE = SubjectRef.of("Person", 7001);
    private static final SubjectRef BOB = SubjectRef.of("Person", 7002);
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123456Z");
    private static final UUID FACTS = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What belongs to others: their values, and their keys, which are unlike all else. */
    private static final List<String> NOT_HERS = List.of(
            "Bystander", "bob@example.org", "7002", "Scrivener", "8800", "Bobby", "bob-secret", "6601", "Other Street");

    private final byte[] scan = bytes(300_000);
    private final byte[] thumb = bytes(2_500_000);
    private final String transcript = "Zeile \uD83D\uDE00 eins\n" + "x\uD83D\uDE00".repeat(20_000) + "=end";

    private TestDatabase database;
    private SessionFactory factory;
    private Rasura rasura;

    abstract DatabaseFamily family();

    @BeforeEach
    void setUp() {
        database = TestDatabases.of(family());
        factory = database.sessionFactory(People.ENTITIES);
        rasura = Rasura.builder(factory)
                .keys(KeyFile.ephemeral("test.example/audit"))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .createTables(true)
                .captureChanges(false)
                .build();
        factory.inTransaction(this::fill);
        // Past Hibernate and driver, which would write them in the zone of the JVM.
        database.execute("update Facts set born = date '1985-03-31', wakes = time '06:30:00',"
                + " met = timestamp '2024-03-10 02:30:00'");
    }

    @AfterEach
    void tearDown() {
        rasura.close();
        factory.close();
        database.close();
    }

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
                        switch (family()) {
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
    void nothingOfOthersIsInAnyPart() throws IOException {
        assertNothingOfOthers(Map.of("data.json", write(ALICE, ExportFormat.JSON)));
        assertNothingOfOthers(unzip(write(ALICE, ExportFormat.ZIP)));

        // The list can fail: in Bob's export most of it is found.
        assertThat(new String(write(BOB, ExportFormat.JSON), UTF_8))
                .contains("Bystander", "bob@example.org", "7002", "Bobby", "6601");
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
    void noSecretLeaves() throws IOException {
        for (byte[] part : unzip(write(ALICE, ExportFormat.ZIP)).values()) {
            assertThat(new String(part, UTF_8)).doesNotContain("alice-secret");
        }
        assertThat(database.count("Person where password = 'alice-secret'")).isEqualTo(1);
    }

    @Test
    void largeValuesStandInTheDocument() {
        JsonNode paper = table(json(ALICE), "../Paper: Scan").get("rows").get(0);

        assertThat(Base64.getDecoder().decode(paper.get("scan/1").asString())).isEqualTo(scan);
        assertThat(Base64.getDecoder().decode(paper.get("thumb").asString())).isEqualTo(thumb);
        assertThat(paper.get("transcript").asString()).isEqualTo(transcript);
        JsonNode blank = table(json(ALICE), "../Paper: Scan").get("rows").get(1);
        assertThat(blank.get("scan/1").isNull()).isTrue();
        assertThat(blank.get("thumb").asString()).isEmpty();
    }

    @Test
    void theArchiveHasItsPartsInOrderAndUnderPlainNames() throws IOException {
        byte[] zip = write(ALICE, ExportFormat.ZIP);

        assertThat(unzip(zip).keySet())
                .startsWith("data.json")
                .endsWith("manifest.json")
                .contains("csv/Person.csv", "csv/___Paper__Scan.csv")
                .filteredOn(name -> name.startsWith("attachments/"))
                .map(name -> name.replaceAll("/[1-4]-", "/n-"))
                .containsExactlyInAnyOrder(
                        "attachments/___Paper__Scan/n-scan_1.bin",
                        "attachments/___Paper__Scan/n-thumb.bin",
                        "attachments/___Paper__Scan/n-transcript.txt",
                        "attachments/___Paper__Scan/n-thumb.bin");
        assertThat(unzip(zip).keySet())
                .hasSize(1 + 12 + 4 + 1)
                .allMatch(name -> name.matches("[A-Za-z0-9_/-]+\\.(json|csv|bin|txt)"));
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.parse("2026-03-01T10:15:30"));
            }
        }
    }

    @Test
    void attachmentsAreWhatTheDocumentSays() throws IOException {
        Map<String, byte[]> parts = unzip(write(ALICE, ExportFormat.ZIP));
        JsonNode paper = table(JSON.readTree(parts.get("data.json")), "../Paper: Scan")
                .get("rows")
                .get(0);

        Map<String, byte[]> expected = Map.of("scan/1", scan, "thumb", thumb, "transcript", transcript.getBytes(UTF_8));
        expected.forEach((column, content) -> {
            byte[] attached = parts.get(paper.get(column).get("attachment").asString());
            assertThat(attached).isEqualTo(content);
            assertThat(paper.get(column).get("bytes").asLong()).isEqualTo(content.length);
        });
        assertThat(new String(parts.get("csv/___Paper__Scan.csv"), UTF_8))
                .contains(paper.get("scan/1").get("attachment").asString());
    }

    @Test
    void theManifestHoldsTheHashOfEachPart() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportManifest manifest = rasura.export().write(ALICE, ExportFormat.ZIP, out);
        Map<String, byte[]> parts = unzip(out.toByteArray());
        byte[] stored = parts.remove("manifest.json");

        assertThat(manifest.parts().stream().map(ExportManifest.Part::name)).containsExactlyElementsOf(parts.keySet());
        for (ExportManifest.Part part : manifest.parts()) {
            byte[] bytes = parts.get(part.name());
            assertThat(part.bytes()).isEqualTo(bytes.length);
            assertThat(part.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        JsonNode json = JSON.readTree(stored);
        assertThat(json.get("id").asString()).isEqualTo(manifest.id().toString());
        assertThat(json.get("rows").asLong()).isEqualTo(manifest.rows()).isEqualTo(18);
        assertThat(json.get("consistent").asBoolean()).isTrue();
        assertThat(json.get("parts").valueStream().map(p -> p.get("sha256").asString()))
                .containsExactlyElementsOf(manifest.parts().stream()
                        .map(ExportManifest.Part::sha256)
                        .toList());
        assertThat(manifest.bytes())
                .isEqualTo(parts.values().stream().mapToLong(b -> b.length).sum());
    }

    @Test
    void noCellBecomesAFormulaAndNullIsNotTheEmptyText() throws IOException {
        Map<String, byte[]> parts = unzip(write(ALICE, ExportFormat.ZIP));

        assertThat(new String(parts.get("csv/nickname.csv"), UTF_8)
                        .lines()
                        .skip(1)
                        .toList())
                .anyMatch(l -> l.contains("'=Al"))
                .noneMatch(l -> l.contains(",=Al") || l.startsWith("=Al"));
        String activity = new String(parts.get("csv/Activity.csv"), UTF_8);
        assertThat(activity).contains("-12.50").doesNotContain("'-12.50");
        List<String> facts =
                new String(parts.get("csv/Facts.csv"), UTF_8).lines().toList();
        int empty = Arrays.asList(facts.get(0).split(",")).indexOf("empty");
        assertThat(empty).isNotNegative();
        assertThat(String.join("\n", facts)).contains("\"\"");
        assertThat(activity.lines().skip(1).toList()).noneMatch(l -> l.contains("\"\""));
        assertThat(activity).contains("\r\n");
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
    void oneSnapshotIsReadWhateverCommitsMeanwhile() throws IOException {
        factory.inTransaction(ExportContract::fillMore);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean[] changed = {false};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one byte at a time");
            }

            @Override
            public void write(byte[] buffer, int offset, int length) {
                if (!changed[0]) {
                    changed[0] = true;
                    database.execute(
                            "insert into Subscription (id, email, list) values (9, 'alice@example.org', 'late')");
                }
                bytes.write(buffer, offset, length);
            }
        };

        ExportManifest manifest = rasura.export().write(ALICE, ExportFormat.ZIP, out);

        assertThat(changed[0]).isTrue();
        assertThat(manifest.consistent()).isTrue();
        Map<String, byte[]> parts = unzip(bytes.toByteArray());
        assertThat(new String(parts.get("csv/Subscription.csv"), UTF_8)).doesNotContain("late");
        assertThat(new String(parts.get("data.json"), UTF_8)).doesNotContain("late");
    }

    @Test
    void aJoinedExportSeesWhatTheCallerHasNotCommitted() {
        factory.inTransaction(session -> {
            session.find(People.Person.class, 7001L).name = "Alice Unsaved";

            JsonNode data = JSON.readTree(write(session, ALICE));

            assertThat(table(data, "Person").get("rows").get(0).get("name").asString())
                    .isEqualTo("Alice Unsaved");
            assertThat(events()).as("not committed").isEmpty();
        });

        assertThat(events()).containsExactly("export.started SUCCESS", "export.completed SUCCESS");
        assertThat(table(json(ALICE), "Person").get("rows").get(0).get("name").asString())
                .isEqualTo("Alice Unsaved");
    }

    @Test
    void aJoinedExportSaysWhetherItReadASnapshot() {
        factory.inTransaction(session -> assertThat(rasura.export()
                        .write(ALICE, ExportFormat.JSON, OutputStream.nullOutputStream(), session)
                        .consistent())
                .isFalse());
        try (var session = factory.openSession()) {
            session.doWork(c -> c.setTransactionIsolation(
                    family() == DatabaseFamily.H2
                            ? Connection.TRANSACTION_SERIALIZABLE
                            : Connection.TRANSACTION_REPEATABLE_READ));
            var transaction = session.beginTransaction();
            assertThat(rasura.export()
                            .write(ALICE, ExportFormat.ZIP, OutputStream.nullOutputStream(), session)
                            .consistent())
                    .isTrue();
            transaction.commit();
        }
    }

    @Test
    void rowsThatComeBetweenThePartsOfAJoinedArchiveFailIt() {
        factory.inTransaction(ExportContract::fillMore);
        assertThatThrownBy(() -> factory.inTransaction(session -> rasura.export()
                        .write(
                                ALICE,
                                ExportFormat.ZIP,
                                once(
                                        () -> database.execute(
                                                "insert into Subscription (id, email, list) values (9, 'alice@example.org', 'x')")),
                                session)))
                .isInstanceOf(DutyFailedException.class)
                .hasMessageContaining("REPEATABLE READ");
    }

    @Test
    void aCallersRollbackTakesItsEventsAndLeavesThatItFailed() {
        try (var session = factory.openSession()) {
            var transaction = session.beginTransaction();
            rasura.export().write(ALICE, ExportFormat.JSON, OutputStream.nullOutputStream(), session);
            transaction.rollback();
        }

        assertThat(events()).containsExactly("export.failed FAILURE");
        assertThat(recorded().get(0).reason()).isEqualTo("the caller's transaction rolled back");
    }

    @Test
    void anExportIsOnRecordWithWhatItHeld() {
        ExportManifest manifest = manifest(ALICE, ExportFormat.ZIP);

        assertThat(events()).containsExactly("export.started SUCCESS", "export.completed SUCCESS");
        RecordedEvent completed = recorded().get(1);
        assertThat(completed.entity()).isEqualTo("Person");
        assertThat(completed.purpose()).isEqualTo("answer to a data subject's request (GDPR Art. 15, 20)");
        assertThat(completed.facts())
                .containsEntry("export", manifest.id().toString())
                .containsEntry("rows", "18")
                .containsEntry("bytes", Long.toString(manifest.bytes()))
                .containsEntry("format", "ZIP")
                .containsEntry("complete", "true")
                .containsEntry("sha256", manifest.parts().get(0).sha256());
        assertThat(rasura.audit().events(AuditQuery.all().about(ALICE))).hasSize(2);
        assertThat(rasura.audit().events(AuditQuery.all().about(BOB))).isEmpty();
    }

    @Test
    void theStartIsOnRecordBeforeTheFirstByteLeaves() {
        List<String> then = new ArrayList<>();

        rasura.export().write(ALICE, ExportFormat.JSON, once(() -> then.addAll(staged())));

        assertThat(then).containsExactly("1");
    }

    @Test
    void aStreamThatBreaksFailsTheExportAndThatIsOnRecord() {
        for (ExportFormat format : ExportFormat.values()) {
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            OutputStream breaking = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    if (taken.size() > 100_000) {
                        throw new IOException("connection reset by alice@example.org");
                    }
                    taken.write(b);
                }
            };

            assertThatThrownBy(() -> rasura.export().write(ALICE, format, breaking))
                    .isInstanceOf(DutyFailedException.class)
                    .hasMessageContaining("the stream")
                    .hasMessageNotContaining("alice");
            assertThat(taken.size()).isEqualTo(100_001);
        }

        assertThat(events())
                .containsExactly(
                        "export.started SUCCESS",
                        "export.failed FAILURE",
                        "export.started SUCCESS",
                        "export.failed FAILURE");
        assertThat(recorded().get(1).reason()).contains("the stream").doesNotContain("alice");
    }

    @Test
    void aStreamThatBreaksInTheCallersTransactionIsOnRecordThoughItRollsBack() {
        assertThatThrownBy(() -> factory.inTransaction(session -> rasura.export()
                        .write(
                                ALICE,
                                ExportFormat.ZIP,
                                once(() -> {
                                    throw new java.io.UncheckedIOException(new IOException("gone"));
                                }),
                                session)))
                .isInstanceOf(RuntimeException.class);

        assertThat(events()).containsExactly("export.failed FAILURE");
    }

    @Test
    void whatADatabaseFailureLeavesInTheStreamIsNoArchive() {
        factory.inTransaction(ExportContract::fillMore);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStream cutting = new OutputStream() {
            private boolean cut;

            @Override
            public void write(int b) {
                if (!cut) {
                    cut = true;
                    kill();
                }
                out.write(b);
            }
        };

        assertThatThrownBy(() -> rasura.export().write(ALICE, ExportFormat.ZIP, cutting))
                .isInstanceOf(DutyFailedException.class)
                .hasMessageContaining("SQLSTATE");

        assertThat(new String(out.toByteArray(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("PK\u0005\u0006");
    }

    /** Makes the reading of what is still to come fail. */
    abstract void kill(TestDatabase victim);

    private void kill() {
        kill(database);
    }

    @Test
    void anUnknownSubjectLeavesNoByteAndNoEvent() {
        for (String id : List.of("4711", "no number")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> rasura.export().write(SubjectRef.of("Person", id), ExportFormat.ZIP, out))
                    .isInstanceOf(SubjectNotFoundException.class)
                    .hasMessageNotContaining(id);
            assertThat(out.size()).isZero();
        }
        assertThatThrownBy(() -> rasura.export()
                        .write(SubjectRef.of("City", 41), ExportFormat.ZIP, OutputStream.nullOutputStream()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("City");
        assertThat(events()).isEmpty();
    }

    @Test
    void eachFormRefusesTheOthersTransaction() {
        try (var session = factory.openSession()) {
            assertThatThrownBy(() ->
                            rasura.export().write(ALICE, ExportFormat.JSON, OutputStream.nullOutputStream(), session))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("has none");
        }
        boolean[] active = {false};
        try (Rasura other = Rasura.builder(factory)
                .keys(KeyFile.ephemeral("test.example/audit"))
                .ambientTransaction(any -> active[0])
                .build()) {
            active[0] = true;
            assertThatThrownBy(() -> other.export().write(ALICE, ExportFormat.JSON, OutputStream.nullOutputStream()))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("already has one");
            active[0] = false;
        }
        assertThat(events()).isEmpty();
    }

    @Test
    void subjectsThatShareATableAreToldApart() {
        factory.inTransaction(session -> persist(session, new People.Guard(), g -> {
            g.id = 8801;
            g.name = "Gus Guard";
        }));

        assertRows(json(SubjectRef.of("Guard", 8801)), "Staff", """
                [{"role": "Guard", "id": 8801, "name": "Gus Guard"}]""");
        assertThatThrownBy(() -> json(SubjectRef.of("Clerk", 8801))).isInstanceOf(SubjectNotFoundException.class);
    }

    @Test
    void aSubjectInSeveralTablesIsFoundByItsKind() {
        factory.inTransaction(session -> persist(session, new People.Supplier(), p -> {
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

    @Test
    void whatNamesNobodyElseIsNotSaidToBeWithheld() {
        factory.inTransaction(session -> {
            var carl = persist(session, new People.Person(), p -> {
                p.id = 7003;
                p.name = "Carl";
            });
            message(session, 104, carl, carl, null, "To myself");
        });

        assertThat(manifest(SubjectRef.of("Person", 7003), ExportFormat.JSON).withheld())
                .extracting(ExportManifest.Withheld::column)
                .containsExactly("password");
    }

    @Test
    void theStreamIsFlushedAndStaysOpen() {
        for (ExportFormat format : ExportFormat.values()) {
            List<String> calls = new ArrayList<>();
            rasura.export().write(ALICE, format, new OutputStream() {
                @Override
                public void write(int b) {
                    calls.add("write");
                }

                @Override
                public void write(byte[] buffer, int offset, int length) {
                    calls.add("write");
                }

                @Override
                public void flush() {
                    calls.add("flush");
                }

                @Override
                public void close() {
                    calls.add("close");
                }
            });
            assertThat(calls).endsWith("flush").doesNotContain("close");
        }
    }

    private static void assertNothingOfOthers(Map<String, byte[]> parts) {
        parts.forEach((name, bytes) -> {
            if (!name.endsWith(".bin")) {
                assertThat(name + "\n" + withoutLarge(new String(bytes, UTF_8))).doesNotContain(NOT_HERS);
            }
        });
    }

    /** Base64 of random bytes and hashes may hold any few digits. */
    private static String withoutLarge(String text) {
        return text.replaceAll("[A-Za-z0-9+/=]{40,}", "").replaceAll("\"id\":\"[0-9a-f-]{36}\"|\"bytes\":\\d+", "");
    }

    private static void assertRows(JsonNode data, String table, String rows) {
        assertThat(table(data, table).get("rows")).hasToString(sorted(data, table, rows));
    }

    /** The expected rows with their properties in the order of the table's columns. */
    private static String sorted(JsonNode data, String table, String rows) {
        var all = JSON.createArrayNode();
        JSON.readTree(rows).forEach(row -> {
            var ordered = all.addObject();
            table(data, table).get("columns").forEach(c -> {
                String name = c.get("name").asString();
                if (row.has(name)) {
                    ordered.set(name, row.get(name));
                }
            });
            assertThat(ordered.size()).as("unknown columns in " + row).isEqualTo(row.size());
        });
        return all.toString();
    }

    private static List<String> tables(JsonNode data) {
        return data.get("tables")
                .valueStream()
                .map(t -> t.get("table").asString())
                .toList();
    }

    private static JsonNode table(JsonNode data, String name) {
        return data.get("tables")
                .valueStream()
                .filter(t -> t.get("table").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table " + name + " in " + tables(data)));
    }

    private JsonNode json(SubjectRef subject) {
        return JSON.readTree(write(subject, ExportFormat.JSON));
    }

    private ExportManifest manifest(SubjectRef subject, ExportFormat format) {
        return rasura.export().write(subject, format, OutputStream.nullOutputStream());
    }

    private byte[] write(SubjectRef subject, ExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rasura.export().write(subject, format, out);
        return out.toByteArray();
    }

    private byte[] write(EntityManager entityManager, SubjectRef subject) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rasura.export().write(subject, ExportFormat.JSON, out, entityManager);
        return out.toByteArray();
    }

    private static OutputStream once(Runnable work) {
        return new OutputStream() {
            private boolean done;

            @Override
            public void write(int b) {
                if (!done) {
                    done = true;
                    work.run();
                }
            }
        };
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(parts.put(entry.getName(), in.readAllBytes())).isNull();
            }
        }
        return parts;
    }

    private List<RecordedEvent> recorded() {
        return rasura.audit().events(AuditQuery.all()).stream()
                .filter(e -> e.type().startsWith("export."))
                .toList();
    }

    private List<String> events() {
        return recorded().stream()
                .map(e -> e.type() + " " + (e.outcome() == Outcome.SUCCESS ? "SUCCESS" : e.outcome()))
                .toList();
    }

    private List<String> staged() {
        return List.of(String.valueOf(database.count("rasura_audit_staged")));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void fill(EntityManager session) {
        var city = persist(session, new People.City(), c -> {
            c.id = 41;
            c.name = "Oslo";
        });
        var topic = persist(session, new People.Topic(), t -> {
            t.id = 31;
            t.name = "Chess";
        });
        var hers = persist(session, new People.Address(), a -> {
            a.id = 501;
            a.line = "1 Her Street";
            a.city = city;
        });
        var his = persist(session, new People.Address(), a -> {
            a.id = 502;
            a.line = "2 Other Street";
            a.city = city;
        });
        var clerk = persist(session, new People.Clerk(), c -> {
            c.id = 8800;
            c.name = "Sue Scrivener";
        });
        var bob = persist(session, new People.Person(), p -> {
            p.id = 7002;
            p.name = "Bob Bystander";
            p.email = "bob@example.org";
            p.password = "bob-secret";
            p.address = his;
            p.nicknames.add("Bobby");
            p.interests.add(topic);
        });
        var alice = persist(session, new People.Member(), p -> {
            p.id = 7001;
            p.name = "Alice Applicant";
            p.email = "alice@example.org";
            p.password = "alice-secret";
            p.newsletter = true;
            p.points = 17;
            p.home = new People.Home();
            p.home.street = "1 Her Street";
            p.home.town = "Oslo";
            p.nicknames.addAll(List.of("=Al", "Allie"));
            p.interests.add(topic);
            p.friends.add(bob);
            p.invitedBy = bob;
            p.address = hers;
        });
        bob.friends.add(alice);
        message(session, 101, alice, bob, null, "Hello");
        message(session, 102, bob, alice, 101L, "Hello yourself");
        message(session, 6601, bob, bob, null, "Bobby's own");
        message(session, 103, alice, alice, 6601L, "To myself");
        for (var about : List.of(alice, bob)) {
            persist(session, new People.Note(), n -> {
                n.id = about.id + 10_000;
                n.about = about;
                n.author = clerk;
                n.body = "polite";
            });
        }
        for (long id : new long[] {901, 911}) {
            persist(session, new People.Login(), l -> {
                l.id = id;
                l.person = id == 901 ? alice : bob;
                l.address = id == 901 ? "192.0.2.7" : "6601::1";
            });
        }
        persist(session, new People.Purchase(), p -> {
            p.id = 902;
            p.person = alice;
            p.amount = new BigDecimal("-12.50");
        });
        subscription(session, 61, "ALICE@example.org");
        subscription(session, 63, "bob@example.org");
        persist(session, new People.Paper(), p -> {
            p.id = 81;
            p.person = alice;
            p.scan = scan;
            p.thumb = thumb;
            p.transcript = transcript;
        });
        persist(session, new People.Paper(), p -> {
            p.id = 82;
            p.person = alice;
            p.thumb = new byte[0];
        });
        persist(session, new People.Facts(), f -> {
            f.id = FACTS;
            f.person = alice;
            f.seen = Instant.parse("2024-07-01T12:00:00.000001Z");
            f.wealth = new BigDecimal("12345678901234567890.0123456789");
            f.height = 1.5;
            f.married = false;
            f.steps = 9007199254740993L;
            f.motto = "\"quoted\", \u00e9\n";
            f.empty = "";
            f.settings = "{\"sizes\": [1, 2.50], \"theme\": \"dark\"}";
            f.tags = new String[] {"a", "b"};
        });
    }

    /** So much that the first bytes leave before all has been read. */
    private static void fillMore(EntityManager session) {
        for (int i = 0; i < 6_000; i++) {
            String random = UUID.randomUUID().toString();
            long id = 10_000L + i;
            persist(session, new People.Subscription(), s -> {
                s.id = id;
                s.email = "alice@example.org";
                s.list = random;
            });
        }
    }

    private static void message(
            EntityManager session, long id, People.Person from, People.Person to, Long reply, String body) {
        persist(session, new People.Message(), m -> {
            m.id = id;
            m.sender = from;
            m.recipient = to;
            m.replyTo = reply == null ? null : session.getReference(People.Message.class, reply);
            m.body = body;
        });
    }

    private static void subscription(EntityManager session, long id, String email) {
        persist(session, new People.Subscription(), s -> {
            s.id = id;
            s.email = email;
            s.list = "news";
        });
    }

    private static <T> T persist(EntityManager session, T entity, Consumer<T> fill) {
        fill.accept(entity);
        session.persist(entity);
        return entity;
    }
}
