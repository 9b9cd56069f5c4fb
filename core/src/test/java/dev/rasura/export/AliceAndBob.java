package dev.rasura.export;

import dev.rasura.SubjectRef;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/** Alice, with rows of every kind that {@link People} knows; Bob, who shares some with her; and a clerk. */
final class AliceAndBob {

    static final SubjectRef ALICE = SubjectRef.of("Person", 7001);
    static final SubjectRef BOB = SubjectRef.of("Person", 7002);
    static final byte[] SCAN = bytes(300_000);
    static final byte[] THUMB = bytes(2_500_000);
    static final String TRANSCRIPT = "Zeile \uD83D\uDE00 eins\n" + "x\uD83D\uDE00".repeat(20_000) + "=end";

    private static final UUID FACTS = UUID.fromString("11111111-2222-3333-4444-555555555555");

    private AliceAndBob() {}

    static void fill(EntityManager session) {
        var city = persist(session, new People.City(), c -> {
            c.id = 41;
            c.name = "Oslo";
        });
        var topic = persist(session, new People.Topic(), t -> {
            t.id = 31;
            t.name = "Chess";
        });
        var hers = persist(session, new People.Address(), a -> {
            a.id = 501;
            a.line = "1 Her Street";
            a.city = city;
        });
        var his = persist(session, new People.Address(), a -> {
            a.id = 502;
            a.line = "2 Other Street";
            a.city = city;
        });
        var clerk = persist(session, new People.Clerk(), c -> {
            c.id = 8800;
            c.name = "Sue Scrivener";
        });
        var bob = persist(session, new People.Person(), p -> {
            p.id = 7002;
            p.name = "Bob Bystander";
            p.email = "bob@example.org";
            p.password = "bob-secret";
            p.address = his;
            p.nicknames.add("Bobby");
            p.interests.add(topic);
        });
        var alice = persist(session, new People.Member(), p -> {
            p.id = 7001;
            p.name = "Alice Applicant";
            p.email = "alice@example.org";
            p.password = "alice-secret";
            p.newsletter = true;
            p.points = 17;
            p.home = new People.Home();
            p.home.street = "1 Her Street";
            p.home.town = "Oslo";
            p.nicknames.addAll(List.of("=Al", "Allie"));
            p.interests.add(topic);
            p.friends.add(bob);
            p.invitedBy = bob;
            p.address = hers;
        });
        bob.friends.add(alice);
        message(session, 101, alice, bob, null, "Hello");
        message(session, 102, bob, alice, 101L, "Hello yourself");
        message(session, 6601, bob, bob, null, "Bobby's own");
        message(session, 103, alice, alice, 6601L, "To myself");
        for (var about : List.of(alice, bob)) {
            persist(session, new People.Note(), n -> {
                n.id = about.id + 10_000;
                n.about = about;
                n.author = clerk;
                n.body = "polite";
            });
        }
        for (long id : new long[] {901, 911}) {
            persist(session, new People.Login(), l -> {
                l.id = id;
                l.person = id == 901 ? alice : bob;
                l.address = id == 901 ? "192.0.2.7" : "6601::1";
            });
        }
        persist(session, new People.Purchase(), p -> {
            p.id = 902;
            p.person = alice;
            p.amount = new BigDecimal("-12.50");
        });
        subscription(session, 61, "ALICE@example.org");
        subscription(session, 63, "bob@example.org");
        persist(session, new People.Paper(), p -> {
            p.id = 81;
            p.person = alice;
            p.scan = SCAN;
            p.thumb = THUMB;
            p.transcript = TRANSCRIPT;
        });
        persist(session, new People.Paper(), p -> {
            p.id = 82;
            p.person = alice;
            p.thumb = new byte[0];
        });
        persist(session, new People.Facts(), f -> {
            f.id = FACTS;
            f.person = alice;
            f.seen = Instant.parse("2024-07-01T12:00:00.000001Z");
            f.wealth = new BigDecimal("12345678901234567890.0123456789");
            f.height = 1.5;
            f.married = false;
            f.steps = 9007199254740993L;
            f.motto = "\"quoted\", \u00e9\n";
            f.empty = "";
            f.settings = "{\"sizes\": [1, 2.50], \"theme\": \"dark\"}";
            f.tags = new String[] {"a", "b"};
        });
    }

    /** So much that the first bytes leave before all has been read. */
    static void fillMore(EntityManager session) {
        for (int i = 0; i < 6_000; i++) {
            String random = UUID.randomUUID().toString();
            long id = 10_000L + i;
            persist(session, new People.Subscription(), s -> {
                s.id = id;
                s.email = "alice@example.org";
                s.list = random;
            });
        }
    }

    static void message(EntityManager session, long id, People.Person from, People.Person to, Long reply, String body) {
        persist(session, new People.Message(), m -> {
            m.id = id;
            m.sender = from;
            m.recipient = to;
            m.replyTo = reply == null ? null : session.getReference(People.Message.class, reply);
            m.body = body;
        });
    }

    private static void subscription(EntityManager session, long id, String email) {
        persist(session, new People.Subscription(), s -> {
            s.id = id;
            s.email = email;
            s.list = "news";
        });
    }

    static <T> T persist(EntityManager session, T entity, Consumer<T> fill) {
        fill.accept(entity);
        session.persist(entity);
        return entity;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
