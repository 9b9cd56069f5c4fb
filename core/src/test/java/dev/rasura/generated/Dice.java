package dev.rasura.generated;

import java.util.List;
import java.util.Random;

/** Chance, the same for one seed; and names that are used once. */
final class Dice {

    /** How often a choice is drawn that may well stop the start. */
    static final double RARELY = 0.008;

    private final Random random;
    private int names;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    String next(String prefix) {
        return prefix + ++names;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Both inclusive. */
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final <T> T pick(T... of) {
        return of[random.nextInt(of.length)];
    }
}
