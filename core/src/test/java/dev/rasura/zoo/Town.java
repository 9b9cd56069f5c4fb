package dev.rasura.zoo;

import dev.rasura.zoo.Papers.Ballot;
import dev.rasura.zoo.Papers.Booking;
import dev.rasura.zoo.Papers.BookingId;
import dev.rasura.zoo.Papers.Complaint;
import dev.rasura.zoo.Papers.Draft;
import dev.rasura.zoo.Papers.Drawing;
import dev.rasura.zoo.Papers.Enclosure;
import dev.rasura.zoo.Papers.Fine;
import dev.rasura.zoo.Papers.FineLine;
import dev.rasura.zoo.Papers.Letter;
import dev.rasura.zoo.Papers.Passport;
import dev.rasura.zoo.Papers.Permit;
import dev.rasura.zoo.Papers.Petition;
import dev.rasura.zoo.Papers.Reminder;
import dev.rasura.zoo.Papers.Reply;
import dev.rasura.zoo.Papers.Signature;
import dev.rasura.zoo.Papers.Sketch;
import dev.rasura.zoo.Papers.Tender;
import dev.rasura.zoo.People.Citizen;
import dev.rasura.zoo.People.Clerk;
import dev.rasura.zoo.People.Club;
import dev.rasura.zoo.People.Contact;
import dev.rasura.zoo.People.Councillor;
import dev.rasura.zoo.People.Guild;
import dev.rasura.zoo.People.Home;
import dev.rasura.zoo.People.Household;
import dev.rasura.zoo.People.Kin;
import dev.rasura.zoo.People.Office;
import dev.rasura.zoo.People.Party;
import dev.rasura.zoo.People.Residence;
import dev.rasura.zoo.People.Row;
import dev.rasura.zoo.People.Shift;
import dev.rasura.zoo.People.Slot;
import dev.rasura.zoo.People.Street;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;

/**
 * Three citizens, Anna (1), Bert (2) and the councillor Carla (3), the clerks Dora (1) and Emil (2), and what is theirs. Each
 * row of Anna's has a counterpart of Bert's, and where a shape allows it one that is nobody's.
 */
final class Town {

    static final Class<?>[] ENTITIES = {
        Party.class,
        Guild.class,
        Citizen.class,
        Councillor.class,
        Club.class,
        Residence.class,
        Household.class,
        Clerk.class,
        Office.class,
        Shift.class,
        Petition.class,
        Complaint.class,
        Permit.class,
        Enclosure.class,
        Reply.class,
        Letter.class,
        Signature.class,
        Fine.class,
        FineLine.class,
        Booking.class,
        Passport.class,
        Reminder.class,
        Draft.class,
        Ballot.class,
        Tender.class,
        Sketch.class,
        Things.Holding.class,
        Things.Boat.class,
        Things.Plot.class,
        Things.Mooring.class,
        Things.Trader.class,
        Things.Grocer.class,
        Things.Pedlar.class,
        Things.Stock.class,
        Things.Stamp.class,
        Things.Preference.class,
        Things.Lodger.class,
        Things.Rent.class,
        Things.Volunteer.class,
        Things.Duty.class,
        Things.Deed.class,
        Things.Poet.class,
        Things.Poem.class,
        Papers.Plea.class,
        Annex.Notice.class,
        Annex.Contract.class,
        Annex.Crest.class,
        Annex.Diary.class,
        Annex.ChangeSet.class,
        Annex.Licence.class
    };

    private final List<Object> rows = new ArrayList<>();

    private final Club choir = with(new Club(), 1, c -> c.title = "choir");
    private final Office hall = with(new Office(), 1, o -> o.title = "town hall");
    private final Residence farm = with(new Residence(), 1, r -> r.plot = "Lane 1");
    private final Residence block = with(new Residence(), 2, r -> r.plot = "Block 2");
    private final Clerk dora = clerk(1, "Dora", "Dahl", null);
    private final Clerk emil = clerk(2, "Emil", "Ek", dora);
    private final Citizen anna = citizen(new Citizen(), 1, "Anna Ahlgren", farm);
    private final Citizen bert = citizen(new Citizen(), 2, "Bert Borg", block);
    private final Councillor carla = citizen(new Councillor(), 3, "Carla Cruz", block);

    private Town() {}

    static void fill(Session session) {
        Town town = new Town();
        town.relate();
        List.of(town.anna, town.bert).forEach(town::papers);
        town.letters();
        town.rows.addAll(Inventory.of(List.of(town.anna, town.bert), town.dora));
        town.rows.forEach(session::persist);
        Annex.fill(session, List.of(town.anna, town.bert), List.of(town.dora, town.emil));
        session.flush();
        session.createNativeMutationQuery("update Citizen set household_id = id where id in (1, 2)")
                .executeUpdate();
        session.createNativeMutationQuery("update Reminder set deleted = true where id = 2")
                .executeUpdate();
    }

    private <R extends Row> R with(R row, long id, java.util.function.Consumer<R> fill) {
        row.id = id;
        fill.accept(row);
        rows.add(row);
        return row;
    }

    private Clerk clerk(long id, String given, String family, @org.jspecify.annotations.Nullable Clerk boss) {
        Shift shift = with(new Shift(), id, s -> s.worked = "nights of " + given);
        return with(new Clerk(), id, c -> {
            c.givenName = given;
            c.familyName = family;
            c.login = given.toLowerCase(java.util.Locale.ROOT) + "@town";
            c.boss = boss;
            c.office = hall;
            c.shifts.add(shift);
        });
    }

