package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Faults;
import dev.rasura.testing.Population;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Collections that the caller's session holds in memory, while SQL changes their rows. */
class ManagedCollectionsTest extends ErasureContract {

    @Entity(name = "Poet")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(attribute = "login", columns = "written_by")
    static class Poet {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        String login;

        Poet() {}

        Poet(long id, String login) {
            this.id = id;
            this.login = login;
        }
    }

    @Embeddable
    static class Verse {
        @NotPersonal
        String words;

        @Column(name = "written_by")
        String writtenBy;

        Verse() {}

        Verse(String words, String writtenBy) {
            this.words = words;
            this.writtenBy = writtenBy;
        }
    }

    @Entity(name = "Volume")
    static class Volume {
        @Id
        Long id;

        @NotPersonal
        String title;

        @ElementCollection
        List<Verse> verses = new ArrayList<>();

        @ManyToMany
        List<Poet> authors = new ArrayList<>();

        Volume() {}

        Volume(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Shelf")
    static class Shelf {
        @Id
        Long id;

        @OneToMany(cascade = CascadeType.ALL)
        List<Volume> volumes = new ArrayList<>();
    }

    private static final SubjectRef ANNA = SubjectRef.of(Poet.class, 1);

    private Population p;

    private Population filled(Class<?>... model) {
        p = population(model);
        Poet anna = new Poet(1, "annalogin");
        Volume volume = new Volume(1);
        volume.verses.add(new Verse("one", "annalogin"));
        volume.authors.add(anna);
        Volume other = new Volume(2);
        other.verses.add(new Verse("two", "bertlogin"));
        p.save(anna, new Poet(2, "bertlogin"), volume, other);
        return p;
    }

    @Test
    void aCollectionThatGrowsAfterwardsDoesNotWriteItsOldRowsBack() {
        filled(Poet.class, Volume.class).inTransaction(session -> {
            Volume volume = session.find(Volume.class, 1L);
            Volume other = session.find(Volume.class, 2L);
            assertThat(volume.verses).hasSize(1);
            assertThat(volume.authors).hasSize(1);
            assertThat(other.verses).hasSize(1);
            p.rasura().erasure().erase(ANNA, session);
            assertThat(session.contains(volume)).isFalse();
            assertThat(session.contains(other)).as("nobody else is forgotten").isTrue();
            volume.verses.add(new Verse("three", "bertlogin"));
            volume.authors.add(session.find(Poet.class, 2L));
            other.verses.add(new Verse("four", "bertlogin"));
        });
        assertThat(p.dump())
                .contains("volume_verses{volume_id=2, words=four, written_by=bertlogin}")
                .noneMatch(r -> r.contains("annalogin"))
                .noneMatch(r -> r.contains("authors_id"))
                .noneMatch(r -> r.contains("three"));
    }

    @Test
    void aCollectionThatWasNeverLoadedStaysWithItsOwner() {
        filled(Poet.class, Volume.class).inTransaction(session -> {
            Volume volume = session.find(Volume.class, 1L);
            p.rasura().erasure().erase(ANNA, session);
            assertThat(session.contains(volume)).isTrue();
            volume.authors.add(session.find(Poet.class, 2L));
        });
        assertThat(p.dump())
                .contains("volume_poet{authors_id=2, volume_id=1}")
                .noneMatch(r -> r.contains("annalogin"))
                .noneMatch(r -> r.contains("authors_id=1"));
    }

    @Test
    void whatWouldCascadeToTheOwnerOfSuchACollectionIsRefused() {
        filled(Poet.class, Volume.class, Shelf.class);
        Shelf shelf = new Shelf();
        shelf.id = 1L;
        p.inTransaction(session -> {
            shelf.volumes.add(session.find(Volume.class, 1L));
            session.persist(shelf);
        });
        p.inTransaction(session -> {
            Volume volume = session.find(Shelf.class, 1L).volumes.get(0);
            assertThat(volume.verses).hasSize(1);
            assertThatThrownBy(() -> p.rasura().erasure().erase(ANNA, session))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("Shelf")
                    .hasMessageContaining("'volumes'");
            session.getTransaction().markRollbackOnly();
        });
    }

    @Entity(name = "Runner")
    @DataSubject
    static class Runner {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        Club club;

        @ManyToMany(mappedBy = "members")
        List<Race> races = new ArrayList<>();

        @ManyToMany
        List<Trainer> trainers = new ArrayList<>();

        Runner() {}

        Runner(long id) {
            this.id = id;
            this.email = "r" + id + "@x.example";
        }
    }

    @Entity(name = "Club")
    static class Club {
        @Id
        Long id;

        @OneToMany(mappedBy = "club")
        List<Runner> runners = new ArrayList<>();

        @OneToMany
        @JoinColumn(name = "guest_of")
        List<Runner> guests = new ArrayList<>();

        @NotPersonal
        String title;
    }

    @Entity(name = "Trainer")
    static class Trainer {
        @Id
        Long id = 1L;

        @ManyToMany(mappedBy = "trainers")
        List<Runner> pupils = new ArrayList<>();

        @NotPersonal
        String title;
    }

    @Entity(name = "Race")
    static class Race {
        @Id
        Long id;

        @ManyToMany
        List<Runner> members = new ArrayList<>();

        @NotPersonal
        String title;
    }

    @Test
    void aCollectionWithAnErasedMemberDoesNotBreakTheCommit() {
        p = population(Runner.class, Club.class, Race.class, Trainer.class);
        Race race = new Race();
        race.id = 1L;
        Club club = new Club();
        club.id = 1L;
        Runner anna = new Runner(1);
        Runner bert = new Runner(2);
        anna.club = club;
        bert.club = club;
        club.guests.addAll(List.of(anna, bert));
        race.members.addAll(List.of(anna, bert));
        Trainer trainer = new Trainer();
        anna.trainers.add(trainer);
        bert.trainers.add(trainer);
        p.save(trainer, club, anna, bert, race);
        p.inTransaction(session -> {
            Race managed = session.find(Race.class, 1L);
            Club home = session.find(Club.class, 1L);
            Runner stays = session.find(Runner.class, 2L);
            assertThat(managed.members).hasSize(2);
            assertThat(home.runners).hasSize(2);
            assertThat(home.guests).hasSize(2);
            Trainer training = session.find(Trainer.class, 1L);
            assertThat(training.pupils).hasSize(2);
            assertThat(stays.races).hasSize(1);
            p.rasura().erasure().erase(SubjectRef.of(Runner.class, 1), session);
            managed.title = "lost, as it is detached";
            training.title = "kept, as it writes no link";
            stays.email = "bert@x.example";
        });
        assertThat(p.dump())
                .contains("race_runner{members_id=2, races_id=1}", "race{id=1}")
                .contains("trainer{id=1, title=kept, as it writes no link}")
                .contains("runner{club_id=1, email=bert@x.example, guest_of=1, id=2}")
                .noneMatch(r -> r.contains("r1@x.example"));
    }

    @Test
    void statementsGrowWithCollectionsOfAKindAndNotWithOwners() {
        assertThat(statements(3)).isEqualTo(statements(40));
    }

    private int statements(int volumes) {
        Faults faults = new Faults();
        try (Population counted = Population.of(family, faults, Poet.class, Volume.class)) {
            Poet anna = new Poet(1, "annalogin");
            counted.save(anna);
            for (int i = 0; i < volumes; i++) {
                Volume volume = new Volume(i);
                volume.verses.add(new Verse("v" + i, i % 2 == 0 ? "annalogin" : "bertlogin"));
                volume.authors.add(anna);
                counted.save(volume);
            }
            int[] executed = new int[1];
            counted.inTransaction(session -> {
                load(session);
                faults.failAt(0, Faults.Kind.ERROR);
                counted.rasura().erasure().erase(ANNA, session);
                executed[0] = faults.executed();
            });
            return executed[0];
        }
    }

    private static void load(Session session) {
        session.createQuery("from Volume", Volume.class).list().forEach(volume -> {
            assertThat(volume.verses).hasSize(1);
            assertThat(volume.authors).hasSize(1);
        });
    }
}
