package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.junit.jupiter.api.Test;

/** Collected values, join tables, chains of replies, large objects, hidden rows, odd names and keys. */
class CollectionsTest extends ErasureContract {

    @Embeddable
    static class Device {
        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        String serial;

        Device() {}

        Device(String serial) {
            this.serial = serial;
        }
    }

    @Entity(name = "Fan")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Fan {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        Set<String> phones = new HashSet<>();

        @ElementCollection
        @OrderColumn
        List<Device> devices = new ArrayList<>();

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        Map<String, String> answers = new HashMap<>();

        @ElementCollection
        @OnErasure(RowAction.ANONYMISE)
        List<Vote> votes = new ArrayList<>();

        @ManyToMany
        @JoinTable(name = "follows")
        Set<Fan> idols = new HashSet<>();

        @ManyToMany
        Set<Band> bands = new HashSet<>();

        Fan() {}

        Fan(long id) {
            this.id = id;
            this.email = "fan" + id + "@a.example";
            phones.add("+4670000000" + id);
            devices.add(new Device("serial-00" + id));
            answers.put("colour", "blue " + id);
            votes.add(new Vote("vote of " + id, 5));
        }
    }

    @Embeddable
    static class Vote {
        @PersonalData(value = DataCategory.FREE_TEXT, onErasure = Strategy.CONSTANT, constant = "-")
        String why;

        @NotPersonal
        int points;

        Vote() {}

        Vote(String why, int points) {
            this.why = why;
            this.points = points;
        }
    }

    @Entity(name = "Band")
    static class Band {
        @Id
        Long id;

        Band() {}

        Band(long id) {
            this.id = id;
        }
    }

    @Test
    void collectedValuesAndJoinRowsGoOnBothSidesAndNobodyElseDoes() {
        Population p = population(Fan.class, Band.class);
        Band band = new Band(1);
        Fan anna = new Fan(1);
        Fan bert = new Fan(2);
        Fan carl = new Fan(3);
        anna.idols.add(bert);
        bert.idols.add(anna);
        bert.idols.add(carl);
        anna.bands.add(band);
        bert.bands.add(band);
        p.save(band, anna, bert, carl);

        Erased erased = eraseWithoutResidue(p, Fan.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "fan{email=fan1@a.example, id=1}",
                        "fan_answers{answers=blue 1, answers_key=colour, fan_id=1}",
                        "fan_band{bands_id=1, fan_id=1}",
                        "fan_devices{devices_order=0, fan_id=1, serial=serial-001}",
                        "fan_phones{fan_id=1, phones=+46700000001}",
                        "fan_votes{fan_id=1, points=5, why=vote of 1}",
                        "follows{fan_id=1, idols_id=2}",
                        "follows{fan_id=2, idols_id=1}");
        assertThat(erased.came()).containsExactlyInAnyOrder("fan{id=1}", "fan_votes{fan_id=1, points=5, why=-}");
    }

    // --- replies

    @Entity(name = "Writer")
    @DataSubject
    static class Writer {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        String nick;

        @ManyToOne
        Writer invitedBy;

        Writer() {}

        Writer(long id, String nick, Writer invitedBy) {
            this.id = id;
            this.nick = nick;
            this.invitedBy = invitedBy;
        }
    }

    @Entity(name = "Comment")
    @Table(name = "comment_")
    static class Comment {
        @Id
        Long id;

        @ManyToOne
        Writer author;

        @ManyToOne
        Comment parent;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Comment() {}

        Comment(long id, Writer author, Comment parent) {
            this.id = id;
            this.author = author;
            this.parent = parent;
            this.text = "comment " + id;
        }
    }

    @Test
    void repliesOfOthersStayAndLoseTheirParent() {
        Population p = population(Writer.class, Comment.class);
        Writer anna = new Writer(1, "annaahl", null);
        Writer bert = new Writer(2, "bertborg", anna);
        Comment first = new Comment(1, anna, null);
        Comment reply = new Comment(2, bert, first);
        Comment back = new Comment(3, anna, reply);
        Comment selfReply = new Comment(4, anna, back);
        Comment last = new Comment(5, bert, selfReply);
        p.save(anna, bert, first, reply, back, selfReply, last);

        Erased erased = eraseWithoutResidue(p, Writer.class, 1);

        assertThat(erased.came())
                .containsExactlyInAnyOrder(
                        "comment_{author_id=2, id=2, text=comment 2}",
                        "comment_{author_id=2, id=5, text=comment 5}",
                        "writer{id=2, nick=bertborg}");
        assertThat(erased.after()).filteredOn(r -> !r.startsWith("large")).hasSize(3);
    }

    // --- large objects

    @Entity(name = "Applicant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Applicant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @Lob
        @PersonalData(DataCategory.IMAGE)
        byte[] photo;

        @Lob
        @PersonalData(DataCategory.FREE_TEXT)
        String motivation;

        Applicant() {}

        Applicant(long id) {
            this.id = id;
            this.email = "applicant" + id + "@a.example";
            this.photo = email.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            this.motivation = "I am " + email;
        }
    }

    @Entity(name = "Cv")
    static class Cv {
        @Id
        Long id;

        @ManyToOne
        Applicant applicant;

        @Lob
        @PersonalData(DataCategory.DOCUMENT)
        byte[] document;

        Cv() {}

