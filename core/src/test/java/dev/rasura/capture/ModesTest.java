package dev.rasura.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rasura.AuditException;
import dev.rasura.ConfigurationException;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataSubject;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.JsonSchema;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** How events of each mode are written, and what happens when they cannot be. */
class ModesTest {

    private static final EventType REQUIRED = EventType.of("test.required");
    private static final EventType DETACHED = EventType.of("test.denied").withMode(EventMode.DETACHED);
    private static final EventType BEST_EFFORT = EventType.of("test.seen").withMode(EventMode.BEST_EFFORT);
    private static final SubjectRef ANNA = SubjectRef.of("Person", 1);

    @Entity(name = "Note")
    static class Note {
        @Id
        long id;
    }

    @DataSubject
    @Entity(name = "Person")
    static class Person {
        @Id
        long id;
    }

    record World(TestDatabase database, SessionFactory factory, Rasura rasura) {
        List<RecordedEvent> events() {
            rasura.audit().awaitWritten(Duration.ofSeconds(20));
            return rasura.audit().events(AuditQuery.all());
        }

        List<String> types() {
            return events().stream().map(RecordedEvent::type).toList();
        }

        void full(boolean full) {
            String table = "rasura_audit_staged";
            if (full) {
                // Rows that are there already may stay; MariaDB would refuse them, but there are none.
                String unchecked = switch (database.family()) {
                    case H2 -> " nocheck";
                    case POSTGRESQL -> " not valid";
                    case MARIADB -> "";
                };
                database.execute("alter table " + table + " add constraint no_room check (n < 0)" + unchecked);
            } else {
                database.execute("alter table " + table + " drop constraint no_room");
            }
        }
    }

