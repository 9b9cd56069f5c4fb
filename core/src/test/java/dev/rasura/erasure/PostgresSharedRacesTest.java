package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People who own a row together and are erased at once: whoever comes second must see that it is nobody else's any more. */
@Timeout(60)
class PostgresSharedRacesTest {

    @Entity(name = "Place")
    static class Place {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        Place() {}

        Place(long id, String line) {
            this.id = id;
            this.line = line;
        }
    }

    /** Owned by one, and owns what may be another's too. */
    @Entity(name = "Flat")
    static class Flat {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String door;

        @ManyToOne
        @OwnedBySubject
        Place place;

        Flat() {}

        Flat(long id, Place place) {
            this.id = id;
            this.door = "Door " + id + " of the mill";
            this.place = place;
        }
    }

    @Entity(name = "Tenant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Tenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        @OwnedBySubject
        Place place;

        @ManyToOne
        @OwnedBySubject
        Flat flat;

        Tenant() {}

        Tenant(long id, Place place, Flat flat) {
            this.id = id;
            this.email = "tenant" + id + "@a.example";
            this.place = place;
            this.flat = flat;
        }
    }

    @Entity(name = "Guest")
    @DataSubject
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        @OwnedBySubject
        Place place;

        Guest() {}

        Guest(long id, Place place) {
            this.id = id;
            this.email = "guest" + id + "@a.example";
            this.place = place;
        }
    }

    private static Population p;
    private static ExecutorService threads;

    @BeforeAll
    static void open() {
        p = Population.of(DatabaseFamily.POSTGRESQL, Place.class, Flat.class, Tenant.class, Guest.class);
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        p.close();
    }

    @BeforeEach
    void empty() {
        p.emptied();
    }

    /** All of them wait for the place until the last one does. */
    private static void eraseAtOnce(SubjectRef... subjects) throws Exception {
        List<Future<ErasureReceipt>> erasures = new ArrayList<>();
        try (Connection other = p.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select id from Place for update");
            for (SubjectRef subject : subjects) {
                erasures.add(threads.submit(() -> p.rasura().erasure().erase(subject)));
            }
            while (waiting() < subjects.length && erasures.stream().noneMatch(Future::isDone)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            assertThat(erasures).as("all wait").noneMatch(Future::isDone);
            other.commit();
        }
        for (Future<ErasureReceipt> erasure : erasures) {
            assertThat(erasure.get().outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        }
    }

    private static long waiting() {
        return p.database()
                .query(
                        Long.class,
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'");
    }

    @Test
    void whatTwoWhoStayOwnTogetherGoesWithTheSecondOfThem() throws Exception {
        Place mill = new Place(1, "Mill Lane 1");
        p.save(mill, new Tenant(1, mill, null), new Tenant(2, mill, null));

        eraseAtOnce(SubjectRef.of(Tenant.class, 1), SubjectRef.of(Tenant.class, 2));

        assertThat(p.dump()).containsExactly("large objects: 0", "tenant{id=1}", "tenant{id=2}");
    }

    @Test
    void whatTwoWhoGoOwnTogetherGoesWithTheSecondOfThem() throws Exception {
        Place mill = new Place(1, "Mill Lane 1");
        p.save(mill, new Guest(1, mill), new Guest(2, mill), new Tenant(3, mill, null));

        eraseAtOnce(SubjectRef.of(Guest.class, 1), SubjectRef.of(Guest.class, 2), SubjectRef.of(Tenant.class, 3));

        assertThat(p.dump()).containsExactly("large objects: 0", "tenant{id=3}");
    }

    @Test
    void whatTheRowsOfTwoOwnTogetherGoesWithTheSecondOfThem() throws Exception {
        Place mill = new Place(1, "Mill Lane 1");
        Flat first = new Flat(1, mill);
        Flat second = new Flat(2, mill);
        p.save(mill, first, second, new Tenant(1, null, first), new Tenant(2, null, second));

        eraseAtOnce(SubjectRef.of(Tenant.class, 1), SubjectRef.of(Tenant.class, 2));

        assertThat(p.dump()).containsExactly("large objects: 0", "tenant{id=1}", "tenant{id=2}");
    }
}
