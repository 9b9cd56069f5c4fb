package dev.rasura.example.recruitment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Invents people. What points at one person (full name, e-mail, user name, phone, street with number, talent number) is
 * unique and lies within nobody else's, so that a search for it finds that person only. The exception is deliberate:
 * the people at {@link #HOMONYMS} have the full name of the person {@link #NAMESAKE_DISTANCE} before them.
 */
final class People {

    /** Places, counted from one, of people who share their full name with somebody else. */
    static final Set<Integer> HOMONYMS = Set.of(1_401, 1_402, 1_403);

    static final int NAMESAKE_DISTANCE = 1_000;

    private static final List<String> MAIL_HOSTS = List.of("mail.example.org", "post.example.com", "box.example.net");
    private static final int FIRST_HOUSE_NUMBER = 100;
    private static final int HOUSE_NUMBERS = 900;

    private final SplittableRandom random;
    private final Set<Integer> namesTaken = new HashSet<>();
    private final Set<Integer> addressesTaken = new HashSet<>();
    private final int[] names;
    private int count;

    People(SplittableRandom random, int people) {
        this.random = random;
        this.names = new int[people + 1];
    }

    /** One person's distinctive values. */
    record Person(
            int place,
            String givenName,
            String familyName,
            String email,
            String userName,
            String passwordHash,
            String talentNumber,
            PostalAddress address,
            Phone phone) {

        String fullName() {
            return givenName + " " + familyName;
        }
    }

    Person next() {
        int place = ++count;
        names[place] = HOMONYMS.contains(place) ? names[place - NAMESAKE_DISTANCE] : freshName();
        String given = Names.GIVEN.get(names[place] / Names.FAMILY.size());
        String family = Names.FAMILY.get(names[place] % Names.FAMILY.size());
        String number = "%04d".formatted(place);
        String email = Names.ascii(given + "." + family) + "." + number + "@" + pick(MAIL_HOSTS);
        String userName = Names.ascii(given.substring(0, 1) + family) + "-" + number;
        return new Person(
                place,
                given,
                family,
                email,
                userName,
                "{bcrypt}$2a$10$" + letters(53),
                "TN-%06d".formatted(place * 7_919L % 1_000_000),
                address(),
                new Phone("+49 1555 %07d".formatted(place * 48_611L % 10_000_000), random.nextInt(4) > 0));
    }

    private int freshName() {
        int name = random.nextInt(Names.GIVEN.size() * Names.FAMILY.size());
        return namesTaken.add(name) ? name : freshName();
    }

    private PostalAddress address() {
        int address = random.nextInt(Names.STREETS.size() * HOUSE_NUMBERS);
        if (!addressesTaken.add(address)) {
            return address();
        }
        String street = Names.STREETS.get(address / HOUSE_NUMBERS);
        int houseNumber = FIRST_HOUSE_NUMBER + address % HOUSE_NUMBERS;
        String postalCode = "%05d".formatted(1_000 + random.nextInt(98_000));
        return new PostalAddress(street + " " + houseNumber, postalCode, pick(Names.CITIES), "DE");
    }

    private String letters(int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