    private <C extends Citizen> C citizen(C citizen, long id, String name, Residence residence) {
        return with(citizen, id, c -> {
            c.name = name;
            c.civicNumber = "19700101-100" + id;
            c.home = new Home();
            c.home.street = street("High Street 1" + id);
            c.home.town = "Lund";
            c.summer = street("Beach Road 2" + id);
            c.contact = new Contact(first(c) + "@a.example", "+4670111110" + id);
            c.leisure.sport = "rowing";
            c.leisure.clubs.add(choir);
            c.born = LocalDate.of(1970, 5, 10 + (int) id);
            c.standing = id == 2 ? People.Standing.BARRED : People.Standing.GOOD;
            c.remark = id == 3 ? null : "remark on " + first(c);
            c.residence = residence;
            c.phones.add("+4670222220" + id);
            c.answers.put("colour", "blue for " + first(c));
            c.calendar.put(new Slot("mon", (int) id), "gym with " + first(c));
            c.dues.put(choir, "paid by " + first(c));
            if (c instanceof Councillor councillor) {
                councillor.seat = "seat 7";
            }
        });
    }

    static String first(Citizen citizen) {
        return citizen.name.substring(0, citizen.name.indexOf(' ')).toLowerCase(java.util.Locale.ROOT);
    }

    private static Street street(String line) {
        Street street = new Street();
        street.line = line;
        street.code = "22222";
        return street;
    }

    private void relate() {
        with(new Guild(), 9, g -> {
            g.name = "Bakers";
            g.trade = "bread";
        });
        with(new Club(), 2, c -> c.title = "nobody's");
        anna.follows.add(bert);
        bert.follows.addAll(Set.of(anna, carla));
        anna.kin.add(kin("brother", bert));
        bert.kin.add(kin("sister", anna));
        for (Citizen head : List.of(anna, bert)) {
            with(new Household(), head.id, h -> {
                h.head = head;
                h.doorbell = "ring for " + first(head);
            });
        }
        with(new Household(), 3, h -> h.doorbell = "empty");
    }

    private static Kin kin(String relation, Citizen kin) {
        Kin other = new Kin();
        other.relation = relation;
        other.kin = kin;
        return other;
    }

    private void papers(Citizen c) {
        long id = c.id;
        String who = first(c);
        Petition complaint = with(new Complaint(), id, p -> {
            p.citizen = c;
            p.handler = dora;
            p.text = "complaint of " + who;
            p.about = hall;
        });
        with(new Permit(), id + 10, p -> {
            p.citizen = c;
            p.handler = emil;
            p.text = "permit for " + who;
            p.place = "garden of " + who;
        });
        with(new Enclosure(), id, e -> {
            e.petition = complaint;
            e.scan = ("scan of " + who).getBytes(StandardCharsets.UTF_8);
            e.transcript = "transcript for " + who;
        });
        Reply reply = with(new Reply(), id, r -> {
            r.author = c;
            r.said = "said by " + who;
        });
        with(new Reply(), id + 10, r -> {
            r.author = c.equals(anna) ? bert : anna;
            r.answers = reply;
            r.said = "answer to " + who;
        });
        with(new Signature(), id, s -> {
            s.mail = who.toUpperCase(java.util.Locale.ROOT) + "@A.example";
            s.cause = "cause of " + who;
        });
        for (boolean paid : new boolean[] {true, false}) {
            Fine fine = with(new Fine(), id + (paid ? 0 : 10), f -> {
                f.citizen = c;
                f.copiedName = c.name;
                f.amount = new BigDecimal("12.50");
                f.paid = paid;
            });
            FineLine line = new FineLine();
            line.fine = fine;
            line.line = 1;
            line.offence = "parking of " + who;
            rows.add(line);
        }
        Booking booking = new Booking();
        booking.id = new BookingId(id, "hall");
        booking.citizen = c;
        booking.wish = "wish of " + who;
        Passport passport = new Passport();
        passport.citizen = c;
        passport.number = "P-000" + id + "-" + who;
        Reminder reminder = new Reminder();
        reminder.id = id;
        reminder.citizen = c;
        reminder.text = "reminder for " + who;
        rows.addAll(List.of(booking, passport, reminder));
        with(new Papers.Plea(), id, p -> {
            p.citizen = c;
            p.plea = "plea of " + who;
        });
        with(new Draft(), id, d -> {
            d.citizen = c;
            d.text = "draft of " + who;
            d.hidden = true;
        });
        with(new Ballot(), id, b -> {
            b.citizen = c;
            b.vote = "vote of " + who;
        });
        with(new Tender(), id, t -> {
            t.citizen = c;
            t.offer = new BigDecimal("99.00");
        });
        with(new Sketch(), id, s -> {
            s.citizen = c;
            s.drawing = new Drawing();
            s.thumbnail = new byte[] {1, 2, 3};
        });
    }

    private void letters() {
        letter(1, anna, bert);
        letter(2, bert, anna);
        letter(3, bert, carla);
        with(new Signature(), 3, s -> {
            s.mail = "stranger@b.example";
            s.cause = "a stranger's";
        });
    }

    private void letter(long id, Citizen from, Citizen to) {
        with(new Letter(), id, l -> {
            l.sender = from;
            l.recipient = to;
            l.body = "letter " + id;
        });
    }
}
