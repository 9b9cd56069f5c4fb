package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.audit.AccessHistory;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AffectedSubject;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditCursor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditReview;
import dev.rasura.audit.BreachReport;
import dev.rasura.audit.BreachScope;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.capture.CaptureModel.Person;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;

/** What a reviewer learns of what was captured, and what is recorded of the reviewer. */
class ReviewTest {

    private static final int PEOPLE = 120;
    private static final SubjectRef THIEF = SubjectRef.of("Person", 999);
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");

    private static void in(DatabaseFamily family, Consumer<CaptureWorld> test, EventType... types) {
        try (CaptureWorld world = CaptureWorld.of(family, types)) {
            world.factory.inTransaction(session -> {
                for (int id = 1; id <= PEOPLE; id++) {
                    session.persist(person(id, "P" + id));
                }
                session.persist(person(999, "Thief"));
            });
            world.begin();
            test.accept(world);
        }
    }

    private static AuditContext.Scope as(Actor actor, String purpose) {
        return AuditContext.of(actor, purpose).open();
    }

    private static void read(CaptureWorld world, Actor actor, String purpose, long from, long to) {
        try (var scope = as(actor, purpose)) {
            world.factory.inTransaction(
                    session -> session.createSelectionQuery("from Person where id between :from and :to", Person.class)
                            .setParameter("from", from)
                            .setParameter("to", to)
                            .getResultList());
        }
        world.rasura.audit().awaitWritten(Duration.ofSeconds(20));
    }

    private static void call(Session session, DatabaseFamily family) {
        switch (family) {
            case H2 -> session.createNativeQuery("call abs(-1)", Integer.class).getResultList();
            case POSTGRESQL ->
                session.createNativeMutationQuery("do 'begin end'").executeUpdate();
            case MARIADB -> session.createNativeMutationQuery("do 1").executeUpdate();
        }
    }

    private static AuditReview review(CaptureWorld world) {
        return world.rasura.audit().review("case 4711");
    }

    @OnEachDatabase
    void whoeverReadManyFilesAndDeletedTheOwnAccountIsStillInTheBreachReport(DatabaseFamily family) {
        in(family, world -> {
            Actor thief = Actor.of(THIEF);
            for (int from = 1; from <= PEOPLE; from += 40) {
                read(world, thief, "selection", from, from + 39);
            }
            read(world, Actor.user("clerk"), "support", 1, 3);
            world.rasura.audit().seal();
            read(world, thief, "selection", 7, 7);
            try (var scope = as(thief, "request of the data subject")) {
                world.rasura.erasure().erase(THIEF);
            }
            assertThat(world.database.query(Long.class, "select count(*) from Person where id = 999"))
                    .isZero();

            List<AffectedSubject> people = new ArrayList<>();
            BreachReport report;
            try (var scope = as(Actor.user("officer"), "breach notification")) {
                report = review(world).breachReport(BreachScope.by(thief, FROM, TO), people::add);
                List<String> expected = new ArrayList<>();
                for (int id = 1; id <= PEOPLE; id++) {
                    expected.add(review(world).pseudonym(SubjectRef.of("Person", id)));
                }
                expected.add(review(world).pseudonym(THIEF));
                assertThat(people)
                        .extracting(person -> person.subject().ref())
                        .containsExactlyInAnyOrderElementsOf(expected);
            }

            assertThat(report.subjects()).isEqualTo(PEOPLE + 1L);
            assertThat(report.categories())
                    .as("the erasure is of the own account, which is concerned too")
                    .containsEntry(DataCategory.EMAIL, PEOPLE + 1L)
                    .containsEntry(DataCategory.PHONE, PEOPLE + 1L);
            assertThat(report.first()).isBefore(report.last());
            assertThat(report.unknown().unsealed()).isPositive();
            assertThat(report.unknown().unresolved()).isZero();
            assertThat(report.unknown().nothing()).isFalse();
            assertThat(people)
                    .filteredOn(person -> !person.subject().ref().equals(pseudonym(world, THIEF)))
                    .allSatisfy(person -> {
                        assertThat(person.entities()).containsExactly("Person");
                        assertThat(person.categories()).contains(DataCategory.GIVEN_NAME, DataCategory.CITY);
                        assertThat(person.proofs()).hasSize(1);
                        assertThat(person.proofs().get(0).text())
                                .contains(person.proofs().get(0).leafIndex() + "\n");
                        assertThat(person.proofs().get(0))
                                .isEqualTo(world.rasura
                                        .audit()
                                        .inclusionProof(person.proofs().get(0).event()));
                    });
            assertThat(people)
                    .filteredOn(person -> person.subject().ref().equals(pseudonym(world, SubjectRef.of("Person", 7))))
                    .singleElement()
                    .satisfies(person -> {
                        assertThat(person.events()).isEqualTo(Map.of(Outcome.SUCCESS, 2L));
                        assertThat(person.unsealed()).isOne();
                        assertThat(person.first()).isBefore(person.last());
                    });
        });
    }