    private static void inWorld(DatabaseFamily family, Consumer<World> test) {
        TestDatabase database = TestDatabases.of(family);
        try (SessionFactory factory = database.sessionFactory(Note.class, Person.class);
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("test.example/audit"))
                        .createTables(true)
                        .eventType(REQUIRED)
                        .eventType(DETACHED)
                        .eventType(BEST_EFFORT)
                        .build()) {
            test.accept(new World(database, factory, rasura));
        } finally {
            database.close();
        }
    }

    private static AuditEvent event(EventType type) {
        return AuditEvent.of(type.name(), Actor.user("7")).subject(ANNA).build();
    }

    private static void rollsBack(World world, BiConsumer<Rasura, org.hibernate.Session> work) {
        world.factory().inSession(session -> {
            session.beginTransaction();
            work.accept(world.rasura(), session);
            session.getTransaction().rollback();
        });
    }

    @OnEachDatabase
    void whatIsDeniedOrSeenSurvivesARollbackAndWhatIsRequiredDoesNot(DatabaseFamily family) {
        inWorld(family, world -> {
            rollsBack(world, (rasura, session) -> {
                rasura.audit().record(event(REQUIRED), session);
                rasura.audit().record(event(BEST_EFFORT), session);
                rasura.audit()
                        .record(
                                AuditEvent.of(DETACHED.name(), Actor.user("7"))
                                        .denied("not the owner")
                                        .build(),
                                session);
            });
            assertThat(world.types()).containsExactlyInAnyOrder("test.denied", "test.seen");
            assertThat(world.events())
                    .filteredOn(e -> e.type().equals("test.denied"))
                    .first()
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.DENIED))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo("not the owner"));
            assertThat(world.rasura().audit().seal().sealed()).isPositive();
            assertThat(world.rasura().audit().verify().intact()).isTrue();
        });
    }

    @OnEachDatabase
    void eachIsWrittenWhenItsTransactionCommits(DatabaseFamily family) {
        inWorld(family, world -> {
            world.factory().inTransaction(session -> {
                world.rasura().audit().record(event(DETACHED), session);
                world.rasura().audit().record(event(BEST_EFFORT), session);
                world.rasura().audit().record(event(REQUIRED), session);
                world.rasura().audit().awaitWritten(Duration.ofSeconds(5));
                assertThat(world.database().count("rasura_audit_staged")).isZero();
            });
            assertThat(world.types()).containsExactlyInAnyOrder("test.denied", "test.seen", "test.required");
        });
    }

    @OnEachDatabase
    void anEventKeepsTheIdThatItsRecordingReturned(DatabaseFamily family) {
        inWorld(family, world -> {
            UUID denied = world.rasura().audit().record(event(DETACHED));
            UUID seen = world.rasura().audit().record(event(BEST_EFFORT));
            UUID required = world.rasura().audit().record(event(REQUIRED));
            assertThat(world.events()).extracting(RecordedEvent::id).containsExactlyInAnyOrder(denied, seen, required);
        });
    }

    @OnEachDatabase
    void aFullTableFailsTheBusinessChangeThatRequiresItsEvent(DatabaseFamily family) {
        inWorld(family, world -> {
            world.full(true);
            assertThatThrownBy(() -> world.factory().inTransaction(session -> {
                        Note note = new Note();
                        note.id = 1;
                        session.persist(note);
                        world.rasura().audit().record(event(REQUIRED), session);
                    }))
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("'test.required' could not be written: SQLSTATE 23");
            assertThat(world.database().count("Note")).isZero();
            world.full(false);
            assertThat(world.types()).isEmpty();
            world.rasura().audit().seal();
            assertThat(world.rasura().audit().verify().intact()).isTrue();
        });
    }

    @OnEachDatabase
    void lossesOfTheOtherModesAreCountedRecordedAndSealed(DatabaseFamily family) {
        inWorld(family, world -> {
            world.full(true);
            world.factory().inTransaction(session -> {
                world.rasura().audit().record(event(DETACHED), session);
                world.rasura().audit().record(event(BEST_EFFORT), session);
                Note note = new Note();
                note.id = 1;
                session.persist(note);
            });
            world.rasura().audit().awaitWritten(Duration.ofSeconds(20));
            assertThat(world.database().count("Note")).isEqualTo(1);
            assertThat(world.rasura().audit().lost())
                    .containsEntry("test.denied", 1L)
                    .containsEntry("test.seen", 1L);
            world.full(false);
            world.rasura().audit().seal();
            assertThat(world.events())
                    .filteredOn(e -> e.type().equals("rasura.lost"))
                    .singleElement()
                    .satisfies(e -> assertThat(e.leafIndex()).isNotNull())
                    .satisfies(e -> assertThat(e.facts())
                            .containsEntry("total", "2")
                            .containsEntry("of.test.denied", "1")
                            .containsEntry("of.test.seen", "1"));
            world.rasura().audit().seal();
            assertThat(world.types()).filteredOn("rasura.lost"::equals).hasSize(1);
            assertThat(world.rasura().audit().verify().intact()).isTrue();
        });
    }

    @OnEachDatabase
    void aTableThatIsGoneFailsWhatRequiresItsEventAndCostsOthersTheirEvent(DatabaseFamily family) {
        inWorld(family, world -> {
            world.database().execute("alter table rasura_audit_staged rename to rasura_hidden");
            assertThatThrownBy(() -> world.rasura().audit().record(event(REQUIRED)))
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("check that Rasura's own tables exist");
            world.factory().inTransaction(session -> {
                world.rasura().audit().record(event(DETACHED), session);
                world.rasura().audit().record(event(BEST_EFFORT), session);
            });
            world.rasura().audit().awaitWritten(Duration.ofSeconds(20));
            world.database().execute("alter table rasura_hidden rename to rasura_audit_staged");
            assertThat(world.rasura().audit().lost()).containsOnly(entry("test.denied", 1L), entry("test.seen", 1L));
            world.rasura().audit().seal();
            assertThat(world.types()).contains("rasura.lost");
            assertThat(world.rasura().audit().verify().intact()).isTrue();
        });
    }

    @Test
    void captureIsRefusedUnderJtaUnlessItIsSwitchedOff() {
        try (TestDatabase database = TestDatabases.h2();
                SessionFactory factory = database.sessionFactory(
                        Map.of(
                                "hibernate.transaction.coordinator_class",
                                "jta",
                                "hibernate.dialect",
                                "org.hibernate.dialect.H2Dialect",
                                "hibernate.boot.allow_jdbc_metadata_access",
                                false,
                                "hibernate.hbm2ddl.auto",
                                "none"),
                        Note.class,
                        Person.class)) {
            assertThatThrownBy(() -> Rasura.builder(factory)
                            .keys(KeyFile.ephemeral("test.example/audit"))
                            .build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("JTA")
                    .hasMessageContaining("captureChanges(false)");
        }
    }

    @OnEachDatabase
    void aTypeThatNobodyDeclaredIsRefusedBeforeAnythingIsWritten(DatabaseFamily family) {
        inWorld(
                family,
                world -> assertThatThrownBy(() -> world.rasura()
                                .audit()
                                .record(AuditEvent.of("test.other", Actor.user("7"))
                                        .build()))
                        .isInstanceOf(AuditException.class)
                        .hasMessageContaining("'test.other'"));
    }

    @OnEachDatabase
    void whatIsWrittenMeetsThePublishedSchema(DatabaseFamily family) {
        inWorld(family, world -> {
            world.rasura()
                    .audit()
                    .record(AuditEvent.of(DETACHED.name(), Actor.user("7").onBehalfOf(Actor.of(ANNA)))
                            .subject(ANNA)
                            .entity("Note")
                            .attributes("text")
                            .purpose("selection")
                            .legalBasis("contract")
                            .denied("no")
                            .build());
            world.rasura().audit().awaitWritten(Duration.ofSeconds(20));
            byte[] leaf = world.database().query(byte[].class, "select leaf from rasura_audit_staged");
            JsonSchema schema = JsonSchema.published("audit-event-1.schema.json");
            String json = new String(leaf, StandardCharsets.UTF_8);
            assertThat(schema.violations(json)).isEmpty();
            assertThat(schema.violations(json.replace("\"DENIED\"", "\"PERHAPS\"")))
                    .isNotEmpty();
        });
    }
}
