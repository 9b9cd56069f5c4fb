package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.Origin;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.VerificationReport;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit trail promises, on every database. */
abstract class AuditTrailContract {

    static final SubjectRef ANNA = SubjectRef.of("Customer", 1);
    static final SubjectRef BERT = SubjectRef.of("Customer", 2);
    static final String ADDRESS = "192.0.2.17";

    private final KeyRing keys = new KeyRing(KeyFile.ephemeral("test.example/audit"));

    @TempDir
    Path folder;

    private TestDatabase database;
    private SessionFactory factory;
    private SealedTrail trail;

    abstract TestDatabase empty();

    @Entity(name = "Note")
    static class Note {
        @Id
        Long id;
    }

    @BeforeEach
    void start() {
        database = empty();
        factory = database.sessionFactory(Note.class);
        TestDatabase.unitsOfWork(factory).own("test", Mode.WRITE, (connection, session) -> {
            OwnTables.defaults().create(connection);
            OwnTables.defaults().create(connection);
            OwnTables.defaults().verify(connection);
            return null;
        });
        trail = trail(keys, new FileAnchor(folder.resolve("anchor")));
    }

    @AfterEach
    void stop() {
        factory.close();
        database.close();
    }

    private TrailParts parts(KeyRing ring, CheckpointAnchor anchor) {
        return TrailParts.of(TestDatabase.unitsOfWork(factory), OwnTables.defaults(), ring)
                .withAnchors(List.of(anchor));
    }

    private SealedTrail trail(KeyRing ring, CheckpointAnchor anchor) {
        return new SealedTrail(parts(ring, anchor));
    }

    private static AuditEvent view(SubjectRef whose) {
        return AuditEvent.of("candidate.viewed", Actor.user("recruiter-7"))
                .action("view")
                .entity("Candidate")
                .subject(whose)
                .attributes("email", "phone")
                .purpose("selection")
                .legalBasis("contract")
                .fact("rows", 3)
                .personal("search", "Anna Berg")
                .origin(new Origin(ADDRESS, "Mozilla/5.0", "trace-1", "request-1"))
                .build();
    }

    private UUID inTransaction(Consumer<EntityManager> before, AuditEvent event, boolean commit) {
        try (EntityManager entities = factory.createEntityManager()) {
            entities.getTransaction().begin();
            before.accept(entities);
            UUID id = trail.record(event, entities);
            if (commit) {
                entities.getTransaction().commit();
            } else {
                entities.getTransaction().rollback();
            }
            return id;
        }
    }

    private void recordAndSeal(int events) {
        for (int i = 0; i < events; i++) {
            trail.record(view(i % 2 == 0 ? ANNA : BERT));
        }
        trail.seal();
    }

    private static List<Kind> breaches(VerificationReport report) {
        return report.findings().stream()
                .map(Finding::kind)
                .filter(Kind::isBreach)
                .distinct()
                .toList();
    }

