package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.capture.CaptureModel.Person;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;

/** What the type of a change's event may ask for: values that are kept, an actor, another mode. */
class ChangeTypesTest {

    @OnEachDatabase
    void valuesAreKeptOnlyWhereTheTypeSaysSoAndGoWithThePerson(DatabaseFamily family) {
        try (CaptureWorld world =
                CaptureWorld.of(family, EventType.of("data.updated").keepingValuesOf("Person.email"))) {
            world.factory.inTransaction(session -> session.persist(person(1, "Anna")));
            world.begin();
            world.factory.inTransaction(session -> {
                Person anna = session.find(Person.class, 1L);
                anna.email = "second@example.com";
                anna.name = "Annika";
            });
            assertThat(world.events())
                    .filteredOn(e -> e.type().equals("data.updated"))
                    .singleElement()
                    .satisfies(e -> assertThat(e.disclosed())
                            .containsEntry("personal.before.email", "anna@example.com")
                            .containsEntry("personal.after.email", "second@example.com")
                            .doesNotContainKey("personal.after.name"));
            world.rasura.audit().seal();
            world.rasura.erasure().erase(SubjectRef.of("Person", 1));
            assertThat(world.database.query(
                            Long.class,
                            "select count(*) from rasura_audit_disclosure where disclosed like '%example.com'"))
                    .isZero();
            world.rasura.audit().seal();
            assertThat(world.rasura.audit().verify().intact()).isTrue();
        }
    }

    @OnEachDatabase
    void aTypeMayDemandAnActorAndThenNothingChangesWithoutOne(DatabaseFamily family) {
        try (CaptureWorld world =
                CaptureWorld.of(family, EventType.of("data.created").requiringActor())) {
            assertThatThrownBy(() -> world.factory.inTransaction(session -> session.persist(person(1, "Anna"))))
                    .hasStackTraceContaining("'data.created' is refused: it must say who acted");
            assertThat(world.database.count("Person")).isZero();
            try (var scope = AuditContext.of(Actor.system("import"), "import").open()) {
                world.factory.inTransaction(session -> session.persist(person(1, "Anna")));
            }
            assertThat(world.database.count("Person")).isEqualTo(1);
        }
    }

    @OnEachDatabase
    void detachedChangesFollowTheirCommitAndNoRollback(DatabaseFamily family) {
        try (CaptureWorld world =
                CaptureWorld.of(family, EventType.of("data.created").withMode(EventMode.DETACHED))) {
            world.factory.inSession(session -> {
                session.beginTransaction();
                session.persist(person(1, "Anna"));
                session.flush();
                session.getTransaction().rollback();
                session.clear();
                session.beginTransaction();
                session.persist(person(2, "Bert"));
                session.getTransaction().commit();
            });
            assertThat(world.told()).containsExactly("data.created Person [email, name] rows=1 [Person#2]");
        }
    }

    @OnEachDatabase
    void anUpdateOfWhichNobodyKnowsWhatWasBeforeNamesWhatItEmpties(DatabaseFamily family) {
        try (CaptureWorld world =
                CaptureWorld.of(family, EventType.of("data.updated").keepingValuesOf("Person.email"))) {
            world.factory.inTransaction(CaptureModel::annaAndBert);
            world.begin();
            world.factory.inStatelessTransaction(session -> {
                Person anna = session.get(Person.class, 1L);
                anna.email = null;
                session.update(anna);
            });
            assertThat(world.events())
                    .filteredOn(event -> event.type().equals("data.updated"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.attributes()).contains("email", "name");
                        assertThat(event.disclosed()).containsEntry("personal.after.email", "");
                    });
            CaptureContract.assertIntact(world);
        }
    }
}
