package dev.rasura.zoo;

import dev.rasura.zoo.People.Citizen;
import dev.rasura.zoo.People.Clerk;
import dev.rasura.zoo.Things.Boat;
import dev.rasura.zoo.Things.Deed;
import dev.rasura.zoo.Things.Duty;
import dev.rasura.zoo.Things.Grocer;
import dev.rasura.zoo.Things.Holding;
import dev.rasura.zoo.Things.Lodger;
import dev.rasura.zoo.Things.LodgerId;
import dev.rasura.zoo.Things.Mooring;
import dev.rasura.zoo.Things.Pedlar;
import dev.rasura.zoo.Things.Plot;
import dev.rasura.zoo.Things.Poem;
import dev.rasura.zoo.Things.Poet;
import dev.rasura.zoo.Things.Preference;
import dev.rasura.zoo.Things.Rent;
import dev.rasura.zoo.Things.Stamp;
import dev.rasura.zoo.Things.Stock;
import dev.rasura.zoo.Things.Taste;
import dev.rasura.zoo.Things.Trader;
import dev.rasura.zoo.Things.Volunteer;
import java.util.ArrayList;
import java.util.List;

/** What the people of {@link Town} hold, and the people with odd keys: two of each. */
final class Inventory {

    private final List<Object> rows = new ArrayList<>();

    /** The rows in an order in which they can be inserted. */
    static List<Object> of(List<? extends Citizen> citizens, Clerk clerk) {
        Inventory inventory = new Inventory();
        citizens.forEach(inventory::held);
        inventory.stamp(9, clerk, "clerk");
        inventory.trader(new Grocer(), 1, "Gro Grahn");
        inventory.trader(new Pedlar(), 2, "Per Pihl");
        inventory.lodger(1, "Lars Lodin");
        inventory.lodger(2, "Lena Lind");
        inventory.poet("sappho", "the sea");
        inventory.poet("ovid", "the wood");
        return inventory.rows;
    }

    private void held(Citizen citizen) {
        long id = citizen.id;
        String who = Town.first(citizen);
        holding(new Boat(), id, citizen).sail = "sail of " + who;
        holding(new Plot(), id + 20, citizen).corner = "corner of " + who;
        stamp(id, citizen, who);
        Preference preference = new Preference();
        preference.id = id;
        preference.citizen = citizen;
        preference.settings.put("theme", "dark for " + who);
        preference.taste = new Taste();
        preference.taste.music = "jazz with " + who;
        preference.taste.volume = 11;
        rows.add(preference);
        Volunteer volunteer = new Volunteer();
        volunteer.id = id;
        volunteer.citizen = citizen;
        volunteer.hotline = "+4670333330" + id;
        Duty duty = new Duty();
        duty.id = id;
        duty.volunteer = volunteer;
        duty.done = "watch of " + who;
        Deed deed = new Deed();
        deed.id = id;
        deed.citizen = citizen;
        deed.land = "Meadow 7" + id;
        deed.acres = 5;
        rows.addAll(List.of(volunteer, duty, deed));
    }

    private <H extends Holding> H holding(H holding, long id, Citizen owner) {
        holding.id = id;
        holding.owner = owner;
        holding.label = "label of " + Town.first(owner);
        Mooring mooring = new Mooring();
        mooring.id = id;
        mooring.holding = holding;
        mooring.berth = "berth of " + Town.first(owner);
        rows.addAll(List.of(holding, mooring));
        return holding;
    }

    private void stamp(long id, Object of, String who) {
        Stamp stamp = new Stamp();
        stamp.id = id;
        stamp.of = of;
        stamp.ink = "ink for " + who;
        rows.add(stamp);
    }

    private void trader(Trader trader, long id, String name) {
        trader.id = id;
        trader.name = name;
        if (trader instanceof Grocer grocer) {
            grocer.till = "+46704444441";
        }
        if (trader instanceof Pedlar pedlar) {
            pedlar.beat = "beat of " + name;
        }
        Stock stock = new Stock();
        stock.id = id;
        stock.trader = trader;
        stock.goods = "goods of " + name;
        rows.addAll(List.of(trader, stock));
    }

    private void lodger(int room, String name) {
        Lodger lodger = new Lodger();
        lodger.id = new LodgerId("Harbour", room);
        lodger.name = name;
        lodger.habits.add("habit of " + name);
        Rent rent = new Rent();
        rent.id = (long) room;
        rent.lodger = lodger;
        rent.paid = "paid by " + name;
        rows.addAll(List.of(lodger, rent));
    }

    private void poet(String pen, String muse) {
        Poet poet = new Poet();
        poet.pen = pen;
        poet.muse = muse;
        Poem poem = new Poem();
        poem.id = (long) pen.length();
        poem.poet = poet;
        poem.verse = "a verse";
        rows.addAll(List.of(poet, poem));
    }
}