    private static String pseudonym(CaptureWorld world, SubjectRef person) {
        try (var scope = as(Actor.user("officer"), "breach notification")) {
            return review(world).pseudonym(person);
        }
    }

    @OnEachDatabase
    void aBreachReportSaysWhatItCannotKnow(DatabaseFamily family) {
        in(family, world -> {
            Actor clerk = Actor.user("clerk");
            read(world, clerk, "support", 1, PEOPLE);
            try (var scope = as(clerk, "support")) {
                world.factory.inTransaction(
                        session -> session.createMutationQuery("update Person set email = null where id = 5")
                                .executeUpdate());
                world.factory.inTransaction(session -> call(session, family));
                world.rasura
                        .audit()
                        .record(AuditEvent.of("file.opened", clerk)
                                .entity("Archive")
                                .subject(SubjectRef.of("Person", 5))
                                .denied("not yours")
                                .build());
            }
            world.rasura.audit().seal();
            world.database.execute("update rasura_audit_leaf set leaf_hash = tag where leaf_index = 0");

            BreachReport report;
            List<AffectedSubject> people = new ArrayList<>();
            try (var scope = as(Actor.user("officer"), "breach notification")) {
                report = review(world).breachReport(BreachScope.by(clerk, FROM, TO), people::add);
            }

            BreachReport.Unknown unknown = report.unknown();
            assertThat(unknown.unnamedSubjects())
                    .as("of 120 read, 100 are named")
                    .isEqualTo(20);
            assertThat(unknown.unresolved()).as("that read, and the statement").isEqualTo(2);
            assertThat(unknown.opaque())
                    .as("what a call does cannot be read from it")
                    .isPositive();
            assertThat(unknown.uninspected()).isZero();
            assertThat(unknown.unclassified()).as("nobody maps an Archive").isOne();
            assertThat(unknown.findings()).extracting(Finding::kind).contains(Finding.Kind.ALTERED);
            assertThat(unknown.nothing()).isFalse();
            assertThat(people)
                    .as("a tree that does not lead to the signed root proves nothing")
                    .allSatisfy(person -> assertThat(person.proofs()).isEmpty());
            assertThat(people)
                    .filteredOn(person -> person.events().containsKey(Outcome.DENIED))
                    .hasSize(1);
        });
    }

    @OnEachDatabase
    void anEntitysReportHoldsReadsOfSeveralEntitiesToo(DatabaseFamily family) {
        in(
                family,
                world -> {
                    world.rasura
                            .audit()
                            .record(AuditEvent.of("data.read", Actor.user("clerk"))
                                    .action("read")
                                    .subject(SubjectRef.of("Person", 4))
                                    .fact("entities", "Person=1,Visit=2")
                                    .build());
                    world.rasura.audit().awaitWritten(Duration.ofSeconds(20));
                    for (int round = 0; round < 2; round++) {
                        List<AffectedSubject> people = new ArrayList<>();
                        try (var scope = as(Actor.user("officer"), "breach notification")) {
                            AuditReview review = review(world);
                            review.breachReport(BreachScope.of("Visit", FROM, TO), people::add);
                            assertThat(review.page(AuditQuery.all().on("Visit")).events())
                                    .filteredOn(e -> e.type().equals("data.read"))
                                    .hasSize(1);
                        }
                        assertThat(people).hasSize(1);
                        assertThat(people.get(0).entities()).containsExactly("Person", "Visit");
                        world.rasura.audit().seal();
                    }
                },
                EventType.of("data.read").withMode(EventMode.DETACHED).withAttribute("entities"));
    }

