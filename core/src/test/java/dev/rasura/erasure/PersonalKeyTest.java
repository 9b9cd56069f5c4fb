package dev.rasura.erasure;

import static dev.rasura.erasure.Accounts.LOGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.erasure.Accounts.Account;
import dev.rasura.erasure.Accounts.Login;
import dev.rasura.erasure.Accounts.Meeting;
import dev.rasura.erasure.Accounts.Moderator;
import dev.rasura.erasure.Accounts.Ticket;
import dev.rasura.erasure.Accounts.Topic;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** People whose key is personal itself: it goes with the row, or is replaced, and all that refers to it follows. */
class PersonalKeyTest extends ErasureContract {

    @Test
    void theKeyOfAnotherPersonInTheSameRowStays() {
        Population p = population(Topic.class, Account.class, Meeting.class);
        Account anna = new Account(LOGIN, "Anna Ahlgren", "+46 70 111 11 11");
        Account bert = new Account("bberg", "Bert Berg", "+46 70 222 22 22");
        p.save(anna, bert);
        p.save(new Meeting(1, anna, "bberg"), new Meeting(2, bert, LOGIN), new Meeting(3, anna, LOGIN));

        Erased erased = erase(p, Account.class, LOGIN);

        assertThat(of(erased.came(), "meeting")).hasSize(3).anyMatch(r -> r.matches("meeting\\{guest=bberg, .*id=1}"));
        erase(p, Account.class, "bberg");
        assertThat(of(p.dump(), "meeting")).hasSize(3).noneMatch(r -> r.contains("bberg"));
    }

    private Population accounts() {
        return Accounts.fill(population(Accounts.MODEL));
    }

    @Test
    void theKeyIsReplacedAndAllThatRefersToItFollows() {
        Population p = accounts();

        Erased erased = eraseWithoutResidue(p, Account.class, LOGIN);

        assertThat(erased.after().toString()).doesNotContain(LOGIN, "Anna", "111 11 11", "text 1");
        assertThat(of(erased.after(), "account"))
                .containsExactlyInAnyOrder(
                        "account{email=TOKEN@invalid, invitedby_login=TOKEN, login=TOKEN, plan=gold, version=4}",
                        "account{email=bberg@mail.example, invitedby_login=TOKEN, login=bberg, name=Bert Berg, plan=gold,"
                                + " version=1}");
        assertThat(of(erased.after(), "account_contact"))
                .containsExactlyInAnyOrder(
                        "account_contact{login=TOKEN}", "account_contact{login=bberg, phone=+46 70 222 22 22}");
        assertThat(of(erased.after(), "moderator")).containsExactly("moderator{login=TOKEN, rank=3}");
        assertThat(of(erased.after(), "account_colours"))
                .containsExactlyInAnyOrder(
                        "account_colours{account_login=TOKEN, colours=red}",
                        "account_colours{account_login=bberg, colours=red}");
        assertThat(of(erased.after(), "account_topic")).hasSize(2).anyMatch(r -> r.contains("login=TOKEN"));
        assertThat(of(erased.after(), "post"))
                .containsExactlyInAnyOrder(
                        "post{author_login=TOKEN, id=1, version=2}",
                        "post{author_login=bberg, id=2, text=text 2, version=0}");
        assertThat(of(erased.after(), "draft")).containsExactly("draft{author_login=bberg, id=2}");
        assertThat(of(erased.after(), "follow"))
                .containsExactlyInAnyOrder(
                        "follow{followee_login=bberg, follower_login=TOKEN}",
                        "follow{followee_login=TOKEN, follower_login=bberg}",
                        "follow{followee_login=TOKEN, follower_login=TOKEN}",
                        "follow{followee_login=bberg, follower_login=bberg}");
        assertThat(of(erased.after(), "follownote"))
                .contains("follownote{follow_followee_login=bberg, follow_follower_login=bberg, id=4, note=note 4}")
                .hasSize(4);
        assertThat(of(erased.after(), "ticket"))
                .containsExactlyInAnyOrder("ticket{handler_login=TOKEN, id=1}", "ticket{handler_login=bberg, id=2}");
        assertThat(of(erased.after(), "login"))
                .containsExactlyInAnyOrder("login{id=1, who=TOKEN}", "login{id=2, who=bberg}");
        // The one token is the same in all of them.
        String token = p.database().query(String.class, "select who from Login where id = 1");
        assertThat(p.database().query(String.class, "select login from Account where login <> 'bberg'"))
                .isEqualTo(token);
        assertThat(p.database().query(String.class, "select author_login from Post where id = 1"))
                .isEqualTo(token);
        Moderator loaded = p.fromTransaction(s -> s.find(Moderator.class, token));
        assertThat(loaded.rank).isEqualTo(3);
    }

