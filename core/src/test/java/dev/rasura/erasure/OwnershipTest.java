package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whose a row is: along associations, by copied values, by what the subject owns, and by several people at once. */
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

    // --- ownership from the subject

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

        Tenant() {}

        Tenant(long id, String email, Place place) {
            this.id = id;
            this.email = email;
            this.place = place;
        }
    }

    @Test
    void anAddressOfOnesOwnGoes() {
        Population p = population(Place.class, Tenant.class);
        Place here = new Place(1, "Storgatan 1");
        Place there = new Place(2, "Kungsgatan 2");
        p.save(here, there, new Tenant(1, "anna@a.example", here), new Tenant(2, "bert@b.example", there));

        Erased erased = eraseWithoutResidue(p, Tenant.class, 1);

        assertThat(erased.gone())
                .containsExactly("place{id=1, line=Storgatan 1}", "tenant{email=anna@a.example, id=1, place_id=1}");
        assertThat(erased.came()).containsExactly("tenant{id=1}");
    }

    @Test
    void aSharedAddressIsKeptAndUnlinkedAndGoesWithTheLastOne() {
        Population p = population(Place.class, Tenant.class);
        Place home = new Place(1, "Storgatan 1");
        p.save(home, new Tenant(1, "anna@a.example", home), new Tenant(2, "bert@b.example", home));

        Erased first = p.erase(Tenant.class, 1);
        assertThat(first.came()).containsExactly("tenant{id=1}");
        assertThat(first.gone()).containsExactly("tenant{email=anna@a.example, id=1, place_id=1}");
        assertThat(rows(first.receipt().tables())).isEqualTo(Map.of("Tenant ANONYMISED", 1L, "Tenant UNLINKED", 1L));

        Erased second = eraseWithoutResidue(p, Tenant.class, 2);
        assertThat(second.gone())
                .containsExactly("place{id=1, line=Storgatan 1}", "tenant{email=bert@b.example, id=2, place_id=1}");
    }

    @Entity(name = "Flat")
    @OnErasure(RowAction.ANONYMISE)
    static class Flat {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        Flat() {}

        Flat(long id, String line) {
            this.id = id;
            this.line = line;
        }
    }

    @Entity(name = "Owner")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Owner {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne(optional = false)
        @JoinColumn(nullable = false)
        @OwnedBySubject
        Flat flat;

        Owner() {}

        Owner(long id, String email, Flat flat) {
            this.id = id;
            this.email = email;
            this.flat = flat;
        }
    }

    @Test
    void aSharedAddressThatCannotBeUnlinkedRefusesTheErasureByName() {
        Population p = population(Flat.class, Owner.class);
        Flat flat = new Flat(1, "Storgatan 1");
        Flat own = new Flat(2, "Kungsgatan 2");
        p.save(flat, own, new Owner(1, "anna@a.example", flat), new Owner(2, "bert@b.example", flat));
        p.save(new Owner(3, "carl@c.example", own));
        List<String> before = p.dump();

        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Owner.class, 1)))
                .isInstanceOf(ErasureRefusedException.class)
                .hasMessageContaining("Flat")
                .hasMessageContaining("Owner[flat_id]")
                .hasMessageContaining("NOT NULL");
        assertThat(p.dump()).isEqualTo(before);
        assertThat(p.database().count("rasura_erasure")).isZero();

        assertThat(eraseWithoutResidue(p, Owner.class, 3).came())
                .containsExactly("flat{id=2}", "owner{flat_id=2, id=3}");
    }

    @Entity(name = "Parcel")
    @OnErasure(RowAction.ANONYMISE)
    static class Parcel {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @NotPersonal
        @ManyToOne
        Place destination;

        Parcel() {}

        Parcel(long id, Tenant tenant, Place destination) {
            this.id = id;
            this.tenant = tenant;
            this.destination = destination;
        }
    }

    @Test
    void rowsOfOnesOwnThatStayLetGoOfTheAddress() {
        Population p = population(Place.class, Tenant.class, Parcel.class);
        Place home = new Place(1, "Storgatan 1");
        Place other = new Place(2, "Kungsgatan 2");
        Tenant anna = new Tenant(1, "anna@a.example", home);
        Tenant bert = new Tenant(2, "bert@b.example", other);
        p.save(
                home,
                other,
                anna,
                bert,
                new Parcel(1, anna, home),
                new Parcel(2, anna, other),
                new Parcel(3, bert, other));

        Erased erased = eraseWithoutResidue(p, Tenant.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "parcel{destination_id=1, id=1, tenant_id=1}",
                        "place{id=1, line=Storgatan 1}",
                        "tenant{email=anna@a.example, id=1, place_id=1}");
        assertThat(erased.came()).containsExactly("parcel{id=1, tenant_id=1}", "tenant{id=1}");
    }

    // --- soft references

    @Entity(name = "Buyer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Buyer() {}

        Buyer(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Basket")
    static class Basket {
        @Id
        Long id;

        @NotPersonal
        @SoftReference(to = Buyer.class)
        Long buyerId;

        Basket() {}

        Basket(long id, Long buyerId) {
            this.id = id;
            this.buyerId = buyerId;
        }
    }

    @Entity(name = "Letter")
    static class Letter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Buyer.class, attribute = "email", ignoreCase = true)
        String sentTo;

        Letter() {}

        Letter(long id, String sentTo) {
            this.id = id;
            this.sentTo = sentTo;
        }
    }

    @Test
    void softReferencesAreFollowedByKeyAndByMailAddressInAnyCase() {
        Population p = population(Buyer.class, Basket.class, Letter.class);
        p.save(new Buyer(1, "Anna@A.example"), new Buyer(2, "bert@b.example"));
        p.save(new Basket(1, 1L), new Basket(2, 2L), new Basket(3, null));
        p.save(new Letter(1, "anna@a.EXAMPLE"), new Letter(2, "bert@b.example"), new Letter(3, null));

        Erased erased = eraseWithoutResidue(p, Buyer.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "basket{buyerid=1, id=1}",
                        "buyer{email=Anna@A.example, id=1}",
                        "letter{id=1, sentto=anna@a.EXAMPLE}");
        assertThat(erased.came()).containsExactly("buyer{id=1}");
    }

    @Test
    void aSubjectWithoutMailAddressTakesNobodysLetters() {
        Population p = population(Buyer.class, Basket.class, Letter.class);
        p.save(new Buyer(1, null), new Letter(1, null), new Letter(2, "bert@b.example"));

        assertThat(erase(p, Buyer.class, 1).gone()).isEmpty();
    }

    @Entity(name = "Telegram")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("paidBy")
    @SubjectPath(value = "sentTo", onErasure = RowAction.UNLINK)
    static class Telegram {
        @Id
        Long id;

        @ManyToOne
        Buyer paidBy;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Buyer.class, attribute = "email", ignoreCase = true)
        String sentTo;

        Telegram() {}

        Telegram(long id, String sentTo) {
            this.id = id;
            this.sentTo = sentTo;
        }
    }

    @Test
    void aMailAddressInAnotherCaseIsLetGoOfToo() {
        Population p = population(Buyer.class, Telegram.class);
        p.save(new Buyer(1, "Anna@A.example"), new Buyer(2, "bert@b.example"));
        p.save(new Telegram(1, "anna@a.EXAMPLE"), new Telegram(2, "BERT@b.example"));

        Erased erased = eraseWithoutResidue(p, Buyer.class, 1);

        assertThat(erased.gone())
                .containsExactly("buyer{email=Anna@A.example, id=1}", "telegram{id=1, sentto=anna@a.EXAMPLE}");
        assertThat(erased.came()).containsExactly("buyer{id=1}", "telegram{id=1}");
    }

    @Test
    void aBlankMailAddressNamesNobody() {
        Population p = population(Buyer.class, Telegram.class);
        p.save(new Buyer(1, " "), new Telegram(1, " "));

        assertThat(erase(p, Buyer.class, 1).gone()).containsExactly("buyer{email= , id=1}");
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

    // --- what rows that stay refer to as well

    @Entity(name = "Sitter")
    @DataSubject
    static class Sitter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OwnedBySubject
        @ManyToOne
        Cottage cottage;

        Sitter() {}

        Sitter(long id, Cottage cottage) {
            this.id = id;
            this.email = "sitter" + id + "@a.example";
            this.cottage = cottage;
        }
    }

    @Entity(name = "Cottage")
    static class Cottage {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;

        Cottage() {}

        Cottage(long id) {
            this.id = id;
            this.street = "Mill Lane " + id;
        }
    }

    @Entity(name = "Sitting")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("sitter")
    static class Sitting {
        @Id
        Long id;

        @ManyToOne
        Sitter sitter;

        @ManyToOne
        Cottage at;

        Sitting() {}

        Sitting(long id, Sitter sitter, Cottage at) {
            this.id = id;
            this.sitter = sitter;
            this.at = at;
        }
    }

    @Test
    void whatOnlyRowsOfThePersonReferToGoesThoughTheyStayAndAreNoLongerTheirs() {
        Population p = population(Sitter.class, Cottage.class, Sitting.class);
        Cottage hers = new Cottage(1);
        Cottage his = new Cottage(2);
        Sitter anna = new Sitter(1, hers);
        Sitter bert = new Sitter(2, his);
        p.save(hers, his, anna, bert, new Sitting(1, anna, hers), new Sitting(2, bert, his));

        Erased erased = eraseWithoutResidue(p, Sitter.class, 1);

        assertThat(erased.after())
                .filteredOn(r -> r.contains("id=1") || r.contains("Mill Lane 1"))
                .containsExactly("sitting{id=1}");
    }
}