    @OnEachDatabase
    void aPersonLearnsWhenAndWhyAndNeverWho(DatabaseFamily family) {
        in(family, world -> {
            SubjectRef five = SubjectRef.of("Person", 5);
            read(world, Actor.user("colleague-secret"), "selection", 5, 6);
            world.rasura.audit().seal();
            read(world, Actor.of(five), "own profile", 5, 5);

            AccessHistory history;
            try (var scope = as(Actor.user("officer-secret"), "request of the data subject")) {
                history = review(world).accessHistory(five, AuditCursor.START, 100);
            }

            List<AccessHistory.Access> reads = history.accesses().stream()
                    .filter(access -> access.action().equals("read"))
                    .toList();
            assertThat(reads).extracting(AccessHistory.Access::purpose).containsExactly("selection", "own profile");
            assertThat(reads).extracting(AccessHistory.Access::own).containsExactly(false, true);
            assertThat(reads)
                    .allSatisfy(access ->
                            assertThat(access.categories()).contains(DataCategory.EMAIL, DataCategory.GIVEN_NAME));
            assertThat(history.accesses())
                    .as("this review is an access too")
                    .anySatisfy(access -> assertThat(access.purpose()).isEqualTo("request of the data subject"));
            assertThat(history.toString()).doesNotContain("secret");
            RecordedEvent first = world.rasura
                    .audit()
                    .events(AuditQuery.all().about(five).ofType("data.read"))
                    .get(0);
            assertThat(history.toString()).doesNotContain(first.actor().ref());
            assertThat(history.more()).isFalse();
        });
    }

    @OnEachDatabase
    void eachQuestionIsAnEventOfItsOwnBeforeAnythingIsShown(DatabaseFamily family) {
        in(family, world -> {
            SubjectRef five = SubjectRef.of("Person", 5);
            read(world, Actor.user("clerk"), "support", 5, 5);
            read(world, Actor.user("clerk"), "support", 5, 5);
            try (var scope = as(Actor.user("officer"), "oversight")) {
                AuditReview review = review(world);
                AuditQuery query =
                        AuditQuery.all().about(five).ofType("data.read").limit(1);
                AuditPage page = review.page(query);
                review.page(query.after(page.next()));
                review.page(query.by(Actor.user("clerk")));
                review.breachReport(BreachScope.of("Person", FROM, TO), person -> {});
                review.accessHistory(five, AuditCursor.START, 10);
            }
            List<RecordedEvent> reviews = world.events().stream()
                    .filter(event -> event.type().startsWith("review."))
                    .toList();
            assertThat(reviews)
                    .extracting(RecordedEvent::type)
                    .as("two pages of one query are one question")
                    .containsExactlyInAnyOrder(
                            AuditReview.QUERIED,
                            AuditReview.QUERIED,
                            AuditReview.BREACH_REPORTED,
                            AuditReview.HISTORY_GIVEN);
            assertThat(reviews).allSatisfy(event -> {
                assertThat(event.purpose()).isEqualTo("oversight");
                assertThat(event.facts()).containsEntry("why", "case 4711");
                assertThat(event.disclosed()).containsEntry("actor.id", "officer");
            });
        });
    }

    @OnEachDatabase
    void withoutReviewerPurposeOrReasonNothingIsShown(DatabaseFamily family) {
        in(family, world -> {
            assertThatThrownBy(() -> review(world))
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("who reviews");
            try (var scope = as(Actor.UNKNOWN, "oversight")) {
                assertThatThrownBy(() -> review(world)).hasMessageContaining("who reviews");
            }
            try (var scope = as(Actor.user("officer"), " ")) {
                assertThatThrownBy(() -> review(world)).hasMessageContaining("what purpose");
            }
            try (var scope = as(Actor.user("officer"), "oversight")) {
                assertThatThrownBy(() -> world.rasura.audit().review(" ")).hasMessageContaining("reason");
                AuditReview review = review(world);
                world.database.execute("alter table rasura_audit_staged rename to hidden");
                assertThatThrownBy(() -> review.page(AuditQuery.all())).isInstanceOf(RuntimeException.class);
                world.database.execute("alter table hidden rename to rasura_audit_staged");
            }
            assertThatThrownBy(() -> new BreachScope(null, null, FROM, TO)).hasMessageContaining("actor or an entity");
            assertThatThrownBy(() -> BreachScope.of("Person", TO, FROM)).hasMessageContaining("begin before it ends");
        });
    }
}