        Cv(long id, Applicant applicant) {
            this.id = id;
            this.applicant = applicant;
            this.document = ("CV of " + applicant.email).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Test
    void largeObjectsGoWithTheirRowsAndWithTheirColumns() {
        Population p = population(Applicant.class, Cv.class);
        Applicant anna = new Applicant(1);
        Applicant bert = new Applicant(2);
        p.save(anna, bert, new Cv(1, anna), new Cv(2, anna), new Cv(3, bert));

        Erased erased = eraseWithoutResidue(p, Applicant.class, 1);

        assertThat(erased.came()).contains("applicant{id=1}");
        if (postgresql()) {
            assertThat(erased.gone()).contains("large objects: 7");
            assertThat(erased.came()).containsExactlyInAnyOrder("applicant{id=1}", "large objects: 3");
        }
        assertThat(p.database().count("Cv")).isEqualTo(1);
        assertThat(again(p, Applicant.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    // --- hidden rows

    @Entity(name = "Shopper")
    @DataSubject
    static class Shopper {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Shopper() {}

        Shopper(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Order")
    @Table(name = "`Order`", schema = "`Odd Shop`")
    @SoftDelete
    static class Order {
        @Id
        @Column(name = "`select`")
        Long id;

        @ManyToOne
        @JoinColumn(name = "`the Shopper`")
        Shopper shopper;

        @Column(name = "`ship-to`")
        @PersonalData(DataCategory.ADDRESS_LINE)
        String shipTo;

        Order() {}

        Order(long id, Shopper shopper, String shipTo) {
            this.id = id;
            this.shopper = shopper;
            this.shipTo = shipTo;
        }
    }

    @Entity(name = "Wish")
    @SQLRestriction("hidden = false")
    static class Wish {
        @Id
        Long id;

        @ManyToOne
        Shopper shopper;

        @NotPersonal
        boolean hidden;

        Wish() {}

        Wish(long id, Shopper shopper, boolean hidden) {
            this.id = id;
            this.shopper = shopper;
            this.hidden = hidden;
        }
    }

    @Test
    void whatFiltersHideAndWhateverItsNameIsErased() {
        try (Population p = Population.of(
                family,
                Map.of("hibernate.hbm2ddl.create_namespaces", "true"),
                List.of(),
                map -> {},
                Shopper.class,
                Order.class,
                Wish.class)) {
            Shopper anna = new Shopper(1, "anna@a.example");
            Shopper bert = new Shopper(2, "bert@b.example");
            Order hidden = new Order(1, anna, "Storgatan 1");
            Order kept = new Order(3, bert, "Kungsgatan 2");
            p.save(anna, bert, hidden, new Order(2, anna, "Storgatan 1"), kept);
            p.save(new Wish(1, anna, true), new Wish(2, anna, false), new Wish(3, bert, true));
            p.inTransaction(session -> session.remove(session.find(Order.class, 1L)));
            p.inTransaction(session -> session.remove(session.find(Order.class, 3L)));

            assertThat(p.rasura().dataMap().unclassified())
                    .as("the mark of a soft deletion is structure")
                    .isEmpty();
            Erased erased = eraseWithoutResidue(p, Shopper.class, 1);

            // MariaDB has no schemas apart from its databases.
            String order = family == DatabaseFamily.MARIADB ? "order" : "odd shop.order";
            assertThat(erased.gone())
                    .containsExactlyInAnyOrder(
                            order + "{deleted=true, select=1, ship-to=Storgatan 1, the shopper=1}",
                            order + "{deleted=false, select=2, ship-to=Storgatan 1, the shopper=1}",
                            "shopper{email=anna@a.example, id=1}",
                            "wish{hidden=true, id=1, shopper_id=1}",
                            "wish{hidden=false, id=2, shopper_id=1}");
            assertThat(erased.came()).isEmpty();
            assertThat(rows(erased.receipt().tables()))
                    .isEqualTo(Map.of("Order DELETED", 2L, "Shopper DELETED", 1L, "Wish DELETED", 2L));
        }
    }

    // --- composite keys

    @Embeddable
    static class SeatKey implements Serializable {
        Long shopper;

        @Column(name = "row_of_seat")
        int row;

        SeatKey() {}

        SeatKey(Long shopper, int row) {
            this.shopper = shopper;
            this.row = row;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SeatKey key && Objects.equals(shopper, key.shopper) && row == key.row;
        }

        @Override
        public int hashCode() {
            return Objects.hash(shopper, row);
        }
    }

    @Entity(name = "Seat")
    static class Seat {
        @EmbeddedId
        SeatKey key;

        @ManyToOne
        @MapsId("shopper")
        Shopper shopper;

        @OneToMany
        @JoinColumn(name = "seat_shopper", referencedColumnName = "shopper_id")
        @JoinColumn(name = "seat_row", referencedColumnName = "row_of_seat")
        List<Ticket> tickets = new ArrayList<>();

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        List<String> wishes = new ArrayList<>();

        Seat() {}

        Seat(Shopper shopper, int row) {
            this.key = new SeatKey(shopper.id, row);
            this.shopper = shopper;
            this.wishes.add("wish " + row);
        }
    }

    @Entity(name = "Ticket")
    static class Ticket {
        @Id
        Long id;

        Ticket() {}

        Ticket(long id) {
            this.id = id;
        }
    }

    @Test
    void aChildWithACompositeKeyGoesWithWhatRefersToIt() {
        Population p = population(Shopper.class, Seat.class, Ticket.class);
        Shopper anna = new Shopper(1, "anna@a.example");
        Shopper bert = new Shopper(2, "bert@b.example");
        Seat seat = new Seat(anna, 7);
        Seat other = new Seat(bert, 7);
        Ticket ticket = new Ticket(1);
        Ticket another = new Ticket(2);
        seat.tickets.add(ticket);
        other.tickets.add(another);
        p.save(anna, bert, ticket, another, seat, other);

        Erased erased = eraseWithoutResidue(p, Shopper.class, 1);

        assertThat(erased.gone()).hasSize(4);
        assertThat(erased.gone()).allMatch(r -> r.contains("=1"));
        assertThat(erased.came()).isEmpty();
    }
}
