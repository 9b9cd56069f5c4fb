package dev.rasura.erasure;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** People whose key is the login, and all that can refer to such a key. */
final class Accounts {

    static final String LOGIN = "aahlgren";

    static final Class<?>[] MODEL = {
        Topic.class,
        Account.class,
        Moderator.class,
        Post.class,
        Draft.class,
        Follow.class,
        FollowNote.class,
        Ticket.class,
        Login.class
    };

    private Accounts() {}

    @Entity(name = "Topic")
    static class Topic {
        @Id
        Long id;

        Topic() {}

        Topic(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Account")
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "account_contact")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Account {
        @Id
        @Column(length = 60)
        @PersonalData(DataCategory.USER_NAME)
        String login;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false, unique = true)
        String email;

        @PersonalData(DataCategory.PHONE)
        @Column(table = "account_contact")
        String phone;

        @NotPersonal
        String plan = "gold";

        @ManyToOne
        @NotPersonal
        Account invitedBy;

        @ElementCollection
        @OnErasure(RowAction.ANONYMISE)
        @NotPersonal
        Set<String> colours = new HashSet<>(Set.of("red"));

        @ManyToMany
        @OnErasure(RowAction.ANONYMISE)
        Set<Topic> topics = new HashSet<>();

        @Version
        int version;

        Account() {}

        Account(String login, String name, String phone) {
            this.login = login;
            this.name = name;
            this.email = login + "@mail.example";
            this.phone = phone;
        }
    }

    @Entity(name = "Moderator")
    static class Moderator extends Account {
        @NotPersonal
        int rank = 3;

        Moderator() {}

        Moderator(String login, String name, String phone) {
            super(login, name, phone);
        }
    }

    @Entity(name = "Post")
    @OnErasure(RowAction.ANONYMISE)
    static class Post {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Account author;

        @PersonalData(DataCategory.OTHER)
        String text;

        @Version
        int version;

        Post() {}

        Post(long id, Account author) {
            this.id = id;
            this.author = author;
            this.text = "text " + id;
        }
    }

    @Entity(name = "Draft")
    static class Draft {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Account author;

        Draft() {}

        Draft(long id, Account author) {
            this.id = id;
            this.author = author;
        }
    }

    static class FollowKey implements Serializable {
        private static final long serialVersionUID = 1L;
        String follower;
        String followee;

        @Override
        public boolean equals(Object other) {
            return other instanceof FollowKey key && key.follower.equals(follower) && key.followee.equals(followee);
        }

        @Override
        public int hashCode() {
            return Objects.hash(follower, followee);
        }
    }

    @Entity(name = "Follow")
    @IdClass(FollowKey.class)
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("follower")
    @SubjectPath("followee")
    static class Follow {
        @Id
        @ManyToOne
        Account follower;

        @Id
        @ManyToOne
        Account followee;

        Follow() {}

        Follow(Account follower, Account followee) {
            this.follower = follower;
            this.followee = followee;
        }
    }

    @Entity(name = "FollowNote")
    @OnErasure(RowAction.ANONYMISE)
    static class FollowNote {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Follow follow;

        @PersonalData(DataCategory.OTHER)
        String note;

        FollowNote() {}

        FollowNote(long id, Follow follow) {
            this.id = id;
            this.follow = follow;
            this.note = "note " + id;
        }
    }

    @Entity(name = "Ticket")
    static class Ticket {
        @Id
        Long id;

        @ManyToOne(optional = false)
        @NotPersonal("a colleague handles it")
        Account handler;

        Ticket() {}

        Ticket(long id, Account handler) {
            this.id = id;
            this.handler = handler;
        }
    }

    @Entity(name = "Login")
    @OnErasure(RowAction.ANONYMISE)
    static class Login {
        @Id
        Long id;

        @SoftReference(to = Account.class)
        @PersonalData(DataCategory.USER_NAME)
        @Column(nullable = false, length = 60)
        String who;

        Login() {}

        Login(long id, String who) {
            this.id = id;
            this.who = who;
        }
    }

    @Entity(name = "Meeting")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("host")
    @SubjectPath("guest")
    static class Meeting {
        @Id
        Long id;

        @ManyToOne
        Account host;

        @SoftReference(to = Account.class)
        @NotPersonal
        @Column(length = 60)
        String guest;

        Meeting() {}

        Meeting(long id, Account host, String guest) {
            this.id = id;
            this.host = host;
            this.guest = guest;
        }
    }

    /** Anna, a moderator under {@link #LOGIN}, and Bert, with everything that can refer to either. */
    static Population fill(Population p) {
        Topic topic = new Topic(1);
        Account anna = new Moderator(LOGIN, "Anna Ahlgren", "+46 70 111 11 11");
        Account bert = new Account("bberg", "Bert Berg", "+46 70 222 22 22");
        anna.topics.add(topic);
        bert.topics.add(topic);
        bert.invitedBy = anna;
        anna.invitedBy = anna;
        p.save(topic, anna, bert);
        Follow there = new Follow(anna, bert);
        Follow back = new Follow(bert, anna);
        Follow self = new Follow(anna, anna);
        Follow other = new Follow(bert, bert);
        p.save(there, back, self, other);
        p.save(new FollowNote(1, there), new FollowNote(2, back), new FollowNote(3, self), new FollowNote(4, other));
        p.save(new Post(1, anna), new Post(2, bert), new Draft(1, anna), new Draft(2, bert));
        p.save(new Ticket(1, anna), new Ticket(2, bert), new Login(1, LOGIN), new Login(2, "bberg"));
        return p;
    }
}
