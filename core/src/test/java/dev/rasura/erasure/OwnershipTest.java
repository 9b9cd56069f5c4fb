package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whose a row is along associations: over several of them, by two people at once, and by people of two kinds. */
class OwnershipTest extends ErasureContract {

    // --- embeddables, and paths over three levels

    @Embeddable
    static class Street {
        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        Street() {}

        Street(String line) {
            this.line = line;
        }
    }

    @Embeddable
    static class Home {
        @Embedded
        Street street;

        @PersonalData(DataCategory.CITY)
        String city;

        Home() {}

        Home(String line, String city) {
            this.street = new Street(line);
            this.city = city;
        }
    }

    @Embeddable
    record Contact(
            @PersonalData(DataCategory.EMAIL) String email,
            @PersonalData(DataCategory.PHONE) String phone) {}

    @Entity(name = "Guest")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @Embedded
        Home home;

        @Embedded
        Contact contact;

        Guest() {}

        Guest(long id, String name, Home home, Contact contact) {
            this.id = id;
            this.name = name;
            this.home = home;
            this.contact = contact;
        }
    }

    @Entity(name = "Trip")
    static class Trip {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Guest guest;

        Trip() {}

        Trip(long id, Guest guest) {
            this.id = id;
            this.guest = guest;
        }
    }

    @Entity(name = "Leg")
    static class Leg {
        @Id
        Long id;

        @ManyToOne
        Trip trip;

        Leg() {}

        Leg(long id, Trip trip) {
            this.id = id;
            this.trip = trip;
        }
    }

    @Entity(name = "Remark")
    static class Remark {
        @Id
        Long id;

        @ManyToOne
        Leg leg;

        @PersonalData(DataCategory.FREE_TEXT)
        String said;

        Remark() {}

        Remark(long id, Leg leg, String said) {
            this.id = id;
            this.leg = leg;
            this.said = said;
        }
    }

    @Test
    void whatIsReachedOverThreeAssociationsGoesAndEmbeddedValuesAreOverwritten() {
        Population p = population(Guest.class, Trip.class, Leg.class, Remark.class);
        Guest anna = new Guest(
                1,
                "Anna Ahlgren",
                new Home("Storgatan 1", "Lund"),
                new Contact("anna@ahlgren.example", "+46701111111"));
        Guest bert = new Guest(
                2, "Bert Borg", new Home("Kungsgatan 2", "Lund"), new Contact("bert@borg.example", "+46702222222"));
        Trip trip1 = new Trip(1, anna);
        Trip trip2 = new Trip(2, bert);
        Leg leg1 = new Leg(1, trip1);
        Leg leg2 = new Leg(2, trip2);
        p.save(anna, bert, trip1, trip2, leg1, leg2, new Remark(1, leg1, "hers"), new Remark(2, leg2, "his"));
        p.save(new Remark(3, leg1, "hers too"));

        Erased erased = eraseWithoutResidue(p, Guest.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "guest{city=Lund, email=anna@ahlgren.example, id=1, line=Storgatan 1, name=Anna Ahlgren,"
                                + " phone=+46701111111}",
                        "leg{id=1, trip_id=1}",
                        "remark{id=1, leg_id=1, said=hers}",
                        "remark{id=3, leg_id=1, said=hers too}",
                        "trip{guest_id=1, id=1}");
        assertThat(erased.came()).containsExactly("guest{id=1}");
        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of("Guest ANONYMISED", 1L, "Trip DELETED", 1L, "Leg DELETED", 1L, "Remark DELETED", 2L));
    }

    // --- two people in one row

    @Entity(name = "Pal")
    @DataSubject
    static class Pal {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        String nick;

        Pal() {}

        Pal(long id, String nick) {
            this.id = id;
            this.nick = nick;
        }
    }

    @Entity(name = "Message")
    @SubjectPath("sender")
    @SubjectPath(value = "recipient", onErasure = RowAction.UNLINK)
    static class Message {
        @Id
        Long id;

        @ManyToOne
        Pal sender;

        @ManyToOne
        Pal recipient;

        @PersonalData(DataCategory.COMMUNICATION)
        String body;

        Message() {}

        Message(long id, Pal sender, Pal recipient, String body) {
            this.id = id;
            this.sender = sender;
            this.recipient = recipient;
            this.body = body;
        }
    }

    @Test
    void aMessageGoesWithItsSenderAndOutlivesItsRecipient() {
        Population p = population(Pal.class, Message.class);
        Pal anna = new Pal(1, "annaahl");
        Pal bert = new Pal(2, "bertborg");
        p.save(anna, bert, new Message(1, anna, bert, "a to b"), new Message(2, bert, anna, "b to a"));
        p.save(new Message(3, anna, anna, "a to a"), new Message(4, bert, bert, "b to b"));

        Erased erased = eraseWithoutResidue(p, Pal.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "message{body=a to a, id=3, recipient_id=1, sender_id=1}",
                        "message{body=a to b, id=1, recipient_id=2, sender_id=1}",
                        "message{body=b to a, id=2, recipient_id=1, sender_id=2}",
                        "pal{id=1, nick=annaahl}");
        assertThat(erased.came()).containsExactly("message{body=b to a, id=2, sender_id=2}");
    }

    // --- two kinds of people

    @Entity(name = "Agent")
    @DataSubject
    static class Agent {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        Agent boss;

        Agent() {}

        Agent(long id, String email, Agent boss) {
            this.id = id;
            this.email = email;
            this.boss = boss;
        }
    }

    @Entity(name = "Client")
    @DataSubject
    static class Client {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal("an agent's clients are not the agent's own")
        @ManyToOne
        Agent agent;

        Client() {}

        Client(long id, String email, Agent agent) {
            this.id = id;
            this.email = email;
            this.agent = agent;
        }
    }

    @Entity(name = "Bill")
    static class Bill {
        @Id
        Long id;

        @ManyToOne
        Client client;

        Bill() {}

        Bill(long id, Client client) {
            this.id = id;
            this.client = client;
        }
    }

    @Nested
    class TwoKindsOfSubjects {

        Population p = population(Agent.class, Client.class, Bill.class);
        Agent boss = new Agent(1, "boss@x.example", null);
        Agent agent = new Agent(2, "agent@x.example", boss);
        Client client = new Client(1, "client@y.example", agent);

        TwoKindsOfSubjects() {
            p.save(boss, agent, client, new Client(2, "other@y.example", boss), new Bill(1, client));
        }

        @Test
        void whomAnAgentSupportsStays() {
            Erased erased = eraseWithoutResidue(p, Agent.class, 2);
            assertThat(erased.gone())
                    .containsExactly(
                            "agent{boss_id=1, email=agent@x.example, id=2}",
                            "client{agent_id=2, email=client@y.example, id=1}");
            assertThat(erased.came()).containsExactly("client{email=client@y.example, id=1}");
        }

        @Test
        void theAgentOfAClientStays() {
            Erased erased = eraseWithoutResidue(p, Client.class, 1);
            assertThat(erased.gone())
                    .containsExactly("bill{client_id=1, id=1}", "client{agent_id=2, email=client@y.example, id=1}");
            assertThat(erased.came()).isEmpty();
        }

        @Test
        void aSubjectThatOthersOfItsKindReferToIsUnlinkedFromThem() {
            Erased erased = eraseWithoutResidue(p, Agent.class, 1);
            assertThat(erased.came())
                    .containsExactly("agent{email=agent@x.example, id=2}", "client{email=other@y.example, id=2}");
        }
    }

    // --- one to one

    @Entity(name = "Member")
    @DataSubject
    static class Member {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Member() {}

        Member(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Profile")
    static class Profile {
        @Id
        Long id;

        @OneToOne
        @jakarta.persistence.MapsId
        Member member;

        @PersonalData(DataCategory.FREE_TEXT)
        String about;

        Profile() {}

        Profile(Member member, String about) {
            this.member = member;
            this.about = about;
        }
    }

    @Test
    void aProfileThatSharesItsKeyWithTheSubjectGoes() {
        Population p = population(Member.class, Profile.class);
        Member anna = new Member(1, "anna@a.example");
        Member bert = new Member(2, "bert@b.example");
        p.save(anna, bert, new Profile(anna, "likes cheese"), new Profile(bert, "likes wine"));

        assertThat(eraseWithoutResidue(p, Member.class, 1).gone())
                .containsExactly("member{email=anna@a.example, id=1}", "profile{about=likes cheese, member_id=1}");
    }
}