    private static void assertNames(VerificationReport report, Kind kind, String where) {
        assertThat(report.intact()).isFalse();
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.where()).contains(where);
        });
    }

    @Nested
    class Recording {

        @Test
        void aRecordedEventIsFoundBeforeAndAfterItIsSealed() {
            UUID id = trail.record(view(ANNA));
            RecordedEvent staged = trail.events(AuditQuery.all()).get(0);
            assertThat(staged.leafIndex()).isNull();

            trail.seal();

            RecordedEvent sealed =
                    trail.events(AuditQuery.all().ofType("candidate.viewed")).get(0);
            assertThat(sealed.id()).isEqualTo(id);
            assertThat(sealed.leafIndex()).isNotNull();
            assertThat(sealed.time()).isEqualTo(staged.time());
            assertThat(sealed.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(sealed.subjects()).containsExactly(new RecordedEvent.Party("Customer", keys.pseudonym(ANNA)));
            assertThat(sealed.attributes()).containsExactly("email", "phone");
            assertThat(sealed.facts()).containsEntry("rows", "3");
            assertThat(sealed.traceId()).isEqualTo("trace-1");
            assertThat(sealed.disclosed())
                    .containsEntry("actor.id", "recruiter-7")
                    .containsEntry("origin.address", ADDRESS)
                    .containsEntry("personal.search", "Anna Berg");
            assertThat(id.version()).isEqualTo(7);
        }

        @Test
        void aLeafHoldsNoPersonalValueAndIsTheBytesThatWereHashed() {
            trail.record(view(ANNA));
            trail.seal();
            byte[] leaf = database.query(
                    byte[].class, "select leaf from rasura_audit_leaf where event_type = 'candidate.viewed'");
            assertThat(new String(leaf, StandardCharsets.UTF_8))
                    .startsWith("{\"v\":1,\"id\":\"")
                    .contains(keys.pseudonym(ANNA))
                    .doesNotContain("recruiter-7", ADDRESS, "Mozilla", "Anna");
        }

        @Test
        void aJoinedEventCommitsAndRollsBackWithItsTransaction() {
            Note note = new Note();
            note.id = 1L;
            inTransaction(entities -> entities.persist(note), view(ANNA), false);
            assertThat(trail.events(AuditQuery.all())).isEmpty();
            assertThat(database.count("Note")).isZero();
            assertThat(trail.verify().findings()).isEmpty();

            inTransaction(entities -> {}, view(BERT), true);
            trail.seal();

            assertThat(trail.events(AuditQuery.all().ofType("candidate.viewed")))
                    .hasSize(1);
            assertThat(trail.verify().findings()).isEmpty();
            assertThat(trail(keys, new FileAnchor(folder.resolve("anchor")))
                            .verify()
                            .findings())
                    .as("another process learns of the rollback from the heartbeat")
                    .isEmpty();
        }

        @Test
        void joiningWithoutATransactionIsRefused() {
            try (EntityManager entities = factory.createEntityManager()) {
                assertThatThrownBy(() -> trail.record(view(ANNA), entities))
                        .isInstanceOf(TransactionStateException.class);
            }
        }

        @Test
        void anEventTooLargeForALeafIsRefusedByTypeAndSizeAndLeavesNoHole() {
            AuditEvent large = AuditEvent.of("report.made", Actor.system("reports"))
                    .fact("list", "x".repeat(17_000))
                    .build();
            assertThatThrownBy(() -> trail.record(large))
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("report.made")
                    .hasMessageContaining("16384");
            trail.record(view(ANNA));
            trail.seal();
            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void textThatNoDatabaseStoresAsItIsBreaksNeitherEventNorCommitment() {
            trail.record(AuditEvent.of("odd.text", Actor.user("a\u0000b"))
                    .action("\ud800")
                    .fact("half", "\udc00 and \ud83d\ude00")
                    .personal("value", "nul \u0000 half \ud800 and whole \ud83d\ude00 and \u202e")
                    .build());
            trail.seal();
            assertThat(trail.verify().findings()).isEmpty();
            assertThat(trail.events(AuditQuery.all().ofType("odd.text")).get(0).disclosed())
                    .containsEntry("personal.value", "nul \ufffd half \ufffd and whole \ud83d\ude00 and \u202e");
        }

        @Test
        void theTrailsOwnTypesAreRefused() {
            AuditEvent forged =
                    AuditEvent.of("rasura.heartbeat", Actor.system("me")).build();
            assertThatThrownBy(() -> trail.record(forged)).hasMessageContaining("Choose another type");
        }

        @Test
        void queriesFilterBySubjectActorTypeAndTime() {
            Instant before = Instant.now().minusSeconds(60);
            trail.record(view(ANNA));
            trail.record(AuditEvent.of("login.failed", Actor.of(BERT))
                    .denied("wrong password")
                    .build());
            for (int round = 0; round < 2; round++) {
                assertThat(trail.events(AuditQuery.all().about(ANNA))).hasSize(1);
                assertThat(trail.events(AuditQuery.all().about(BERT))).isEmpty();
                assertThat(trail.events(AuditQuery.all().by(Actor.of(BERT))))
                        .extracting(RecordedEvent::type, RecordedEvent::outcome, RecordedEvent::reason)
                        .containsExactly(tuple("login.failed", Outcome.DENIED, "wrong password"));
                assertThat(trail.events(
                                AuditQuery.all().by(Actor.user("recruiter-7")).about(ANNA)))
                        .hasSize(1);
                assertThat(trail.events(AuditQuery.all().ofType("login.failed").between(before, null)))
                        .hasSize(1);
                assertThat(trail.events(AuditQuery.all().ofType("login.failed").between(null, before)))
                        .isEmpty();
                assertThat(trail.events(AuditQuery.all().limit(1))).hasSize(1);
                trail.seal();
            }
        }
    }

    @Nested
    class Sealing {

        @Test
        void aSealedTrailIsIntactAndItsCheckpointIsSignedAndAnchored() {
            recordAndSeal(5);
            SealReport report = trail.seal();

            assertThat(report.treeSize()).isEqualTo(6); // five events and a heartbeat
            VerificationReport verified = trail.verify();
            assertThat(verified.findings()).isEmpty();
            assertThat(verified.anchored()).isTrue();
            assertThat(verified.treeSize()).isEqualTo(6);
            assertThat(verified.coveredSize()).isEqualTo(6);
            assertThat(verified.rootHash()).isEqualTo(report.rootHash());
            assertThat(verified.disclosures()).isEqualTo(20);
            assertThat(report.checkpoint()).startsWith("test.example/audit\n6\n");
            assertThat(new FileAnchor(folder.resolve("anchor")).latest()).contains(report.checkpoint());
        }

        @Test
        void sealingWithNothingNewChangesNothing() {
            assertThat(trail.seal()).isEqualTo(trail.seal());
            recordAndSeal(1);
            assertThat(trail.seal().sealed()).isZero();
            assertThat(trail.seal()).isEqualTo(trail.seal());
            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void twoSealersAndManyWritersForkNothingAndLoseNothing() throws Exception {
            SealedTrail other = trail(keys, new FileAnchor(folder.resolve("anchor")));
            ExecutorService threads = Executors.newFixedThreadPool(7);
            try {
                List<Callable<Object>> work = new ArrayList<>();
                for (SealedTrail writer : List.of(trail, other, trail, other)) {
                    work.add(() -> {
                        for (int i = 0; i < 25; i++) {
                            writer.record(view(ANNA));
                        }
                        return "written";
                    });
                }
                for (SealedTrail sealer : List.of(trail, other)) {
                    work.add(() -> {
                        for (int i = 0; i < 10; i++) {
                            sealer.seal();
                        }
                        return "sealed";
                    });
                }
                work.add(() -> {
                    for (int i = 0; i < 10; i++) {
                        assertThat(breaches(trail.verify())).isEmpty();
                    }
                    return "verified";
                });
                for (Future<Object> done : threads.invokeAll(work)) {
                    done.get();
                }
            } finally {
                threads.shutdown();
            }
            trail.seal();
            other.seal();
            assertThat(trail.events(AuditQuery.all().ofType("candidate.viewed")))
                    .hasSize(100)
                    .extracting(RecordedEvent::id)
                    .doesNotHaveDuplicates();
            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void anEventThatCommitsLateIsSealedLater() {
            try (EntityManager entities = factory.createEntityManager()) {
                entities.getTransaction().begin();
                trail.record(view(ANNA), entities);
                trail.record(view(BERT));
                trail.seal();
                VerificationReport meanwhile = trail.verify();
                assertThat(meanwhile.intact()).isTrue();
                assertThat(meanwhile.findings()).extracting(Finding::kind).containsExactly(Kind.PENDING);
                entities.getTransaction().commit();
            }
            assertThat(trail.seal().sealed()).isEqualTo(2); // it, and the heartbeat that settles it
            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void whatADeadNodeLeftIsUnsettledAndSaysSo() {
            SealedTrail dead = trail(keys, new FileAnchor(folder.resolve("anchor")));
            dead.record(view(ANNA));
            VerificationReport report = trail.verify();
            assertThat(report.intact()).isTrue();
            assertThat(report.findings()).extracting(Finding::kind).containsExactly(Kind.UNSETTLED);
        }

        @Test
        void closingSettlesWhatWasRecorded() {
            SealedTrail closing = trail(keys, new FileAnchor(folder.resolve("anchor")));
            closing.record(view(ANNA));
            closing.close();
            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void anAnchorThatFailsIsToldAndCaughtUpWith() {
            boolean[] broken = {true};
            List<String> notes = new ArrayList<>();
            SealedTrail moody = trail(keys, new CheckpointAnchor() {
                @Override
                public void anchor(String note) {
                    if (broken[0]) {
                        throw new IllegalStateException("disk full");
                    }
                    notes.add(note);
                }

                @Override
                public Optional<String> latest() {
                    return notes.isEmpty() ? Optional.empty() : Optional.of(notes.get(notes.size() - 1));
                }

                @Override
                public boolean readable() {
                    return true;
                }
            });
            moody.record(view(ANNA));
            assertThatThrownBy(moody::seal).isInstanceOf(AuditException.class).hasMessageContaining("seal again");
            broken[0] = false;
            moody.seal();
            assertThat(notes).hasSize(1);
            assertThat(moody.verify().findings()).isEmpty();
        }
    }

    @Nested
    class Erasing {

        @Test
        void erasingDisclosuresDeletesValuesOfSubjectAndActorAndBreaksNoProof() {
            trail.record(view(ANNA));
            trail.record(AuditEvent.of("login.done", Actor.of(ANNA))
                    .origin(new Origin(ADDRESS, null, null, null))
                    .build());
            trail.seal();
            int erased = TestDatabase.unitsOfWork(factory)
                    .own(
                            "test",
                            Mode.WRITE,
                            (connection, session) -> trail.disclosures().erase(connection, ANNA));

            assertThat(erased).isEqualTo(3);
            assertThat(database.query(
                            Long.class, "select count(*) from rasura_audit_disclosure where disclosed = 'Anna Berg'"))
                    .isZero();
            assertThat(trail.verify().findings()).isEmpty();
            assertThat(trail.events(AuditQuery.all().about(ANNA))).hasSize(1);
            assertThat(trail.events(AuditQuery.all().by(Actor.of(ANNA))).get(0).disclosed())
                    .isEmpty();
        }
    }

    @Nested
    class Tampering {

        @Test
        void anAlteredLeafIsNamedAndFineAgainOnceItIsPutBack() {
            recordAndSeal(5);
            byte[] genuine = database.query(byte[].class, "select leaf from rasura_audit_leaf where leaf_index = 2");
            byte[] forged = genuine.clone();
            forged[forged.length / 2] ^= 1;

            database.execute("update rasura_audit_leaf set leaf = ? where leaf_index = 2", (Object) forged);
            assertNames(trail.verify(), Kind.ALTERED, "leaf 2");

            database.execute(
                    "update rasura_audit_leaf set leaf = ?, leaf_hash = ? where leaf_index = 2",
                    forged,
                    MerkleTree.leafHash(forged));
            assertNames(trail.verify(), Kind.ALTERED, "leaf 2");
            assertNames(trail.verify(), Kind.ALTERED, "tree of size 6");

            database.execute(
                    "update rasura_audit_leaf set leaf = ?, leaf_hash = ? where leaf_index = 2",
                    genuine,
                    MerkleTree.leafHash(genuine));
            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void everyAlteredColumnOfALeafIsNamed() {
            recordAndSeal(3);
            List<String> alterations = List.of(
                    "event_type = 'other.thing'",
                    "outcome = 'DENIED'",
                    "action = 'other'",
                    "entity = 'Other'",
                    "purpose = null",
                    "actor_ref = 'nobody'",
                    "n = 4711",
                    "node = 'elsewhere'",
                    "tag = leaf_hash",
                    "leaf_hash = tag",
                    "epoch = '00000000-0000-0000-0000-000000000000'",
                    "event_id = '00000000-0000-0000-0000-000000000000'",
                    "occurred_at = occurred_at + interval '1' hour");
            for (String alteration : alterations) {
                String column = alteration.substring(0, alteration.indexOf(' '));
                database.execute("create table kept as select " + column
                        + " as was from rasura_audit_leaf where leaf_index = 1");
                database.execute("update rasura_audit_leaf set " + alteration + " where leaf_index = 1");
                assertNames(trail.verify(), Kind.ALTERED, "leaf 1");
                database.execute(
                        "update rasura_audit_leaf set " + column + " = (select was from kept) where leaf_index = 1");
                database.execute("drop table kept");
                assertThat(trail.verify().findings()).as(alteration).isEmpty();
            }
        }

        @Test
        void alteredSubjectRowsAreNamed() {
            recordAndSeal(2);
            database.execute("insert into rasura_audit_leaf_subject values (0, 'Customer', 'stranger')");
            assertNames(trail.verify(), Kind.INSERTED, "subjects of leaf 0");
            database.execute("delete from rasura_audit_leaf_subject where leaf_index = 0");
            assertNames(trail.verify(), Kind.MISSING, "subjects of leaf 0");
            database.execute("insert into rasura_audit_leaf_subject values (99, 'Customer', 'stranger')");
            assertNames(trail.verify(), Kind.INSERTED, "subjects of leaf 99");
        }

        @Test
        void aDeletedLeafInTheMiddleAndAtTheEndIsNamed() {
            recordAndSeal(5);
            database.execute("delete from rasura_audit_leaf where leaf_index = 5");
            assertNames(trail.verify(), Kind.MISSING, "leaf 5");
            database.execute("delete from rasura_audit_leaf where leaf_index = 2");
            assertNames(trail.verify(), Kind.MISSING, "leaf 2");
        }

        @Test
        void aTailThatIsCutWithItsTracesIsNamedByTheAnchor() {
            recordAndSeal(3);
            byte[] frontier = database.query(byte[].class, "select frontier from rasura_audit_coordinator");
            recordAndSeal(3);
            database.execute("delete from rasura_audit_leaf where leaf_index >= 4");
            database.execute("delete from rasura_audit_leaf_subject where leaf_index >= 4");
            database.execute("delete from rasura_audit_disclosure");
            database.execute("delete from rasura_audit_checkpoint where tree_size > 4");
            database.execute("update rasura_audit_coordinator set tree_size = 4, frontier = ?", (Object) frontier);
            SealedTrail auditor = trail(keys, new FileAnchor(folder.resolve("anchor")));
            assertNames(auditor.verify(), Kind.MISSING, "leaves 4 to 7");
        }

        @Test
        void alteringAStagedRowIsNamedAndSealedAsAnAlarm() {
            UUID id = trail.record(view(ANNA));
            byte[] forged = database.query(byte[].class, "select leaf from rasura_audit_staged");
            forged[forged.length / 2] ^= 1;
            database.execute("update rasura_audit_staged set leaf = ?", (Object) forged);
            assertNames(trail.verify(), Kind.ALTERED, "staged " + id);

            SealReport report = trail.seal();

            assertThat(report.alarms())
                    .as("the row that was rejected, and the gap that it leaves")
                    .isEqualTo(2);
            assertThat(database.count("rasura_audit_staged")).isZero();
            VerificationReport verified = trail.verify();
            assertThat(verified.findings()).anySatisfy(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.ALARM);
                assertThat(finding.what()).contains(id.toString());
            });
            assertThat(trail.events(AuditQuery.all().ofType("candidate.viewed")))
                    .isEmpty();
        }

        @Test
        void aDeletedStagedRowIsNamedByItsNumberAtOnceAndByOthersAfterTheHeartbeat() {
            trail.record(view(ANNA));
            UUID id = trail.record(view(BERT));
            trail.record(view(ANNA));
            database.execute("delete from rasura_audit_staged where event_id = ?", id);
            database.execute("delete from rasura_audit_disclosure where event_id = ?", id);
            assertNames(trail.verify(), Kind.MISSING, "/2");

            SealedTrail auditor = trail(keys, new FileAnchor(folder.resolve("anchor")));
            assertThat(auditor.verify().intact())
                    .as("nobody else can know before")
                    .isTrue();
            trail.seal();
            assertNames(auditor.verify(), Kind.MISSING, "/2");
            assertThat(breaches(auditor.verify()))
                    .as("the hole, and the alarm that the sealer made of it")
                    .containsExactly(Kind.ALARM, Kind.MISSING);
        }

        @Test
        void anInsertedLeafAndAnInsertedStagedRowAreNamed() {
            recordAndSeal(2);
            database.execute(
                    "insert into rasura_audit_leaf select 3, ?, node, epoch, 4711, leaf, leaf_hash, tag, key_id, sealed_at,"
                            + " event_type, occurred_at, actor_ref, outcome, action, entity, purpose from rasura_audit_leaf where leaf_index = 0",
                    UUID.randomUUID());
            assertNames(trail.verify(), Kind.INSERTED, "leaf 3");
            database.execute("delete from rasura_audit_leaf where leaf_index = 3");

            UUID id = UUID.randomUUID();
            database.execute(
                    "insert into rasura_audit_staged select ?, node, epoch, 4711, leaf, tag, key_id from rasura_audit_leaf"
                            + " where leaf_index = 0",
                    id);
            assertNames(trail.verify(), Kind.ALTERED, "staged " + id);
        }

        @Test
        void aSealedEventThatIsStagedAgainBecomesAnAlarmAndDoesNotStopTheSealer() {
            recordAndSeal(2);
            database.execute("insert into rasura_audit_staged select event_id, node, epoch, n, leaf, tag, key_id"
                    + " from rasura_audit_leaf where leaf_index = 0");
            assertNames(trail.verify(), Kind.INSERTED, "event ");
            assertThat(trail.seal().alarms()).isEqualTo(1);
            assertThat(trail.events(AuditQuery.all().ofType("candidate.viewed")))
                    .hasSize(2);
        }

        @Test
        void rowsThatAreOnlyPossibleWithoutConstraintsAreNamedAndDoNotStopTheSealer() {
            recordAndSeal(2);
            boolean h2 = database.family() == DatabaseFamily.H2;
            database.execute("alter table rasura_audit_leaf "
                    + (database.family() == DatabaseFamily.MARIADB
                            ? "modify leaf varbinary(16384)"
                            : "alter column leaf drop not null"));
            database.execute("create table kept as select leaf from rasura_audit_leaf where leaf_index = 1");
            database.execute("update rasura_audit_leaf set leaf = null where leaf_index = 1");
            assertNames(trail.verify(), Kind.ALTERED, "leaf 1");
            database.execute("update rasura_audit_leaf set leaf = (select leaf from kept) where leaf_index = 1");

            UUID id = trail.record(view(ANNA));
            database.execute("create table twins as select * from rasura_audit_staged");
            database.execute("drop table rasura_audit_staged" + (h2 ? "" : " cascade"));
            database.execute("create table rasura_audit_staged as select * from twins");
            database.execute("insert into rasura_audit_staged select * from twins");
            assertNames(trail.verify(), Kind.INSERTED, "event " + id);
            assertThat(trail.seal().alarms()).isEqualTo(1);
            assertThat(breaches(trail.verify())).containsExactly(Kind.ALARM);
            assertThat(trail.events(AuditQuery.all().about(ANNA))).hasSize(2);
        }

        @Test
        void anAlteredDisclosureAndAForeignOneAreNamed() {
            trail.record(view(ANNA));
            trail.seal();
            database.execute(
                    "update rasura_audit_disclosure set disclosed = '10.0.0.1' where field = 'origin.address'");
            assertNames(trail.verify(), Kind.ALTERED, "origin.address");
            database.execute("update rasura_audit_disclosure set ref = 'x' where field = 'personal.search'");
            assertNames(trail.verify(), Kind.INSERTED, "personal.search");
        }

        @Test
        void aCheckpointOfSomeoneElsesMakingIsNamedAndNothingIsSignedOverIt() {
            recordAndSeal(3);
            KeyRing forger = new KeyRing(KeyFile.ephemeral("test.example/audit"));
            byte[] root = MerkleTree.leafHash(new byte[] {1});
            String note = forger.signer()
                    .sign(Checkpoint.of("test.example/audit", 4, root).body());
            database.execute("update rasura_audit_checkpoint set note = ?, root = ?", note, root);
            assertNames(trail.verify(), Kind.ALTERED, "checkpoint 4");
            assertThat(trail.verify().coveredSize())
                    .as("the anchor still covers")
                    .isEqualTo(4);
            trail.record(view(ANNA));
            assertThatThrownBy(trail::seal)
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("not signed by the key");
        }

        @Test
        void theSealerRefusesADatabaseThatWasRestoredFromAnOlderCopy() {
            recordAndSeal(3);
            List<String> tables = List.of("audit_leaf", "audit_leaf_subject", "audit_coordinator", "audit_checkpoint");
            tables.forEach(
                    table -> database.execute("create table old_" + table + " as select * from rasura_" + table));
            recordAndSeal(3);
            tables.forEach(table -> {
                database.execute("delete from rasura_" + table);
                database.execute("insert into rasura_" + table + " select * from old_" + table);
            });

            SealedTrail restarted = trail(keys, new FileAnchor(folder.resolve("anchor")));
            UUID id = restarted.record(view(ANNA));
            assertThatThrownBy(restarted::seal)
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("older copy");
            assertThat(restarted.events(AuditQuery.all()))
                    .as("recording goes on")
                    .extracting(RecordedEvent::id)
                    .contains(id);
            assertNames(restarted.verify(), Kind.MISSING, "leaves 4 to 7");
        }

        @Test
        void theSealerRefusesALogThatWentAnotherWayThanTheAnchor() {
            recordAndSeal(3);
            // An older copy that grew past the anchored size again, sealed by a process that knew no anchor.
            for (String table : List.of("leaf", "leaf_subject", "checkpoint", "disclosure")) {
                database.execute("delete from rasura_audit_" + table);
            }
            database.execute("update rasura_audit_coordinator set tree_size = 0, frontier = ?", (Object) new byte[0]);
            SealedTrail unaware = trail(keys, new LogLineAnchor());
            for (int i = 0; i < 9; i++) {
                unaware.record(view(BERT));
            }
            unaware.seal();
            assertThat(unaware.verify().anchored()).isFalse();

            SealedTrail aware = trail(keys, new FileAnchor(folder.resolve("anchor")));
            aware.record(view(ANNA));
            assertThatThrownBy(aware::seal).isInstanceOf(AuditException.class);
            assertNames(aware.verify(), Kind.ALTERED, "tree of size 4");
        }

        @Test
        void anAlteredLeafIsNotSignedOver() {
            recordAndSeal(2);
            trail.record(view(ANNA));
            SealedTrail failing =
                    trail(keys, new FileAnchor(folder.resolve("missing").resolve("anchor")));
            assertThatThrownBy(failing::seal).isInstanceOf(AuditException.class);
            database.execute("update rasura_audit_leaf set tag = leaf_hash where leaf_index = 3");
            assertThatThrownBy(trail::seal).hasMessageContaining("Leaf 3");
        }

        @Test
        void anotherSecretSealsNothingAndVerifiesNothing() {
            trail.record(view(ANNA));
            KeyRing wrong = new KeyRing(KeyFile.ephemeral("test.example/audit"));
            SealedTrail other = trail(wrong, new LogLineAnchor());
            assertNames(other.verify(), Kind.UNKNOWN_KEY, "staged");
            assertThat(other.seal())
                    .extracting(SealReport::sealed, SealReport::unknownKey)
                    .containsExactly(0L, 1L);
            trail.seal();
            assertNames(other.verify(), Kind.UNKNOWN_KEY, "leaf 0");
            assertNames(other.verify(), Kind.ALTERED, "checkpoint");
            assertThatThrownBy(other::seal).isInstanceOf(AuditException.class);
        }
    }

    @Test
    void aMillisecondClockAndANanosecondClockVerifyAlike() {
        Instant fine = Instant.parse("2026-03-08T07:59:59.123456789Z");
        SealedTrail exact = new SealedTrail(parts(keys, new FileAnchor(folder.resolve("anchor")))
                .withClock(Clock.tick(Clock.fixed(fine, ZoneOffset.UTC), Duration.ofNanos(1))));
        exact.record(view(ANNA));
        exact.seal();
        assertThat(exact.events(AuditQuery.all()).get(0).time()).isEqualTo("2026-03-08T07:59:59.123456Z");
        Instant kept = fine.truncatedTo(ChronoUnit.MICROS);
        assertThat(exact.events(AuditQuery.all().between(fine.minusMillis(1), fine)))
                .isNotEmpty();
        assertThat(exact.events(AuditQuery.all().between(fine.minusMillis(1), kept.plusNanos(1))))
                .isNotEmpty();
        assertThat(exact.events(AuditQuery.all().between(fine.minusMillis(1), kept)))
                .isEmpty();
        assertThat(exact.events(AuditQuery.all().between(kept, fine))).isNotEmpty();
        assertThat(exact.events(AuditQuery.all().between(kept.plusNanos(1), fine)))
                .isEmpty();
        assertThat(exact.verify().findings()).isEmpty();
    }
}