    @Test
    void erasingAgainSaysSoThoughTheOldKeyIsGone() {
        Population p = accounts();
        ErasureReceipt first = eraseWithoutResidue(p, Account.class, LOGIN).receipt();
        List<String> before = p.dump();

        ErasureReceipt second = again(p, Account.class, LOGIN);

        assertThat(second.outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(p.dump()).isEqualTo(before);
    }

    @Test
    void whatCameInLaterUnderTheOldKeyIsFoundByTheNextRun() {
        Population p = accounts();
        erase(p, Account.class, LOGIN);
        p.save(new Login(3, LOGIN));

        ErasureReceipt second = again(p, Account.class, LOGIN);

        assertThat(second.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(p.dump().toString()).doesNotContain(LOGIN);
        assertThat(again(p, Account.class, LOGIN).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void whoeverRegistersAgainUnderTheSameNameIsANewSubject() {
        Population p = accounts();
        erase(p, Account.class, LOGIN);
        p.save(new Account(LOGIN, "Another Anna", "+46 70 333 33 33"));

        Erased erased = eraseWithoutResidue(p, Account.class, LOGIN);

        assertThat(erased.receipt().outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(erased.after().toString()).doesNotContain(LOGIN, "Another Anna");
        assertThat(p.database().count("Account")).isEqualTo(3);
    }

    @Test
    void managedEntitiesThatMoveAreDetached() {
        Population p = accounts();

        p.inTransaction(session -> {
            Account anna = session.find(Account.class, LOGIN);
            Ticket ticket = session.find(Ticket.class, 1L);
            Ticket other = session.find(Ticket.class, 2L);
            p.rasura().erasure().erase(SubjectRef.of("Account", LOGIN), session);
            assertThat(session.contains(anna)).isFalse();
            assertThat(session.contains(ticket)).isFalse();
            assertThat(session.contains(other)).isTrue();
            assertThat(session.find(Ticket.class, 1L).handler.login).startsWith("erased-");
        });

        assertThat(p.dump().toString()).doesNotContain(LOGIN);
    }

    @Entity(name = "Visitor")
    @DataSubject
    static class Visitor {
        @Id
        @PersonalData(DataCategory.EMAIL)
        String email;

        Visitor() {}

        Visitor(String email) {
            this.email = email;
        }
    }

    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @ManyToOne
        Visitor visitor;

        Visit() {}

        Visit(long id, Visitor visitor) {
            this.id = id;
            this.visitor = visitor;
        }
    }

    @Test
    void aDeletedPersonTakesTheKeyAlong() {
        Population p = population(Visitor.class, Visit.class);
        Visitor anna = new Visitor("anna@a.example");
        Visitor bert = new Visitor("bert@b.example");
        p.save(anna, bert, new Visit(1, anna), new Visit(2, bert));

        Erased erased = eraseWithoutResidue(p, Visitor.class, "anna@a.example");

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "visit{id=1, visitor_email=anna@a.example}", "visitor{email=anna@a.example}");
        assertThat(erased.came()).isEmpty();
        assertThat(again(p, Visitor.class, "anna@a.example").outcome())
                .isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        p.save(new Visitor("anna@a.example"));
        assertThat(again(p, Visitor.class, "anna@a.example").outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
    }

    @Nested
    class Refused {

        @Entity(name = "NumberedPerson")
        @DataSubject(onErasure = RowAction.ANONYMISE)
        static class NumberedPerson {
            @Id
            @PersonalData(DataCategory.NATIONAL_ID)
            Long number;
        }

        @Entity(name = "Numbered")
        @DataSubject(onErasure = RowAction.ANONYMISE)
        static class Numbered {
            @Id
            @PersonalData(DataCategory.USER_NAME)
            String login;

            @NotPersonal
            @Column(unique = true, nullable = false)
            Long number;
        }

        @Entity(name = "OfNumbered")
        static class OfNumbered {
            @Id
            Long id;

            @ManyToOne
            Numbered numbered;
        }

        @Entity(name = "ShortLogin")
        @DataSubject(onErasure = RowAction.ANONYMISE)
        static class ShortLogin {
            @Id
            @Column(length = 10)
            @PersonalData(DataCategory.USER_NAME)
            String login;
        }

        @Entity(name = "Hashed")
        @DataSubject(onErasure = RowAction.ANONYMISE)
        static class Hashed {
            @Id
            @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
            String login;
        }

        private void refused(String what, Class<?>... entities) {
            assertThatThrownBy(() -> Population.of(family, entities).close())
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining(what);
        }

        @Test
        void keysThatHoldNoToken() {
            refused("where only a text can be overwritten", NumberedPerson.class);
            refused("too short for a token", ShortLogin.class);
            refused("by a TOKEN", Hashed.class);
        }

        @Test
        void uniqueKeysThatStay() {
            refused("the unique key [number] would be the same in both", Numbered.class, OfNumbered.class);
        }
    }
}
