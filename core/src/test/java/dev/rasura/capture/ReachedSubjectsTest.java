package dev.rasura.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.AuditReads;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose a row is, where its person has a key of several parts, is named by a copied value, or owns the row from afar. */
@ParameterizedClass
@MethodSource("dev.rasura.testing.TestDatabases#families")
class ReachedSubjectsTest {

    private static final KeyProvider KEYS = KeyFile.ephemeral("test.example/audit");
    private static final KeyRing RING = new KeyRing(KEYS);
    private static final String ANNA = ref("red", 1);
    private static final String BERT = ref("red", 2);

    private static String ref(String hall, int seat) {
        return RING.pseudonym(SubjectRef.ofParts("Guest", Map.of("hall", hall, "seat", seat)));
    }

    @Embeddable
    record GuestKey(String hall, int seat) implements Serializable {}

    @DataSubject
    @AuditReads
    @Entity(name = "Guest")
    static class Guest {
        @EmbeddedId
        @NotPersonal
        GuestKey id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OwnedBySubject
        @ManyToOne(fetch = FetchType.LAZY)
        Place place;
    }

    /** Owned by whoever refers to it. */
    @AuditReads
    @Entity(name = "Place")
    static class Place {
        @Id
        long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;
    }

    @AuditReads
    @Entity(name = "Booking")
    static class Booking {
        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Guest guest;

        @PersonalData(DataCategory.OTHER)
        String wish;
    }

    @SubjectPath("mail")
    @AuditReads
    @Entity(name = "Letter")
    static class Letter {
        @Id
        long id;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Guest.class, attribute = "email")
        String mail;

        @PersonalData(DataCategory.OTHER)
        String text;
    }

    @Parameter
    DatabaseFamily family;

    private TestDatabase database;
    private SessionFactory factory;
    private Rasura rasura;
    private int before;

    @BeforeEach
    void start() {
        database = TestDatabases.of(family);
        factory = database.sessionFactory(Guest.class, Place.class, Booking.class, Letter.class);
        rasura = Rasura.builder(factory).keys(KEYS).createTables(true).build();
        factory.inTransaction(session -> {
            guest(session, 1, "anna@example.com");
            guest(session, 2, "bert@example.com");
        });
        before = all().size();
    }

    private static void guest(Session session, int seat, String email) {
        Place place = new Place();
        place.id = seat;
        place.street = "Street " + seat;
        session.persist(place);
        Guest guest = new Guest();
        guest.id = new GuestKey("red", seat);
        guest.email = email;
        guest.place = place;
        session.persist(guest);
        Booking booking = new Booking();
        booking.id = seat;
        booking.guest = guest;
        booking.wish = "a window";
        session.persist(booking);
        Letter letter = new Letter();
        letter.id = seat;
        letter.mail = email;
        letter.text = "dear guest";
        session.persist(letter);
    }

    @AfterEach
    void stop() {
        rasura.close();
        factory.close();
        database.close();
    }

    private List<RecordedEvent> all() {
        rasura.audit().awaitWritten(Duration.ofSeconds(20));
        return rasura.audit().events(AuditQuery.all()).stream()
                .filter(event -> event.type().startsWith("data."))
                .toList();
    }

    private void after(Consumer<Session> work, String type, String entity, String... whose) {
        factory.inTransaction(work);
        List<RecordedEvent> all = all();
        assertThat(all.subList(before, all.size()))
                .filteredOn(event -> event.type().equals(type))
                .singleElement()
                .satisfies(event -> assertThat(event.entity()).isEqualTo(entity))
                .satisfies(event -> assertThat(event.facts()).doesNotContainKey("subjects"))
                .satisfies(event -> assertThat(event.subjects())
                        .extracting(RecordedEvent.Party::ref)
                        .containsExactlyInAnyOrder(whose));
        before = all.size();
    }

    @Test
    void aPersonWithAKeyOfSeveralPartsIsNamedByAllOfThem() {
        after(
                s -> s.find(Guest.class, new GuestKey("red", 1)).email = "new@example.com",
                "data.updated",
                "Guest",
                ANNA);
        after(s -> s.find(Booking.class, 2L).wish = "a door", "data.updated", "Booking", BERT);
        after(s -> s.remove(s.find(Booking.class, 2L)), "data.deleted", "Booking", BERT);
        after(s -> s.find(Booking.class, 1L), "data.read", "Booking", ANNA);
    }

    @Test
    void aPersonIsFoundByACopiedValue() {
        after(s -> s.find(Letter.class, 1L).text = "changed", "data.updated", "Letter", ANNA);
        after(s -> s.find(Letter.class, 2L), "data.read", "Letter", BERT);
        after(s -> s.find(Letter.class, 1L).mail = "bert@example.com", "data.updated", "Letter", ANNA, BERT);
        after(s -> s.remove(s.find(Letter.class, 2L)), "data.deleted", "Letter", BERT);
    }

    @Test
    void aPersonIsFoundByWhatTheyOwn() {
        after(s -> s.find(Place.class, 1L).street = "Elsewhere", "data.updated", "Place", ANNA);
        after(s -> s.find(Place.class, 2L), "data.read", "Place", BERT);
        after(
                s -> {
                    s.find(Guest.class, new GuestKey("red", 2)).place = null;
                    s.flush();
                },
                "data.updated",
                "Guest",
                BERT);
        assertThat(rasura.audit().captureCounts().unresolved()).isZero();
    }

    @Test
    void aRowOfMorePeopleThanAnEventNamesIsSeveralEventsThatNameThemAll() {
        factory.inTransaction(session -> {
            Place place = session.find(Place.class, 1L);
            for (int seat = 3; seat <= 131; seat++) {
                Guest guest = new Guest();
                guest.id = new GuestKey("red", seat);
                guest.email = seat + "@example.com";
                guest.place = place;
                session.persist(guest);
            }
        });
        before = all().size();
        factory.inTransaction(session -> session.find(Place.class, 1L).street = "Elsewhere");

        List<RecordedEvent> events = all().subList(before, all().size());
        assertThat(events)
                .filteredOn(event -> event.type().equals("data.updated"))
                .extracting(event -> event.facts().get("part") + " of "
                        + event.facts().get("rows") + ": " + event.subjects().size())
                .containsExactlyInAnyOrder("1/3 of 1: 60", "2/3 of 1: 60", "3/3 of 1: 10");
        assertThat(events.stream()
                        .filter(event -> event.type().equals("data.updated"))
                        .flatMap(event -> event.subjects().stream())
                        .distinct())
                .hasSize(130);
        assertThat(events)
                .filteredOn(event -> event.type().equals("data.read"))
                .singleElement()
                .satisfies(event -> assertThat(event.subjects()).hasSize(100))
                .satisfies(event -> assertThat(event.facts()).containsEntry("moreSubjects", "30"));
    }
}
