package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** People whose key is personal itself: it goes with the row, or is replaced, and all that refers to it follows. */
class PersonalKeyTest extends ErasureContract {

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

    private static final Class<?>[] ACCOUNTS = {
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

    private static final String LOGIN = "aahlgren";

    private Population accounts() {
        Population p = population(ACCOUNTS);
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

    private static List<String> of(List<String> rows, String table) {
        return rows.stream().filter(r -> r.startsWith(table + "{")).toList();
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
            p.rasura().erasure().erase(dev.rasura.SubjectRef.of("Account", LOGIN), session);
            assertThat(session.contains(anna)).isFalse();
            assertThat(session.contains(ticket)).isFalse();
            assertThat(session.contains(other)).isTrue();
            assertThat(session.find(Ticket.class, 1L).handler.login).startsWith("erased-");
        });

        assertThat(p.dump().toString()).doesNotContain(LOGIN);
    }

    // --- the key goes with the row

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

    // --- a part of a key that refers to nothing, keys of owned rows, many at once, rows that are retained

    @Embeddable
    record TenantKey(
            @NotPersonal @Column(length = 20) String tenant,

            @PersonalData(DataCategory.EMAIL) @Column(length = 60)
            String email)
            implements Serializable {}

    @Entity(name = "Tenant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Retention(rule = "tenants", start = "seen", period = "P1Y", action = RowAction.ANONYMISE)
    static class Tenant {
        @EmbeddedId
        TenantKey id;

        @NotPersonal
        LocalDate seen = LocalDate.of(2020, 1, 1);

        Tenant() {}

        Tenant(String tenant, String email) {
            this.id = new TenantKey(tenant, email);
        }
    }

    @Entity(name = "Passport")
    @OnErasure(RowAction.ANONYMISE)
    static class Passport {
        @EmbeddedId
        TenantKey id;

        @OneToOne
        @MapsId
        Tenant tenant;

        Passport() {}

        Passport(Tenant tenant) {
            this.tenant = tenant;
        }
    }

    @Entity(name = "Stamp")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "border law", until = "for ever", when = "kept = 1")
    static class Stamp {
        @Id
        Long id;

        @ManyToOne
        Passport passport;

        @PersonalData(DataCategory.OTHER)
        String place;

        @NotPersonal
        int kept;

        Stamp() {}

        Stamp(long id, Passport passport, int kept) {
            this.id = id;
            this.passport = passport;
            this.place = "place " + id;
            this.kept = kept;
        }
    }

    private Population tenants() {
        Population p = population(Tenant.class, Passport.class, Stamp.class);
        for (String[] key :
                new String[][] {{"x", "anna@a.example"}, {"y", "anna@a.example"}, {"x", "bert@b.example"}}) {
            Tenant tenant = new Tenant(key[0], key[1]);
            Passport passport = new Passport(tenant);
            long id = p.database().count("Stamp") + 1;
            p.save(tenant, passport, new Stamp(id, passport, 0), new Stamp(id + 1, passport, 1));
        }
        return p;
    }

    @Test
    void aPersonalPartOfAKeyIsReplacedAndTheRestStays() {
        Population p = tenants();

        Erased erased = erase(
                p, dev.rasura.SubjectRef.ofParts("Tenant", java.util.Map.of("email", "anna@a.example", "tenant", "x")));

        assertThat(of(erased.came(), "tenant")).hasSize(1).allMatch(r -> r.contains("email=TOKEN@invalid"));
        assertThat(of(erased.after(), "tenant")).anyMatch(r -> r.contains("anna@a.example") && r.contains("tenant=y"));
        assertThat(of(erased.came(), "passport")).hasSize(1);
        assertThat(of(erased.came(), "stamp"))
                .containsExactlyInAnyOrder(
                        "stamp{id=1, kept=0, passport_tenant_email=TOKEN@invalid, passport_tenant_tenant=x}",
                        "stamp{id=2, kept=1, passport_tenant_email=TOKEN@invalid, passport_tenant_tenant=x,"
                                + " place=place 2}");
    }

    @Test
    void manyAtOnceAreReKeyedByTheSameStatements() {
        Population p = tenants();

        var report = p.rasura().retention().run("tenants", RetentionOptions.defaults());

        assertThat(report.removed()).isEqualTo(3);
        assertThat(report.setAside()).isEmpty();
        assertThat(p.dump().toString()).doesNotContain("anna@", "bert@");
        assertThat(p.database().count("Passport")).isEqualTo(3);
        assertThat(p.rasura()
                        .retention()
                        .run("tenants", RetentionOptions.defaults())
                        .matched())
                .isZero();
    }

    // --- what cannot be done is refused at start

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
