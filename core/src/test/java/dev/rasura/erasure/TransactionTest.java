package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Whose transaction it is, and what the caller's session must forget. */
class TransactionTest extends ErasureContract {

    @Entity(name = "Team")
    static class Team {
        @Id
        Long id;

        @NotPersonal
        String motto;

        @OneToMany(mappedBy = "team", cascade = CascadeType.ALL)
        List<Player> players = new ArrayList<>();

        Team() {}

        Team(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Player")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Player {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        String shirt;

        @ManyToOne
        Team team;

        @Version
        int version;

        Player() {}

        Player(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Goal")
    static class Goal {
        @Id
        Long id;

        @ManyToOne
        Player player;

        @NotPersonal
        int nth;

        Goal() {}

        Goal(long id, Player player) {
            this.id = id;
            this.player = player;
        }
    }

    private static final Class<?>[] MODEL = {Team.class, Player.class, Goal.class};
    private static final SubjectRef ANNA = SubjectRef.of(Player.class, 1);

    private Population p;

    private Population filled() {
        p = population(MODEL);
        Player anna = new Player(1, "anna@a.example");
        p.save(anna, new Player(2, "bert@b.example"), new Goal(1, anna));
        return p;
    }

    @Test
    void aDirtyManagedEntityDoesNotWriteTheNameBack() {
        filled().inTransaction(session -> {
            Player anna = session.find(Player.class, 1L);
            Player bert = session.find(Player.class, 2L);
            Goal goal = session.find(Goal.class, 1L);
            anna.shirt = "7";
            p.rasura().erasure().erase(ANNA, session);
            assertThat(session.contains(anna)).isFalse();
            assertThat(session.contains(goal)).isFalse();
            assertThat(session.contains(bert)).as("nobody else is forgotten").isTrue();
            anna.shirt = "8";
            bert.shirt = "9";
            goal.nth = 3;
        });
        assertThat(p.dump())
                .contains("player{id=1, shirt=7, version=2}", "player{email=bert@b.example, id=2, shirt=9, version=1}")
                .noneMatch(r -> r.startsWith("goal"));
    }

    @Test
    void whatTheSessionHasNotFlushedYetIsErased() {
        filled().inTransaction(session -> {
            session.persist(new Goal(2, session.find(Player.class, 1L)));
            ErasureReceipt receipt = p.rasura().erasure().erase(ANNA, session);
            assertThat(receipt.rows(Treatment.DELETED)).isEqualTo(2);
        });
        assertThat(p.database().count("Goal")).isZero();
    }

    @Test
    void anotherSessionsStaleCopyFails() {
        filled();
        Player stale = p.fromTransaction(session -> session.find(Player.class, 1L));
        p.rasura().erasure().erase(ANNA);
        stale.shirt = "7";
        assertThatThrownBy(() -> p.inTransaction(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class);
    }

    @Test
    void aManagedTeamThatWouldCascadeTheirPlayersBackIsRefusedAndNotDetached() {
        p = population(MODEL);
        Team team = new Team(1);
        Player anna = new Player(1, "anna@a.example");
        anna.team = team;
        team.players.add(anna);
        p.save(team);

        p.inTransaction(session -> {
            Team managed = session.find(Team.class, 1L);
            assertThat(managed.players).hasSize(1);
            assertThatThrownBy(() -> p.rasura().erasure().erase(ANNA, session))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("Team")
                    .hasMessageContaining("'players'");
            session.getTransaction().markRollbackOnly();
        });
        p.inTransaction(session -> {
            session.find(Team.class, 1L).motto = "players were never loaded";
            session.find(Player.class, 1L);
            p.rasura().erasure().erase(ANNA, session);
        });

        assertThat(p.dump())
                .contains("player{id=1, team_id=1, version=1}", "team{id=1, motto=players were never loaded}");
    }

    @Test
    void withTheCallersTransactionTheErasureIsRolledBack() {
        filled();
        List<String> before = p.dump();
        try (Session session = p.factory().openSession()) {
            session.beginTransaction();
            p.rasura().erasure().erase(ANNA, session);
            session.getTransaction().rollback();
        }
        assertThat(p.dump()).isEqualTo(before);
        assertThat(p.database().count("rasura_erasure")).isZero();
        assertThat(p.rasura().erasure().erase(ANNA).outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
    }

    @Test
    void aPlanInTheCallersTransactionSeesTheCallersChanges() {
        filled().inTransaction(session -> {
            session.persist(new Goal(2, session.find(Player.class, 1L)));
            ErasurePlan plan = p.rasura().erasure().plan(ANNA, session);
            assertThat(plan.rows(Treatment.DELETED)).isEqualTo(2);
            assertThat(p.rasura().erasure().execute(plan, session).outcome())
                    .isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        });
    }

    @Test
    void joiningNeedsATransaction() {
        filled();
        try (Session session = p.factory().openSession()) {
            assertThatThrownBy(() -> p.rasura().erasure().erase(ANNA, session))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("Begin one");
        }
    }

    @Test
    void joiningNeedsAnEntityManagerOfTheSameFactory() {
        filled();
        try (Population other = Population.of(family, MODEL)) {
            other.inTransaction(
                    session -> assertThatThrownBy(() -> p.rasura().erasure().erase(ANNA, session))
                            .isInstanceOf(TransactionStateException.class)
                            .hasMessageContaining("another EntityManagerFactory"));
        }
    }

    @Test
    void aSnapshotIsRefused() {
        filled();
        List<String> before = p.dump();
        try (Session session = p.factory().openSession()) {
            session.doWork(c -> c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ));
            session.beginTransaction();
            session.doWork(c -> c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ));
            assertThatThrownBy(() -> p.rasura().erasure().erase(ANNA, session))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("READ COMMITTED");
            session.getTransaction().rollback();
            session.doWork(c -> c.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED));
        }
        assertThat(p.dump()).isEqualTo(before);
    }

    @Test
    void theOwnFormIsRefusedWhereASessionOfThisThreadIsInATransaction() {
        filled().inTransaction(session -> {
            session.find(Player.class, 1L).shirt = "7";
            session.flush();
            assertThatThrownBy(() -> p.rasura().erasure().erase(ANNA))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("takes the EntityManager");
        });
        try (Session other = p.factory().openSession()) {
            other.find(Player.class, 2L);
            assertThat(p.rasura().erasure().erase(ANNA).outcome())
                    .as("a session that is merely open is none")
                    .isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        }
    }

    @Test
    void theOwnFormIsRefusedInTheCurrentSessionsTransaction() {
        try (Population current = Population.of(
                family, Map.of("hibernate.current_session_context_class", "thread"), List.of(), map -> {}, MODEL)) {
            current.save(new Player(1, "anna@a.example"));
            Session session = current.factory().getCurrentSession();
            session.beginTransaction();
            List<String> before = current.dump();
            assertThatThrownBy(() -> current.rasura().erasure().erase(ANNA))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("takes the EntityManager");
            assertThatThrownBy(() -> current.rasura().erasure().plan(ANNA))
                    .isInstanceOf(TransactionStateException.class);
            assertThat(current.dump()).isEqualTo(before);
            session.getTransaction().rollback();
            assertThat(current.rasura().erasure().erase(ANNA).outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        }
    }
}
